"""Bullying, harassment and discrimination on pages: asked of whoever handles a matter, and shown by quarter."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.work.casework.models import Concern, Mistreatment
from dueregard.work.casework.operations.mistreatment import mark_mistreatment
from dueregard.work.casework.rules.mistreatment import Place, Said
from household import NOON, SETUP, inside, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


def where(concern: UUID) -> str:
    return reverse("mark-mistreatment", args=[concern])


def test_what_is_marked_stands_on_the_record_and_is_filled_in_for_the_next() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        client, concern = sign_in(lead, provider), concern_about_a_learner()
        assert where(concern) in text(client.get(reverse("concern", args=[concern])))
        before = LedgerEntry.objects.filter(verb="audit.read").count()
        assert "Discrimination" in text(client.get(where(concern)))
        assert LedgerEntry.objects.filter(verb="audit.read").count() == before + 1
        said = {
            "kinds": ["Bullying"], "touched": ["religion-or-belief"], "places": ["online", "on-the-way"],
            "challenged": "I spoke to both of them.",
        }  # fmt: skip
        assert client.post(where(concern), said).status_code == 302
        record = text(client.get(reverse("concern", args=[concern])))
        for words in (
            "Bullying, harassment or discrimination",
            "religion or belief",
            "I spoke to both of them.",
        ):
            assert words in record
        page = text(client.get(where(concern)))
        assert re.findall(r'value="([^"]*)" checked', page) == [
            "Bullying", "religion-or-belief", "online", "on-the-way",
        ]  # fmt: skip
        assert "I spoke to both of them." in page


def test_a_refusal_stands_beside_its_question_and_nothing_typed_is_lost() -> None:
    with inside() as provider:
        client, concern = sign_in(make_holder("Lea Dee", "dsl"), provider), concern_about_a_learner()
        said = {"kinds": ["Bullying"], "ended": "It has stopped, she says."}
        answer = client.post(where(concern), said)
        page = " ".join(answer.content.decode().split())
        assert answer.status_code == 422
        assert "Say what was done; where nothing had to be, say that and why." in page
        assert "It has stopped, she says." in page
        assert not Mistreatment.objects.exists()
        assert client.post(where(concern), {"kinds": ["Teasing"]}).status_code == 422


def numbers(page: str) -> list[str]:
    return re.findall(r'<td class="govuk-table__cell dr-number">([^<]*)</td>', page)


def test_whoever_sorts_sees_every_number_and_the_board_only_whole_quarters_without_small_ones() -> None:
    with inside() as provider:
        lead, board = make_holder("Lea Dee", "dsl"), make_holder("Di Rector", "managing-director")
        for at in range(7):
            concern = concern_about_a_learner()
            Concern.objects.filter(pk=concern).update(received_at=utc_now() - timedelta(days=100))
            said = Said(
                ("Bullying", "Harassment")[: 1 + (at == 0)], (), (Place.HERE,), "Spoken to." * (at < 6)
            )
            mark_mistreatment(concern_id=concern, said=said, actor=Actor.person(lead), now=utc_now())
        now = concern_about_a_learner()
        Concern.objects.filter(pk=now).update(received_at=utc_now())
        mark_mistreatment(concern_id=now, said=Said(("Bullying",)), actor=Actor.person(lead), now=utc_now())
        address = reverse("figures-mistreatment")
        sorts = sign_in(lead, provider)
        assert address in text(sorts.get(reverse("figures")))
        whole, cut = (text(client.get(address)) for client in (sorts, sign_in(board, provider)))
    assert {"7", "6", "1"} <= set(numbers(whole))
    assert "not shown" not in whole
    assert set(numbers(cut)) == {"0", "7", "not shown"}
    assert len(numbers(cut)) < len(numbers(whole))
    assert "Lea Dee" not in re.sub(r"(?s)<header.*?</header>|<nav.*?</nav>", "", cut)


def test_a_page_without_figures_says_why() -> None:
    with inside() as provider:
        client = sign_in(make_holder("Lea Dee", "dsl"), provider)
        concern_about_a_learner()
        assert "No matter of these quarters is marked yet." in text(
            client.get(reverse("figures-mistreatment"))
        )


def test_without_a_policy_that_speaks_of_it_the_pages_say_who_can_help() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        client, concern = sign_in(lead, provider), concern_about_a_learner()
        data = archetype("apprenticeship-provider").decode()
        begins = data.index("```control mistreatment")
        without = data[:begins] + data[data.index("```", begins + 3) + 4 :]
        without = without.replace('edition = "', 'edition = "9', 1)
        adopt(data=without.encode(), path="p.md", actor=SETUP, now=NOON)
        sentence = "add a block of the kind “mistreatment”"
        for address in (where(concern), reverse("figures-mistreatment")):
            assert sentence in text(client.get(address))
