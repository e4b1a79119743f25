"""What a draft would change, as a page: whole for the lead, no small numbers for the board, texts for the writer."""

from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from assurance.status.reporting import SHIPPED, reported, with_limit
from desk_support import sign_in, text
from dueregard.authority.access.operations import give_holding
from dueregard.authority.access.vocabulary import Manner
from dueregard.authority.policy.operations import adopt
from dueregard.work.governance.operations.drafting import begin_draft, save_draft
from household import NOON, SETUP, inside, make_holder, make_person
from work.governance.governing import POLICY, changed

pytestmark = pytest.mark.django_db
POLICY_ID = "apprenticeship-provider"


def drafted(policy: str, text_: str) -> UUID:
    """A draft with this text."""
    row = begin_draft(policy=policy, actor=SETUP, now=NOON)
    return save_draft(draft_id=row.id, text=text_, actor=SETUP, now=NOON).begun


def test_the_lead_sees_numbers_and_the_board_none_that_could_say_who() -> None:
    with inside() as provider:
        lead, board = make_holder("Lea Dee", "dsl"), make_holder("Bo Ard", "managing-director")
        adopt(data=SHIPPED.encode(), path="p.md", actor=SETUP, now=NOON)
        reported(30)
        there = reverse("policy-effects", args=[drafted(POLICY_ID, with_limit("48 hours"))])
        give_holding(
            person_id=lead, role="managing-director", manner=Manner.SUBSTANTIVE, actor=SETUP, now=NOON
        )
        clients = {who: sign_in(who, provider) for who in (lead, board)}
        shown = {who: text(client.get(there)) for who, client in clients.items()}
        assert "The same records by both texts" in shown[lead]
        assert "Under this text 0 of 1 would have been late." in shown[lead]
        assert "so few that the number could say who" not in shown[lead]
        assert "so few that the number could say who" in shown[board]
        assert "0 of 1" not in shown[board]
        assert "1 of 1" not in shown[board]
        assert sign_in(make_person("Tu Tor"), provider).get(there).status_code == 403
        assert clients[lead].get(reverse("policy-effects", args=[uuid4()])).status_code == 404


def test_whoever_writes_policies_and_sees_no_figures_is_shown_what_the_texts_say() -> None:
    with inside() as provider:
        adopt(data=POLICY.encode(), path="care.md", actor=SETUP, now=NOON)
        writer = make_holder("Wyn Writer", "writer")
        there = reverse(
            "policy-effects", args=[drafted("care", changed().replace("role:writer", "role:board"))]
        )
        page = text(sign_in(writer, provider).get(there))
        assert "is shown to the posts that answer for the policies" in page
        assert "Board member" in page
        assert "By this text" not in page


def test_words_alone_change_nothing_and_a_text_with_faults_says_so() -> None:
    with inside() as provider:
        adopt(data=POLICY.encode(), path="care.md", actor=SETUP, now=NOON)
        client = sign_in(make_holder("Wyn Writer", "writer"), provider)
        words = reverse(
            "policy-effects", args=[drafted("care", POLICY.replace("Everybody is", "Everyone is"))]
        )
        assert "Nothing that is done would change" in text(client.get(words))
        spoilt = reverse(
            "policy-effects", args=[drafted("care", POLICY.replace("minimum = 1", "minimun = 1"))]
        )
        assert "The text has faults." in text(client.get(spoilt))
