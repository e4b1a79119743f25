"""Letting somebody past a gate with something missing: only whom the policy names, never for themselves, with a reason
that stays sealed, and counted apart."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from dueregard.authority.identity.models import Person
from dueregard.authority.identity.operations import join_duplicates
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.answers import Reading, Scope, Status
from dueregard.authority.policy.gate import judge
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.disposing import dispose_of
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.operations import Subject, turn
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn, Refusal
from dueregard.ground.kernel.scope import provider_id
from dueregard.work.training.controls.gate import GATE
from dueregard.work.training.controls.overriding import gates_to_override
from dueregard.work.training.models import Override, Passage
from dueregard.work.training.operations.passing import gate_at, override_gate, pass_gate
from dueregard.work.training.queries.overrides import let_through_lately
from dueregard.work.training.rules.overriding import SHORTEST, fault
from dueregard.work.training.vocabulary import GatePassed
from household import NOON, SETUP, make_holder, make_person
from work.training.learning import TODAY, did, learning_house

pytestmark = pytest.mark.django_db
LATER = Moment.now(NOON + timedelta(days=1))
WHY = "The course is on Monday; until then somebody sits with them."
DELIVERY = "practice/gate.delivery"
POLICY = """+++
language = 1
policy = "practice"
title = "Practice"
edition = "1"
nation = "england"
owner = "role:director"
+++

## 1 Before somebody teaches {#1}

```control role director
title = "Director"
minimum = 1
```

```control role deputy
title = "Deputy"
minimum = 0
```

