"""Letting somebody past a gate with something missing, on its pages: who finds it, what is asked, what shows after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import TODAY, sign_in, text
from dueregard.authority.policy.operations import adopt
from dueregard.work.training.models import Override, Passage
from household import NOON, SETUP, inside, make_holder, make_person
from training_support import adopt_learning, did

pytestmark = [
    pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls"), pytest.mark.usefixtures("it_stays_today"),
]  # fmt: skip
GATE = "practice/gate.delivery"
OTHER = "learning/gate.probation"
LIST, MINE = reverse("training-gate", args=[GATE]), reverse("training-gates")
WHY = "The course is on Monday; until then somebody sits with them."
POLICY = b"""+++
language = 1
policy = "practice"
title = "Practice"
edition = "1"
nation = "england"
owner = "role:director"
+++

## 1 Before somebody teaches {#1}

```control role director
title = "Managing Director"
minimum = 1
```

```control gate delivery
before = "they teach alone"
audience = { standing = "staff" }
needs = ["learning/training.yearly"]
override = "role:director"
```
"""


@dataclass(frozen=True)
class House:
    hr: Client
    director: Client
    ada: UUID
    di: UUID

    @property
    def there(self) -> str:
        return reverse("training-override", args=[self.ada, GATE])


@pytest.fixture
def house() -> Iterator[House]:
    """HR and a director signed in, and Ada, who has not done the course."""
    with inside() as provider:
        adopt_learning()
        adopt(data=POLICY, path="practice.md", actor=SETUP, now=NOON)
        ada, di = make_person("Ada Fenn"), make_holder("Di Rector", "director")
        hr = make_holder("Hattie Reed", "hr")
        did(hr, on=TODAY - timedelta(days=3))
        yield House(sign_in(hr, provider), sign_in(di, provider), ada, di)


def said(reason: str = WHY, day: Any = TODAY) -> dict[str, Any]:
    return {
        "passed_on-day": day.day, "passed_on-month": day.month, "passed_on-year": day.year, "reason": reason,
    }  # fmt: skip


def test_whom_the_policy_names_finds_the_gate_and_lets_somebody_through(house: House) -> None:
    front = text(house.director.get(reverse("my-training")))
    assert f'href="{MINE}"' in front
    assert f'href="{LIST}"' in text(house.director.get(MINE))
    page = text(house.director.get(LIST))
    assert "Managing Director may let somebody through without it, and says why." in page
    assert f'href="{house.there}"' in page
    assert "Let Ada Fenn through all the same" in page
    for theirs in (
        reverse("training-person", args=[house.ada]),
        reverse("training-pass", args=[house.ada, GATE]),
    ):  # for whoever looks after training
        assert f'href="{theirs}"' not in page
    assert reverse("training-override", args=[house.di, GATE]) not in page  # never themselves
    assert "Take this list" not in page
    assert "Missing now: Safeguarding and Prevent." in text(house.director.get(house.there))
    assert house.director.post(house.there, said()).headers["Location"] == LIST
    shown = text(house.director.get(LIST))
    assert "Ada Fenn" in shown.partition("Let through in the last year")[2]
    assert house.there not in shown
    assert (WHY in shown, "Managing Director, on" in shown, "with 1 thing missing" in shown) == (True,) * 3
    of_hr = text(house.hr.get(reverse("training-person", args=[house.ada])))
    assert (WHY in of_hr, "Managing Director, on" in of_hr, "Passed on" in of_hr) == (True,) * 3
    every = text(house.hr.get(reverse("training")))
    assert "1 of 1 let through with something missing, and the reason given" in every


def test_what_is_wrong_stands_beside_it_and_no_word_is_lost(house: House) -> None:
    for wrong, sentence in (
        (said(" "), "needs an answer"),
        (said("Urgent, please."), "somebody who looks at this in a year must see why it was right"),
        (said("\0" + WHY), "cannot be kept"),
        (said(day=TODAY + timedelta(days=1)), "That day has not come yet."),
    ):
        refused = house.director.post(house.there, wrong)
        page = refused.content.decode()
        assert (refused.status_code, sentence in page) == (422, True), sentence
        assert wrong["reason"].strip(" \0") in page
    assert not Passage.objects.exists()
    did(house.ada, on=TODAY)
    late = house.director.post(house.there, said())
    assert (late.status_code, "Nothing is missing by that day" in late.content.decode()) == (422, True)
    assert WHY in late.content.decode()


def test_nobody_else_has_a_way_in_and_nobody_lets_themselves_through(house: House) -> None:
    own = reverse("training-override", args=[house.di, GATE])
    assert house.director.post(own, said()).status_code == 403
    assert "Nobody decides this about themselves." in house.director.get(own).content.decode()
    none = reverse("training-override", args=[house.ada, OTHER])  # where the policy names nobody
    assert "override" not in text(house.hr.get(reverse("training-gate", args=[OTHER])))
    for client, there in ((house.hr, none), (house.director, none), (house.hr, house.there)):
        assert (client.get(there).status_code, client.post(there, said()).status_code) == (403, 403)
    shut = house.hr.get(house.there).content.decode()
    assert "Only whom the policy names lets somebody through." in shut
    assert "Managing Director" in shut.partition("lets somebody through.")[2]
    assert house.there not in text(house.hr.get(LIST)) + text(
        house.hr.get(reverse("training-person", args=[house.ada]))
    )
    assert MINE not in text(house.hr.get(LIST))
    assert house.hr.get(MINE).status_code == 200
    assert house.director.get(reverse("training-gate", args=[OTHER])).status_code == 403
    assert house.director.get(reverse("training-gate", args=["x/gate.y"])).status_code == 403
    assert house.director.get(reverse("training")).status_code == 403
    assert (Passage.objects.count(), Override.objects.count()) == (0, 0)


def test_whoever_keeps_training_too_does_it_from_the_page_of_the_person() -> None:
    with inside() as provider:
        adopt_learning()
        by_hr = POLICY.replace(b'override = "role:director"', b'override = "role:learning/hr"')
        adopt(data=by_hr, path="practice.md", actor=SETUP, now=NOON)
        ada = make_person("Ada Fenn")
        hr = sign_in(make_holder("Hugh Rest", "hr"), provider)
        there = reverse("training-override", args=[ada, GATE])
        assert f'href="{there}"' in text(hr.get(reverse("training-person", args=[ada])))
        assert MINE not in text(hr.get(LIST))  # everything stands under Training
        assert hr.post(there, said()).status_code == 302
        assert there not in text(hr.get(reverse("training-person", args=[ada])))
