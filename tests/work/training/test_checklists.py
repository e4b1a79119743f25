"""Checklists: done when every item is ticked, each with who did it and when; and nobody ticks who may not."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from dueregard.authority.identity.models import Person
from dueregard.authority.identity.operations import join_duplicates
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.answers import Basis, Reading, Scope, Status
from dueregard.authority.policy.gate import judge
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, end_of_day
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, Refusal
from dueregard.ground.kernel.scope import provider_id
from dueregard.work.training.controls.checklist import CHECKLIST, checklist_at, items_of
from dueregard.work.training.controls.in_force import required_at
from dueregard.work.training.models import Completion
from dueregard.work.training.operations.completing import correct_completion
from dueregard.work.training.operations.passing import GateShut, pass_gate
from dueregard.work.training.operations.ticking import MOST, tick
from dueregard.work.training.vocabulary import Result
from household import NOON, SETUP, make_holder, make_person
from work.training.learning import TODAY, did, learning_house

pytestmark = pytest.mark.django_db
STARTING = "starting/checklist.first-week"
ITEMS = ("first-week--whom-to-tell", "first-week--this-policy")
POLICY = """+++
language = 1
policy = "starting"
title = "Starting"
edition = "1"
nation = "england"
owner = "role:hr"
+++

## 1 Starting {#1}

```control role hr
title = "HR"
minimum = 1
may = ["manage-registers"]
```

```control checklist first-week
title = "First week"
audience = { standing = "staff" }
within = "1 week"
grace = "2 days"
remind = "2 days"

[[items]]
id = "whom-to-tell"
words = "Whom to tell about a worry."
[[items]]
id = "this-policy"
words = "This policy"
```