```control gate delivery
before = "they teach alone"
audience = { standing = "staff" }
needs = ["learning/training.yearly"]
override = OVER
```
"""
BOTH = '{ in_order = ["role:director", "role:deputy"] }'


def policy(override: str = BOTH) -> bytes:
    return POLICY.replace("OVER", override).encode()


@pytest.fixture
def house() -> Iterator[tuple[UUID, UUID]]:
    """Ada, who has not done the course, and a director."""
    with learning_house() as (_provider, ada, _bo):
        adopt(data=policy(), path="practice.md", actor=SETUP, now=NOON)
        yield ada, make_holder("Di Rector", "director")


def let(person: UUID, by: UUID, **other: Any) -> Passage:
    said: dict[str, Any] = {"gate": DELIVERY, "passed_on": TODAY, "reason": WHY, "now": NOON}
    return override_gate(person_id=person, actor=Actor.person(by), **said | other)


def reading(moment: Moment = LATER) -> Reading:
    return GATE.evidence(gate_at(DELIVERY, moment), Scope(provider_id(), Stream.OPEN, moment))


def test_whom_the_policy_names_lets_somebody_past_and_says_why(house: tuple[UUID, UUID]) -> None:
    ada, director = house
    passed = let(ada, director, reason=f"  {WHY}\n")
    row = Override.objects.get()
    assert (passed.missing, row.passage_id, row.role) == (1, passed.id, "director")
    (one,) = let_through_lately(DELIVERY, LATER)
    assert (one.passage, one.reason) == (passed, WHY)
    assert let_through_lately(DELIVERY, Moment.now(NOON - timedelta(minutes=1))) == []
    assert let_through_lately(DELIVERY, Moment.now(NOON + timedelta(days=366))) == []
    assert "Monday" not in "".join(Entry.objects.values_list("detail", flat=True))
    assert (verify_rows(), verify_words()) == (None, None)
    with turn(actor=SETUP, now=NOON) as t:
        dispose_of(t, row.key, stream=Stream.OPEN)
    assert [one.reason for one in let_through_lately(DELIVERY, LATER)] == [""]


@pytest.mark.parametrize(
    ("changed", "refused", "sentence"),
    [
        ({"reason": " \n\t"}, BadInput, "Say why"),
        ({"reason": "urgent"}, BadInput, "Say a little more"),
        ({"passed_on": TODAY + timedelta(days=1)}, BadInput, "not come yet"),
        ({"gate": "practice/gate.other"}, NothingHere, "nothing here"),
        ({"gate": "learning/gate.probation"}, NotPermitted, "lets nobody through"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    house: tuple[UUID, UUID], changed: dict[str, Any], refused: type[Refusal], sentence: str
) -> None:
    with pytest.raises(refused, match=sentence):
        let(*house, **changed)
    assert (Passage.objects.count(), Override.objects.count()) == (0, 0)


def test_nobody_else_does_and_nobody_for_themselves_by_any_of_their_rows(house: tuple[UUID, UUID]) -> None:
    ada, director = house
    again, deputy = make_person("Di Rectre"), make_holder("De Puty", "deputy")
    join_duplicates(
        person=Person.objects.get(pk=director), same_as=Person.objects.get(pk=again), actor=SETUP, now=NOON
    )
    hr = make_holder("H R", "hr")  # who looks after training, and is not named
    for whom, by in ((ada, hr), (ada, ada), (director, director), (again, director), (director, again)):
        with pytest.raises(NotPermitted):
            let(whom, by)
    with pytest.raises(NotPermitted):
        override_gate(person_id=ada, gate=DELIVERY, passed_on=TODAY, reason=WHY, actor=SETUP, now=NOON)
    for nobody in (make_person("Kit Lark", Standing.LEARNER), uuid4()):
        with pytest.raises(NothingHere):
            let(nobody, director)
    assert let(director, deputy).missing == 1  # one names the other
    assert let(ada, again).missing == 1  # whose post is held under the other row
    for person, gates in ((director, [DELIVERY]), (again, [DELIVERY]), (hr, []), (ada, [])):
        assert [one.address for one in gates_to_override(person, LATER)] == gates


def test_nothing_is_overridden_where_nothing_is_missing_or_twice(house: tuple[UUID, UUID]) -> None:
    ada, director = house
    let(ada, director)
    with pytest.raises(OutOfTurn, match="already"):
        let(ada, director)
    trained = make_person("Tia Moor")
    did(trained)
    with pytest.raises(OutOfTurn, match="Nothing is missing"):
        let(trained, director)
    assert Passage.objects.count() == 1


def test_overrides_are_counted_apart_and_what_nobody_gave_a_reason_for_is_not_met(
    house: tuple[UUID, UUID],
) -> None:
    ada, director = house
    assert reading().status is Status.NO_OCCASION
    trained = make_person("Tia Moor")
    did(trained)
    pass_gate(gate=DELIVERY, person_id=trained, passed_on=TODAY, actor=SETUP, now=NOON)
    assert reading().because == "nobody passed with anything missing"
    let(ada, director)
    found = reading()
    assert (found.status, found.because) == (
        Status.MET,
        "1 of 2 let through with something missing, and the reason given",
    )
    assert found.count
    assert (found.count.n, found.count.of) == (1, 2)
    una = make_person("Una Reed")
    with turn(actor=SETUP, now=NOON) as t:  # a row of before reasons were kept
        short = Passage(
            person_id=una, gate=DELIVERY, passed_on=TODAY, missing=1, recorded_at=t.now, by=t.actor.written
        )
        short.save()
        t.record(GatePassed(short.id, 1), Subject("person", una))
    found = reading()
    assert found.status is Status.NOT_MET
    assert found.because == (
        "1 of 3 passed with something missing; 1 of 3 let through with something missing, and the reason given"
    )


@pytest.mark.parametrize(
    "override",
    [
        '"contact:council"',
        '"person:line-manager"',
        '{ all_of = ["role:director", "role:deputy"] }',
        '{ k_of = 2, of = ["role:director", "role:deputy"] }',
        '{ any_of = ["role:director", { all_of = ["role:deputy", "role:director"] }] }',
        '{ any_of = ["role:director"], not_same = ["role:deputy"] }',
    ],
)
def test_the_gate_of_policies_takes_one_person_in_a_post(override: str) -> None:
    said = [problem.message for problem in judge(policy(override), "practice.md").problems]
    assert any("one person overrides, in a post" in one for one in said), said


def test_a_reason_says_something() -> None:
    assert fault("x" * SHORTEST) == ""
    assert fault(" ".join("x" * (SHORTEST // 2))) == fault("x" * (SHORTEST - 1)) != fault(" ") != ""
