"""A name kept apart, on pages: offered where a policy has a post for it, opened once with why."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import Concern, Entry
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
NAME, PHONE = "Tamsin Rowntree", "01632 960001"
OFFER = "Keep my name, and everything else under About you, from the people who handle this"
SAID = {
    "reporter": "staff",
    "about": "learner",
    "danger": "no",
    "seen": "He hid a drawing.",
    "name": NAME,
    "phone": PHONE,
    "apart": "on",
    "step": "send",
}


@pytest.fixture
def house() -> Iterator[tuple[Provider, Client, Client, UUID]]:
    """A provider with the base policy; its lead, a deputy, and the tutor who reports."""
    with inside() as provider:
        adopt(data=archetype("safeguarding-core"), path="s.md", actor=SETUP, now=NOON)
        lead, deputy = make_holder("Lea Dee", "dsl"), make_holder("Ed Puty", "deputy-dsl")
        tutor = make_person(NAME)
        yield provider, sign_in(lead, provider), sign_in(deputy, provider), tutor


def tell(client: Client, provider: Provider) -> UUID:
    there = reverse("report", args=[provider.short_code])
    assert client.post(there, SAID | {"request_id": str(uuid4())}).status_code == 200
    return UUID(str(Concern.objects.get().id))


@pytest.mark.parametrize(
    ("policy", "offered"), [("safeguarding-core", True), ("apprenticeship-provider", False)]
)
def test_it_is_offered_where_a_policy_has_a_post_for_it(policy: str, offered: bool) -> None:
    with inside() as provider:
        adopt(data=archetype(policy), path="p.md", actor=SETUP, now=NOON)
        page = text(Client().get(reverse("report", args=[provider.short_code])))
        assert (OFFER in page) is offered
        assert ("this post can open it: Designated Safeguarding Lead" in page) is offered


def test_no_page_of_a_handler_bears_the_name(house: tuple[Provider, Client, Client, UUID]) -> None:
    provider, lead, _deputy, tutor = house
    mine = sign_in(tutor, provider)
    concern = tell(mine, provider)
    added = {"words": "It was a Tuesday.", "danger": "no", "request_id": str(uuid4())}
    assert mine.post(reverse("my-report", args=[concern]), added).status_code == 302
    pages = [
        *(reverse(name, args=[concern]) for name in ("door", "concern", "together", "refer")),
        reverse("desk-queue"),
    ]
    for page in pages:
        shown = lead.get(page).content.decode()
        assert (NAME in shown, PHONE in shown, str(tutor) in shown) == (False, False, False)
    record = text(lead.get(reverse("concern", args=[concern])))
    assert "It was a Tuesday." in record
    assert "Where it has to be known, ask: Designated Safeguarding Lead." in record
    assert "Kept from the people who handle this." in text(mine.get(reverse("my-report", args=[concern])))


def test_it_is_opened_with_a_reason_shown_once_and_the_reporter_sees_when(
    house: tuple[Provider, Client, Client, UUID],
) -> None:
    provider, lead, _deputy, tutor = house
    mine = sign_in(tutor, provider)
    concern = tell(mine, provider)
    there = reverse("open-name", args=[concern])
    assert NAME not in text(lead.get(there))
    assert lead.post(there, {"reason": " "}).status_code == 422
    said = {"reason": "The police ask.", "csrfmiddlewaretoken": "x" * 32}
    shown = text(lead.post(there, said))
    assert ("Signed in as" in shown, shown.count(NAME), PHONE in shown) == (True, 2, True)
    again = lead.post(there, said)
    assert (again.status_code, Entry.objects.count()) == (302, 1)
    assert "The police ask." in text(lead.get(reverse("concern", args=[concern])))
    standing = text(mine.get(reverse("my-report", args=[concern])))
    assert "Opened by the post that may, who wrote down why:" in standing
    assert "The police ask." not in standing


def test_another_post_is_told_who_can_and_writes_nothing(
    house: tuple[Provider, Client, Client, UUID],
) -> None:
    provider, lead, deputy, _tutor = house
    concern = tell(Client(), provider)
    there = reverse("open-name", args=[concern])
    refused = deputy.post(there, {"reason": "I wonder."})
    assert refused.status_code == 403
    assert "These posts can: Designated Safeguarding Lead." in refused.content.decode()
    assert "Open the name" not in text(deputy.get(reverse("concern", args=[concern])))
    assert "Open the name" in text(lead.get(reverse("concern", args=[concern])))
    assert not Entry.objects.exists()
