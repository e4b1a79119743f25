"""Checklists on pages: ticking with one person and from a sheet, what each sees, and what is asked again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import TODAY, sign_in, text
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.operations import adopt
from dueregard.ground.tenancy.models import Provider
from dueregard.work.training.models import Completion
from household import NOON, SETUP, inside, make_holder, make_person
from training_support import adopt_learning

pytestmark = [
    pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls"), pytest.mark.usefixtures("it_stays_today"),
]  # fmt: skip
ADDRESS = "starting/checklist.first-week"
ONE, OTHER = "first-week--whom-to-tell", "first-week--this-policy"
OF, SHEET = (
    reverse(name, args=["starting", "checklist.first-week"])
    for name in ("training-of", "training-tick-sheet")
)
POLICY = b"""+++
language = 1
policy = "starting"
title = "Starting"
edition = "1"
nation = "england"
owner = "role:learning/hr"
+++

## 1 The first week {#1}

```control checklist first-week
title = "First week"
audience = { standing = "staff" }
within = "1 week"

[[items]]
id = "whom-to-tell"
words = "Whom to tell about a worry"
[[items]]
id = "this-policy"
words = "This policy, & where it stands"
```
"""


@dataclass(frozen=True)
class House:
    provider: Provider
    hr: Client
    ada: UUID
    bo: UUID

    def page(self, person: UUID) -> str:
        return reverse("training-person", args=[person])

    def tick(self, person: UUID) -> str:
        return reverse("training-tick", args=[person, ADDRESS])


@pytest.fixture
def house() -> Iterator[House]:
    """HR signed in, and two members of staff."""
    with inside() as provider:
        adopt_learning()
        adopt(data=POLICY, path="starting.md", actor=SETUP, now=NOON)
        hr = sign_in(make_holder("Hattie Reed", "hr"), provider)
        yield House(provider, hr, make_person("Ada Fenn"), make_person("Bo Hill"))


def said(*items: str, day: Any = TODAY, **more: Any) -> dict[str, Any]:
    return {
        "items": list(items), "done_on-day": day.day, "done_on-month": day.month, "done_on-year": day.year,
        "basis": "happened here",
    } | more  # fmt: skip


def test_items_are_ticked_with_one_person_until_none_is_left(house: House) -> None:
    page = text(house.hr.get(house.page(house.ada)))
    assert f'href="{house.tick(house.ada)}"' in page
    assert page.count("not ticked yet") == 2
    for wrong, sentence in (
        (said(), "This needs an answer."),
        (said("first-week--x"), "Choose one of the answers on the page."),
        (said(ONE, day=TODAY + timedelta(days=1)), "That day has not come yet."),
        (said(ONE, basis=""), "This needs an answer."),
    ):
        refused = house.hr.post(house.tick(house.ada), wrong)
        assert (refused.status_code, sentence in refused.content.decode()) == (422, True), wrong
    assert not Completion.objects.exists()
    assert house.hr.post(house.tick(house.ada), said(ONE)).headers["Location"] == house.page(house.ada)
    page = text(house.hr.get(house.page(house.ada)))
    assert ("ticked by Hattie Reed" in page, page.count("not ticked yet")) == (True, 1)
    assert "First week: Whom to tell about a worry" in page  # among what they did
    again = text(house.hr.get(house.tick(house.ada)))
    assert (f'value="{ONE}"' in again, f'value="{OTHER}"' in again) == (False, True)
    own = text(sign_in(house.ada, house.provider).get(reverse("my-training")))
    assert ("ticked by Hattie Reed" in own, own.count("not ticked yet")) == (True, 1)
    assert house.tick(house.ada) not in own
    assert house.hr.post(house.tick(house.ada), said(OTHER)).status_code == 302
    page = text(house.hr.get(house.page(house.ada)))
    assert ("not ticked yet" in page, house.tick(house.ada) in page) == (False, False)
    assert house.hr.get(house.tick(house.ada)).status_code == 404  # nothing is left


def test_a_sheet_ticks_for_many_and_nothing_is_kept_until_every_line_is_somebody(house: House) -> None:
    assert f'href="{SHEET}"' in text(house.hr.get(OF))
    refused = house.hr.post(SHEET, said(ONE, OTHER, people="Ada Fenn\nNo Body"))
    assert (refused.status_code, Completion.objects.count()) == (422, 0)
    page = refused.content.decode()
    assert "nobody here is known as “No Body”" in page
    assert "Ada Fenn\nNo Body" in page
    assert page.count("checked") >= 2
    assert house.hr.post(SHEET, said(ONE, OTHER, people="Ada Fenn\nBo Hill")).headers["Location"] == OF
    assert Completion.objects.count() == 4
    assert house.hr.post(SHEET, said(ONE, people="Bo Hill")).status_code == 302
    assert Completion.objects.count() == 4
    assert "2 of 3" not in text(house.hr.get(OF))


def test_a_slip_is_taken_back_on_the_page_of_the_person(house: House) -> None:
    house.hr.post(house.tick(house.ada), said(ONE, OTHER))
    row = Completion.objects.get(course=ONE)
    there = reverse("training-correct", args=[row.id])
    assert "It was gone through with them" in text(house.hr.get(there))
    day = {"done_on-day": TODAY.day, "done_on-month": TODAY.month, "done_on-year": TODAY.year}
    assert house.hr.post(there, day | {"result": "passed"}).status_code == 422
    assert house.hr.post(there, day | {"result": "ticked", "take_back": "on"}).status_code == 302
    assert text(house.hr.get(house.page(house.ada))).count("not ticked yet") == 1


def test_nobody_else_ticks(house: House) -> None:
    lead = sign_in(make_holder("Lea Dee", "dsl"), house.provider)
    learner = make_person("Kit Lark", Standing.LEARNER)
    for client, there, status in (
        (lead, house.tick(house.ada), 403),
        (lead, SHEET, 403),
        (house.hr, house.tick(learner), 404),
        (house.hr, reverse("training-tick", args=[house.ada, "learning/training.yearly"]), 404),
        (house.hr, reverse("training-tick-sheet", args=["learning", "training.yearly"]), 404),
    ):
        assert client.get(there).status_code == status, there
        assert client.post(there, said(ONE, people="Ada Fenn")).status_code == status, there
    assert not Completion.objects.exists()
