"""How an entry of a register stands: what was seen last, its time, and an edition that came after."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.policy.answers import Basis, Status
from dueregard.work.governance.registers import Saw
from dueregard.work.governance.rules.registers import Entry, Look, Stands, State, gravest, stands, weakest

FIRST = date(2026, 1, 1)
PAGE = Entry("page", "The page")
TEXT = Entry("handbook", "The handbook", "learners", text=True)


def stood(
    entry: Entry, seen: int | None, saw: Saw, today: int, *, edition: int = 0, every: int | None = 100
) -> Stands:
    last = None if seen is None else Look(_day(seen), saw, Basis.DOCUMENT_SEEN)
    again = None if every is None else lambda day: day + timedelta(days=every)
    return stands(entry, last, first=FIRST, edition=_day(edition), today=_day(today), again=again)


def _day(days: int) -> date:
    return FIRST + timedelta(days=days)


@pytest.mark.parametrize(
    ("entry", "seen", "saw", "today", "edition", "state"),
    [
        (PAGE, None, Saw.STANDS, 100, 0, State.TO_COME),
        (PAGE, None, Saw.STANDS, 101, 0, State.LATE),
        (PAGE, 50, Saw.STANDS, 150, 0, State.GOOD),
        (PAGE, 50, Saw.STANDS, 151, 0, State.LATE),
        (PAGE, 50, Saw.STANDS, 60, 55, State.GOOD),
        (PAGE, 50, Saw.NEWER, 60, 0, State.NEWER),
        (PAGE, 50, Saw.NEWER, 151, 0, State.LATE),
        (PAGE, 50, Saw.GONE, 60, 0, State.GONE),
        (PAGE, 50, Saw.GONE, 151, 0, State.GONE),
        (PAGE, 50, Saw.ONE_WAY, 60, 0, State.ONE_WAY),
        (TEXT, 50, Saw.STANDS, 60, 50, State.GOOD),
        (TEXT, 50, Saw.STANDS, 60, 51, State.BEFORE),
        (TEXT, 50, Saw.OLDER, 60, 51, State.OLDER),
        (TEXT, 50, Saw.STANDS, 151, 51, State.LATE),
        (TEXT, None, Saw.STANDS, 60, 51, State.TO_COME),
    ],
)
def test_how_it_stands(
    entry: Entry, seen: int | None, saw: Saw, today: int, edition: int, state: State
) -> None:
    assert stood(entry, seen, saw, today, edition=edition).state is state


def test_without_a_time_nothing_is_late_and_nothing_is_said_to_be_kept() -> None:
    assert stood(PAGE, None, Saw.STANDS, 9999, every=None).state is State.NO_TIME
    assert stood(PAGE, 1, Saw.STANDS, 9999, every=None).state is State.NO_TIME
    assert stood(PAGE, 1, Saw.GONE, 9999, every=None).state is State.GONE


def test_the_gravest_speaks_for_all_and_of_equals_the_one_due_first() -> None:
    good, late, later = (
        stood(PAGE, 50, Saw.STANDS, 60),
        stood(PAGE, None, Saw.STANDS, 200),
        stood(PAGE, 20, Saw.STANDS, 200),
    )
    assert gravest([good, later, late]) is late
    assert gravest([good]) is good


def test_what_they_rest_on_is_the_weakest() -> None:
    seen = stood(PAGE, 1, Saw.STANDS, 2)
    word = Stands(PAGE, State.GOOD, Look(FIRST, Saw.STANDS, Basis.SOMEBODYS_WORD), FIRST, None)
    assert weakest([seen, word]) is Basis.SOMEBODYS_WORD
    assert weakest([seen]) is Basis.DOCUMENT_SEEN
    assert weakest([stood(PAGE, None, Saw.STANDS, 2)]) is None


@given(st.lists(st.sampled_from(list(State)), min_size=1, max_size=8))
def test_no_register_stands_better_than_its_gravest_entry(states: list[State]) -> None:
    found = gravest([Stands(PAGE, state, None, FIRST, None) for state in states])
    assert found.state.status.gravity == min(Status(state.status).gravity for state in states)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 200))
def test_somebody_who_looks_makes_no_entry_that_stood_worse(seen: int, today: int, every: int) -> None:
    """A look that finds it as it should be, today or before, never makes what was late later."""
    before = stood(PAGE, None, Saw.STANDS, max(seen, today), every=every)
    after = stood(PAGE, seen, Saw.STANDS, max(seen, today), every=every)
    assert after.by is not None
    assert before.by is not None
    assert after.by >= before.by
    assert after.state.status.gravity >= before.state.status.gravity
