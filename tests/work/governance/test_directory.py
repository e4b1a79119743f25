"""The directory: whom a policy's people turn to, line by line, checked again and again."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from dueregard.authority.policy.answers import Scope, Status
from dueregard.authority.policy.gate import judge
from dueregard.authority.policy.queries import in_force
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn
from dueregard.work.governance.controls.directory import DIRECTORY_KIND
from dueregard.work.governance.directory import Line
from dueregard.work.governance.operations.directory import add_line, change_line, remove_line
from dueregard.work.governance.queries.directory import rows_of
from dueregard.work.governance.rules.directory import faults, lacking, region_words
from household import NOON, SETUP, make_person
from work.governance.governing import POLICY, at, governed

TODAY = london_day(NOON)
LIST = """
## 4 Whom we turn to {#4}

In each region there is somebody.

```control contact coordinators
title = "Coordinators"
regions = ["north-west", "south-east"]
populations = ["apprentices"]
minimum = 3
channels = { phone = "local" }
outside = true
```

```control directory coordinators
lists = "contact:coordinators"
owner = "role:writer"
every = "6 months"
remind = ["2 weeks"]
```
"""
SAID = POLICY + LIST
ADDRESS = "care/directory.coordinators"
NORTH = Line(called="The north", region="north-west", phone="01632 960001", hours="Mondays")
SOUTH = Line(called="The south", region="south-east", email="south@example.org")
ALL = Line(called="The network", web="https://example.org/network", population="apprentices")
db = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({}, ""),
        ({"called": ""}, "called"),
        ({"called": "x" * 201}, "called"),
        ({"phone": ""}, "phone"),
        ({"phone": "ring me"}, "phone"),
        ({"email": "a@b"}, "email"),
        ({"email": "two words@example.org"}, "email"),
        ({"web": "http://example.org"}, "web"),
        ({"web": "javascript:alert(1)"}, "web"),
        ({"region": "wales"}, "region"),
        ({"population": "everybody"}, "population"),
        ({"phone": "+44 (0)1632 960-001"}, ""),
        ({"region": ""}, ""),
    ],
)
def test_what_a_line_may_say(changes: dict[str, Any], part: str) -> None:
    found = [where for where, _said in faults(replace(NORTH, **changes), ["north-west"], ["apprentices"])]
    assert found == ([part] if part else [])


@pytest.mark.parametrize(
    ("lines", "minimum", "said"),
    [
        ([], None, "nobody is listed yet"),
        ([NORTH], None, "nobody is listed for South East"),
        ([ALL], 1, "nobody is listed for North West, South East"),
        ([NORTH, SOUTH], 3, "2 of at least 3 are listed"),
        ([NORTH, SOUTH], None, ""),
        ([NORTH, SOUTH, ALL], 3, ""),
    ],
)
def test_what_a_list_lacks(lines: list[Line], minimum: int | None, said: str) -> None:
    assert lacking(lines, ["north-west", "south-east"], minimum) == said


def test_a_region_is_written_as_people_write_it() -> None:
    assert region_words("north-east-and-yorkshire") == "North East and Yorkshire"
    assert region_words("") == ""


@pytest.mark.parametrize(
    "named",
    ['"person:author"', '{ any_of = ["role:writer", "role:board"] }', '"line-manager"'],
)
def test_it_is_a_list_of_one_contact_or_post(named: str) -> None:
    text = SAID.replace('lists = "contact:coordinators"', f"lists = {named}")
    assert judge(text.encode(), "care.md").pack is None


def add(line: Line, *, minute: int = 1, on: date = TODAY, by: Actor = SETUP) -> Any:
    return add_line(control=ADDRESS, line=line, confirmed_on=on, actor=by, now=at(minute))


def reading(moment: Moment) -> tuple[Status, str]:
    (control,) = in_force("directory", moment)
    found = DIRECTORY_KIND.evidence(control, Scope(scope.provider_id(), Stream.OPEN, moment))
    return found.status, found.because


def called(minute: int) -> list[str]:
    return [row.called for row in rows_of(ADDRESS, Moment.now(at(minute)))]


@db
def test_it_is_kept_once_all_are_listed_and_until_one_is_not_checked_in_time() -> None:
    with governed(SAID):
        assert reading(Moment.now(at(1))) == (Status.NOT_SET, "nobody is listed yet")
        add(NORTH, on=TODAY - timedelta(days=30))
        assert reading(Moment.now(at(1)))[1] == "nobody is listed for South East"
        add(SOUTH)
        add(ALL)
        assert reading(Moment.now(at(1)))[0] is Status.MET
        later = Moment.end_of(TODAY + timedelta(days=160))
        status, why = reading(later)
        assert status is Status.NOT_MET
        assert why.startswith("The north: it was due to be looked at")
        (control,) = in_force("directory", later)
        owed = list(DIRECTORY_KIND.duties(control, Scope(scope.provider_id(), Stream.OPEN, later)))
        assert len(owed) == len({one.occasion for one in owed}) == 3
        assert verify().fault is None


@db
def test_saying_it_again_confirms_it_and_starts_its_time_anew() -> None:
    with governed(SAID):
        row = add(NORTH, on=TODAY - timedelta(days=30))
        kept = change_line(row_id=row.id, line=NORTH, confirmed_on=TODAY, actor=SETUP, now=at(2))
        assert (kept.entry, kept.line, kept.confirmed_on) == (row.entry, NORTH, TODAY)
        (before,) = rows_of(ADDRESS, Moment.now(at(1)))
        (after,) = rows_of(ADDRESS, Moment.now(at(3)))
        assert (before.id, after.id) == (row.id, kept.id)


@db
def test_one_line_is_the_first_to_turn_to() -> None:
    with governed(SAID):
        add(replace(SOUTH, first=True), minute=1)
        add(NORTH, minute=2)
        assert called(3) == ["The south", "The north"]
        add(replace(ALL, first=True), minute=4)
        assert called(5) == ["The network", "The north", "The south"]
        assert [row.first for row in rows_of(ADDRESS, Moment.now(at(5)))] == [True, False, False]
        assert verify().fault is None


@db
def test_two_who_change_a_line_at_once_do_not_undo_each_other() -> None:
    with governed(SAID):
        row = add(NORTH)
        new: dict[str, Any] = {"confirmed_on": TODAY, "actor": SETUP, "now": at(2)}
        change_line(row_id=row.id, line=replace(NORTH, hours="Fridays"), **new)
        with pytest.raises(OutOfTurn):
            change_line(row_id=row.id, line=replace(NORTH, hours="Sundays"), **new)
        with pytest.raises(OutOfTurn):
            remove_line(row_id=row.id, actor=SETUP, now=at(3))
        (kept,) = rows_of(ADDRESS, Moment.now(at(4)))
        assert kept.hours == "Fridays"
        remove_line(row_id=kept.id, actor=SETUP, now=at(5))
        assert called(6) == []
        assert called(4) == ["The north"]
        with pytest.raises(NothingHere):
            remove_line(row_id=kept.id, actor=SETUP, now=at(7))


@db
def test_a_list_of_what_no_policy_here_declares_has_lines_all_the_same() -> None:
    with governed(SAID.replace('lists = "contact:coordinators"', 'lists = "contact:the-panel"')):
        add(replace(NORTH, region=""))
        assert reading(Moment.now(at(1)))[0] is Status.MET


@db
def test_a_day_that_cannot_be() -> None:
    with governed(SAID):
        with pytest.raises(BadInput, match="still to come"):
            add(NORTH, on=TODAY + timedelta(days=1))
        row = add(NORTH)
        with pytest.raises(BadInput, match="later than that"):
            change_line(
                row_id=row.id, line=NORTH, confirmed_on=TODAY - timedelta(days=1), actor=SETUP, now=at(2)
            )


@db
def test_whoever_sees_to_the_list_keeps_it_and_nobody_else() -> None:
    with governed(SAID.replace('owner = "role:writer"\nevery', 'owner = "role:board"\nevery')) as crew:
        for who in (crew.board, crew.director):
            add(NORTH, by=Actor.person(who))
        with pytest.raises(NotPermitted):
            add(NORTH, by=Actor.person(make_person("Tu Tor")))
        with pytest.raises(NothingHere):
            add_line(control="care/directory.none", line=NORTH, confirmed_on=TODAY, actor=SETUP, now=at(1))
