"""Paper forms on pages: printed from the desk with numbers, keyed in with nothing lost."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.work.casework.models import Concern
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
SAID = {"reporter": "learner", "about": "learner", "danger": "no", "seen": "He gave his bike away."}
WRITTEN = {
    "written-day": "2",
    "written-month": "3",
    "written-year": "2026",
    "written-hour": "9",
    "written-minute": "30",
}


@pytest.fixture
def house() -> Any:
    with inside() as provider:
        adopt(data=archetype("apprenticeship-provider"), path="a.md", actor=SETUP, now=NOON)
        make_holder("Lea Dee", "dsl")
        yield sign_in(make_person("Tu Tor"), provider)


def numbers(client: Client, query: str = "") -> list[str]:
    page = client.get(reverse("paper-forms") + query).content.decode()
    return re.findall(r"Number <strong>([^<]*)</strong>", page)


@pytest.mark.parametrize(
    ("query", "many"),
    [
        ("", 1),
        ("?n=3", 3),
        ("?n=0", 1),
        ("?n=9999", 1),
        ("?n=99", 20),
        ("?n=x", 1),
        ("?n=-1", 1),
        ("?n=²", 1),
    ],
)
def test_each_form_has_a_number_of_its_own(house: Client, query: str, many: int) -> None:
    first, second = numbers(house, query), numbers(house, query)
    assert len({*first, *second}) == 2 * many


def test_the_paper_asks_what_the_page_asks(house: Client) -> None:
    page = text(house.get(reverse("paper-forms")))
    for asked in (
        "Is anybody in danger now?",
        "Your name",
        "Day and time you write this",
        "Lea Dee",
    ):
        assert asked in page
    assert "Is one of these people involved" not in page


def test_it_is_keyed_in_once_and_what_is_wrong_stands_beside_its_question(house: Client) -> None:
    there = reverse("key-in")
    [number] = numbers(house)
    wrong = house.post(there, SAID | WRITTEN | {"number": "BBBB-BBBB-BBBB"})
    assert wrong.status_code == 422
    assert "No form with this number was printed here." in wrong.content.decode()
    assert SAID["seen"] in wrong.content.decode()
    kept = text(house.post(there, SAID | WRITTEN | {"number": number.lower(), "who": "Kit", "name": "Jan"}))
    concern = Concern.objects.get()
    assert f"<code>{concern.reference}</code>" in kept
    assert concern.told_at is not None
    assert concern.told_at.isoformat() == "2026-03-02T09:30:00+00:00"
    again = house.post(there, SAID | WRITTEN | {"number": number})
    assert (again.status_code, Concern.objects.count()) == (422, 1)
    assert "has been keyed in already" in again.content.decode()


def test_a_time_to_come_is_refused_with_nothing_lost(house: Client) -> None:
    [number] = numbers(house)
    page = house.post(reverse("key-in"), SAID | WRITTEN | {"number": number, "written-year": "2199"})
    assert (page.status_code, Concern.objects.exists()) == (422, False)
    assert "Write the time that stands on the paper." in page.content.decode()
    assert SAID["seen"] in page.content.decode()
