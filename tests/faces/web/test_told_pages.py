"""The pages on which a member of staff writes down what somebody told them, and finds their own reports again."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.work.casework.models import Concern, ConcernPerson, Delivery, Entry
from dueregard.work.casework.operations.reading import read_concern
from faces.web.test_routes import signed_in
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
WORDS = "A mother rang: her son will not go home."


def first_line(**more: Any) -> dict[str, Any]:
    said = {"request_id": str(uuid4()), "told": WORDS, "danger": "no", "channel": "phone"}
    return {**said, "works_here": "no", "teller": "parent"} | more


@pytest.fixture
def house() -> Any:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        make_holder("Ma Nager", "named-senior-manager")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        yield signed_in(make_person("Tu Tor"), provider), lead


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_first_line_is_saved_and_the_rest_is_asked_for(house: tuple[Client, Any]) -> None:
    tutor, lead = house
    page = tutor.post(reverse("somebody-told"), first_line())
    concern = Concern.objects.get()
    assert (concern.channel, concern.reporter, concern.danger) == ("phone", "parent", False)
    assert concern.told_at == concern.received_at
    assert set(Delivery.objects.values_list("person_id", flat=True)) == {lead}
    shown = text(page)
    assert concern.reference in shown
    assert reverse("my-report", args=[concern.id]) in shown
    assert WORDS not in shown


def test_saving_twice_is_one_concern(house: tuple[Client, Any]) -> None:
    said = first_line()
    pages = [house[0].post(reverse("somebody-told"), said) for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert Concern.objects.count() == 1


def test_what_is_about_the_lead_goes_round_the_lead(house: tuple[Client, Any]) -> None:
    tutor, lead = house
    tutor.post(reverse("somebody-told"), first_line(works_here="yes", involved=str(lead)))
    assert Concern.objects.get().circle == "sealed"
    assert lead not in set(Delivery.objects.values_list("person_id", flat=True))


@pytest.mark.parametrize(
    "more",
    [
        {"told": ""},
        {"told": "a\0b"},
        {"told": "a" * 1_000_000},
        {"danger": ""},
        {"channel": "pigeon"},
        {"teller": "the moon"},
        {"works_here": "yes", "involved": "nobody"},
        {"when-day": "1", "when-month": "1", "when-year": "2199"},
        {"when-hour": "10"},
        {"request_id": ""},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost_or_stored(
    house: tuple[Client, Any], more: dict[str, str]
) -> None:
    page = house[0].post(reverse("somebody-told"), first_line(**more))
    assert page.status_code == 422
    assert "There is a problem" in text(page)
    assert Concern.objects.count() == 0
    if "told" not in more:
        assert WORDS in text(page)


def test_the_rest_is_added_from_the_page_that_follows_and_is_not_shown_back(
    house: tuple[Client, Any],
) -> None:
    tutor, lead = house
    tutor.post(reverse("somebody-told"), first_line())
    concern = Concern.objects.get()
    there = reverse("my-report", args=[concern.id])
    said = {
        "request_id": str(uuid4()),
        "teller": "Mo Ther",
        "said": "He sleeps in the van.",
        "about": "Kit Marlow",
    }
    assert tutor.post(there, said).status_code == 302
    page = tutor.get(there)
    assert "You added more" in text(page)
    for word in ("Mo Ther", "van", "Marlow", "Lea Dee"):
        assert word not in text(page)
    assert set(ConcernPerson.objects.values_list("part", flat=True)) == {"raiser", "worried-about"}
    file = read_concern(concern_id=concern.id, actor=Actor.person(lead), now=utc_now())
    assert file.record[0].words["said"] == "He sleeps in the van."
    assert tutor.post(there, {"request_id": str(uuid4())}).status_code == 422
    assert Entry.objects.count() == 1


def test_whoever_reported_signed_in_adds_more_in_their_own_words(house: tuple[Client, Any]) -> None:
    tutor, _ = house
    with_account = {"request_id": str(uuid4()), "reporter": "staff", "about": "learner", "danger": "no"}
    short = reverse("somebody-told")
    assert tutor.get(short).status_code == 200
    provider_page = text(tutor.get(reverse("my-reports")))
    code = provider_page.partition("/r/")[2][:6]
    tutor.post(reverse("report", args=[code]), {**with_account, "seen": WORDS, "step": "send"})
    there = reverse("my-report", args=[Concern.objects.get().id])
    assert "Who told you?" not in text(tutor.get(there))
    said = {"request_id": str(uuid4()), "words": "It happened again.", "danger": "yes"}
    assert tutor.post(there, said).status_code == 302
    assert Entry.objects.get().kind == "more"
