"""From a policy's times to terms and rungs; and the comparison of what is owed with what is open, which is pure."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.policy.answers import Treatment
from dueregard.authority.policy.values.time import Span, Time
from dueregard.authority.policy.values.who import Who
from dueregard.ground.audit.vocabulary import Stream
from dueregard.mechanisms.clocks.rules.calendars import Stretch
from dueregard.mechanisms.clocks.rules.comparing import Standing, asked, compare, read_owners, read_rungs
from dueregard.mechanisms.clocks.rules.owing import Identity, Owed, Terms, terms
from dueregard.mechanisms.clocks.vocabulary import RungKind
from household import NOON
from mechanisms.clocks.calendars import OFFICE, london, shown
from mechanisms.clocks.duties import DAY, duty

OWES = Who.read({"in_order": ["role:dsl", "person:reporter", "role:deputy"]})


@pytest.mark.parametrize(
    ("limit", "remind", "escalate", "expected"),
    [
        ("24 hours", ["2 hours"], [], ["remind 2026-11-21 13:30", "late 2026-11-21 15:30"]),
        # A day's reminder comes as its work begins; Friday's 3 working days end on Wednesday.
        ("3 working days", ["1 working day"], [], ["remind 2026-11-24 09:00", "late 2026-11-26 00:00"]),
        ("3 working days", ["2 hours"], ["1 working day"],
         ["remind 2026-11-25 21:59", "late 2026-11-26 00:00", "escalate 2026-11-27 00:00"]),
        # A reminder for a day nobody is there comes as it begins.
        ("3 days", ["2 days", "1 day"], [],
         ["remind 2026-11-21 00:00", "remind 2026-11-22 00:00", "late 2026-11-24 00:00"]),
        # One that would come before it is owed, or with its beginning, does not come.
        ("24 hours", ["2 days", "24 hours"], ["4 hours"], ["late 2026-11-21 15:30", "escalate 2026-11-21 19:30"]),
    ],
)  # fmt: skip
def test_rungs_stand_before_and_after_the_end(
    limit: str, remind: list[str], escalate: list[str], expected: list[str]
) -> None:
    made = terms(
        OWES,
        london("2026-11-20 15:30"),
        OFFICE,
        limit=Time.read(limit),
        remind=map(Span.read, remind),
        escalate=map(Span.read, escalate),
    )
    assert [f"{rung.kind} {shown(rung.at)}" for rung in made.rungs] == expected
    assert made.owners == ("dsl", "deputy")
    late = next(rung.at for rung in made.rungs if rung.kind is RungKind.LATE)
    assert made.due_at == late - timedelta(microseconds=1)


def test_without_a_limit_nothing_is_ever_late() -> None:
    made = terms(OWES, NOON, OFFICE, aim=Time.read("4 hours"), remind=[Span.read("1 hour")])
    assert (made.due_at, made.aim_at, made.rungs) == (None, NOON + timedelta(hours=4), ())


def test_a_pause_moves_the_rungs_as_well() -> None:
    stood = Stretch(NOON + timedelta(hours=1), NOON + timedelta(hours=6))
    made = terms(
        OWES, NOON, OFFICE, limit=Time.read("24 hours"), remind=[Span.read("1 hour")], pauses=[stood]
    )
    assert made.rungs[0].at - NOON == timedelta(hours=28)


@given(
    st.lists(st.sampled_from(["1 hour", "2 days", "1 working day", "3 weeks"]), max_size=4),
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2028, 1, 1)),  # noqa: DTZ001  # London's, below
    st.sampled_from(["1 hour", "2 working days", "1 month"]),
)
def test_rungs_are_in_order_and_survive_being_stored(spans: list[str], at: datetime, limit: str) -> None:
    since = at.replace(tzinfo=NOON.tzinfo)
    read = list(map(Span.read, spans))
    made = terms(OWES, since, OFFICE, limit=Time.read(limit), remind=read, escalate=read)
    assert list(made.rungs) == sorted(made.rungs, key=lambda rung: rung.at)
    assert all(rung.at > since for rung in made.rungs)
    assert made.due_at is not None
    assert all((rung.at < made.due_at) is (rung.kind is RungKind.REMIND) for rung in made.rungs)
    stored = asked(made)
    assert (read_rungs(stored.rungs), read_owners(stored.owners)) == (made.rungs, made.owners)


# The comparison


def standing(*duties: Owed, changed_at: datetime = NOON) -> dict[Identity, Standing]:
    return {
        one.identity: Standing(one.identity.about_id, one.circle, changed_at, asked(one.terms))
        for one in duties
    }


def test_what_differs_is_found_each_way() -> None:
    moved = duty(2, due=NOON + 2 * DAY)
    found = compare(standing(duty(1), duty(2), duty(3)), [duty(1), moved, duty(4)], now=NOON)
    assert found.missing == [duty(4)]
    assert [(row.id, one) for row, one in found.moved] == [(UUID(int=2), moved)]
    assert [row.id for row in found.gone] == [UUID(int=3)]


@pytest.mark.parametrize(
    ("now_asked", "moves"),
    [
        (duty(1), False),
        (duty(1, due=NOON + 2 * DAY), True),
        (duty(1, due=None), True),
        (duty(1, owners=("deputy",)), True),
        (duty(1, rungs=()), True),
        (duty(1, circle=Stream.SEALED), True),
        (duty(1, due=NOON + 2 * DAY, treatment=Treatment.KEEP), False),
        (duty(1, circle=Stream.SEALED, treatment=Treatment.KEEP), True),  # a wall is no matter of dates
    ],
)
def test_what_counts_as_moved(now_asked: Owed, moves: bool) -> None:
    assert bool(compare(standing(duty(1)), [now_asked], now=NOON).moved) is moves


def test_what_was_written_later_is_left_alone() -> None:
    later = standing(duty(1), duty(2), changed_at=NOON + timedelta(seconds=1))
    found = compare(later, [duty(1, due=None)], now=NOON)
    assert (found.missing, found.moved, found.gone) == ([], [], [])


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_readings_of_one_duty_the_stricter_holds(order: int) -> None:
    readings = [duty(1, due=NOON + 2 * DAY), duty(1, due=NOON + DAY), duty(1, due=None)]
    assert compare({}, readings[::order], now=NOON).missing == [duty(1, due=NOON + DAY)]


DUTIES = st.lists(
    st.builds(
        lambda number, due, circle: replace(duty(number, due=NOON + due * DAY), circle=circle),
        st.integers(1, 6),
        st.integers(1, 3),
        st.sampled_from(Stream),
    ),
    max_size=8,
    unique_by=lambda one: one.identity,
)


@given(DUTIES, DUTIES)
def test_once_settled_nothing_differs(before: list[Owed], after: list[Owed]) -> None:
    rows = standing(*before)
    found = compare(rows, iter(after), now=NOON)
    gone = {row.id for row in found.gone}
    rows = {identity: row for identity, row in rows.items() if row.id not in gone}
    rows |= standing(*found.missing, *(one for _, one in found.moved))
    again = compare(rows, after, now=NOON)
    assert (again.missing, again.moved, again.gone) == ([], [], [])
    assert rows == standing(*after)


def test_terms_are_asked_as_they_are_said() -> None:
    plain = Terms(("dsl",), NOON)
    assert asked(plain) == ('["dsl"]', NOON, None, None, "[]")