```control gate alone
before = "they teach alone"
audience = { standing = "staff" }
needs = ["checklist.first-week"]
```
"""
START = date(2026, 3, 4)


@pytest.fixture
def house() -> Iterator[tuple[UUID, UUID]]:
    """Two members of staff who began today."""
    with learning_house() as (_provider, ada, bo):
        adopt(data=POLICY.encode(), path="starting.md", actor=SETUP, now=NOON)
        yield ada, bo


def ticked(*people: UUID, items: tuple[str, ...] = ITEMS, **other: Any) -> list[Completion]:
    said: dict[str, Any] = {
        "checklist": STARTING, "done_on": TODAY, "basis": Basis.HAPPENED_HERE, "actor": SETUP, "now": NOON,
    }  # fmt: skip
    return tick(person_ids=people, items=items, **said | other)


def reading(on: date = START) -> Reading:
    moment = Moment.now(end_of_day(on))
    return CHECKLIST.evidence(checklist_at(STARTING, moment), Scope(provider_id(), Stream.OPEN, moment))


def test_it_is_done_when_every_item_is_ticked_and_not_before(house: tuple[UUID, UUID]) -> None:
    ada, bo = house
    for on, status in ((START, Status.NOT_YET_DUE), (date(2026, 3, 12), Status.AT_RISK)):
        assert reading(on).status is status, on
    ticked(ada, items=ITEMS[:1])
    ticked(bo)
    late = reading(date(2026, 3, 14))
    assert (late.status, late.because) == (Status.NOT_MET, "1 of 2 overdue")
    ticked(ada, items=ITEMS[1:])
    assert reading(date(2026, 3, 14)).because == "all have done it"


def test_a_gate_waits_for_it_and_names_the_items(house: tuple[UUID, UUID]) -> None:
    ada, _bo = house
    ticked(ada, items=ITEMS[:1])
    through: dict[str, Any] = {"gate": "starting/gate.alone", "passed_on": TODAY, "actor": SETUP, "now": NOON}
    with pytest.raises(GateShut, match=r"this is missing: This policy\."):
        pass_gate(person_id=ada, **through)
    ticked(ada)
    assert pass_gate(person_id=ada, **through).missing == 0


def test_each_tick_has_who_and_when_and_an_entry_and_is_made_once(house: tuple[UUID, UUID]) -> None:
    ada, bo = house
    hr = make_holder("H R", "hr")
    before = Entry.objects.count()
    (row,) = ticked(ada, items=ITEMS[:1], done_on=TODAY - timedelta(days=2), actor=Actor.person(hr))
    assert (row.by, row.done_on, row.result) == (f"person:{hr}", TODAY - timedelta(days=2), Result.TICKED)
    assert Entry.objects.count() == before + 1
    assert [(one.person_id, one.course) for one in ticked(ada, bo)] == [
        (ada, ITEMS[1]), (bo, ITEMS[0]), (bo, ITEMS[1]),
    ]  # fmt: skip
    assert ticked(ada, bo) == []
    assert Completion.objects.get(pk=row.id).done_on == TODAY - timedelta(days=2)
    assert verify_rows() is None


def test_what_is_ticked_under_either_row_of_somebody_is_ticked(house: tuple[UUID, UUID]) -> None:
    ada, bo = house
    again = make_person("Ada Fen")
    join_duplicates(
        person=Person.objects.get(pk=ada), same_as=Person.objects.get(pk=again), actor=SETUP, now=NOON
    )
    ticked(again, items=ITEMS[:1])
    assert [row.course for row in ticked(ada, again)] == [ITEMS[1]]
    assert len(ticked(bo)) == len(ITEMS)
    assert reading().because == "all have done it"


def test_a_tick_taken_back_is_owed_again(house: tuple[UUID, UUID]) -> None:
    rows = ticked(*house)
    correct_completion(completion_id=rows[0].id, withdraw=True, actor=SETUP, now=NOON)
    assert reading(date(2026, 3, 20)).because == "1 of 2 overdue"
    assert [row.course for row in ticked(*house)] == [ITEMS[0]]


def test_neither_a_course_of_that_name_nor_another_result_ticks_an_item(house: tuple[UUID, UUID]) -> None:
    did(*house, course="whom-to-tell")
    did(*house, course=ITEMS[0], result=Result.PASSED)
    did(*house, course=ITEMS[1], result=Result.ATTENDED)
    assert reading(date(2026, 3, 20)).because == "2 of 2 overdue"


@pytest.mark.parametrize(
    ("changed", "refused", "field"),
    [
        ({"items": ()}, BadInput, "items"),
        ({"items": ("safeguarding",)}, BadInput, "items"),
        ({"items": (*ITEMS, "first-week--other")}, BadInput, "items"),
        ({"done_on": TODAY + timedelta(days=1)}, BadInput, "done_on"),
        ({"checklist": "starting/checklist.other"}, NothingHere, ""),
        ({"checklist": "learning/training.yearly"}, NothingHere, ""),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    house: tuple[UUID, UUID], changed: dict[str, Any], refused: type[Refusal], field: str
) -> None:
    with pytest.raises(refused) as said:
        ticked(*house, **changed)
    assert said.value.field == field
    with pytest.raises(BadInput, match="at least one person"):
        ticked()
    with pytest.raises(BadInput, match="too much at once"):
        ticked(*(UUID(int=number) for number in range(MOST // len(ITEMS) + 1)))
    with pytest.raises(NotPermitted):
        ticked(*house, actor=Actor.person(house[0]))
    assert Completion.objects.count() == 0


def test_whom_it_does_not_mean_lacks_nothing_and_what_it_asks_reads_as_a_sentence(
    house: tuple[UUID, UUID],
) -> None:
    moment = Moment.now(NOON)
    control = checklist_at(STARTING, moment)
    learner = make_person("Lou Pine", Standing.LEARNER)
    assert CHECKLIST.lacking(control, [*house, learner], moment) == dict.fromkeys(
        house, ("Whom to tell about a worry", "This policy")
    )
    here = required_at(STARTING, moment)
    assert here.title == "First week"
    assert here.words == (
        "all staff: First week (Whom to tell about a worry; This policy); after joining: within 1 week; "
        "days of grace after that: within 2 days; each item is ticked, with who did it and when"
    )
    assert tuple(items_of(control)) == ITEMS


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('id = "this-policy"', 'id = "whom-to-tell"', "two items are called 'whom-to-tell'."),
        ('id = "this-policy"', f'id = "{"x" * 55}"', "this is too long; shorten one of them."),
        (
            POLICY[POLICY.index("[[items]]") : POLICY.index("```\n\n```control gate")],
            "items = []\n",
            "from 1 to 40",
        ),
        ('id = "this-policy"', 'id = "this-policy"\nscore = 2', "score"),
        ('audience = { standing = "staff" }\nwithin', "accepts = []\nwithin", "accepts"),
    ],
)
def test_the_gate_of_policies_refuses_what_it_cannot_honour(old: str, new: str, sentence: str) -> None:
    assert POLICY.count(old) >= 1
    said = [problem.message for problem in judge(POLICY.replace(old, new, 1).encode(), "p.md").problems]
    assert any(sentence in one for one in said), said


def test_a_training_cannot_be_ticked() -> None:
    wants = POLICY.replace(
        "```control gate alone",
        '```control course x\ntitle = "X"\n```\n\n```control training x\ncourses = ["x"]\naccepts = ["ticked"]\n```\n\n'
        "```control gate alone",
    )
    said = [problem.message for problem in judge(wants.encode(), "p.md").problems]
    assert any("'ticked' is no result of a course" in one for one in said), said
