"""How a log of liaison stands, from the bodies and what is left open."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.policy.answers import Basis, Status
from dueregard.work.governance.registers import Saw
from dueregard.work.governance.rules.registers import Entry, Look, Stands, stands
from dueregard.work.liaison.rules import Left, judged

FIRST = date(2026, 1, 1)


def body(seen: int | None, today: int, every: int | None = 100, title: str = "The council") -> Stands:
    last = None if seen is None else Look(FIRST + timedelta(days=seen), Saw.STANDS, Basis.HAPPENED_HERE)
    again = None if every is None else lambda day: day + timedelta(days=every)
    day = FIRST + timedelta(days=today)
    return stands(Entry(title, title), last, first=FIRST, edition=day, today=day, again=again)


@pytest.mark.parametrize(
    ("bodies", "left", "feeds_back", "status"),
    [
        ([body(0, 50)], Left(), True, Status.MET),
        ([body(0, 50)], Left(without_upshot=1), True, Status.AT_RISK),
        ([body(0, 50)], Left(without_upshot=1), False, Status.MET),
        ([body(0, 50)], Left(late=1), False, Status.AT_RISK),
        ([body(None, 50)], Left(), True, Status.NOT_YET_DUE),
        ([body(None, 101)], Left(), True, Status.NOT_MET),
        ([body(0, 101)], Left(1, 1), True, Status.NOT_MET),
        ([body(0, 50), body(None, 50)], Left(), True, Status.NOT_YET_DUE),
        ([body(0, 50), body(0, 101)], Left(), True, Status.NOT_MET),
        ([body(None, 900, None)], Left(), True, Status.NOT_SET),
        ([body(1, 900, None)], Left(late=1), True, Status.AT_RISK),
    ],
)
def test_how_it_stands(bodies: list[Stands], left: Left, feeds_back: bool, status: Status) -> None:
    assert judged(bodies, left, feeds_back=feeds_back)[0] is status


@given(
    st.lists(st.none() | st.integers(0, 200), min_size=1, max_size=4), st.integers(0, 300), st.integers(0, 2)
)
def test_it_is_met_only_where_every_body_was_reached_in_time(
    seen: list[int | None], today: int, late: int
) -> None:
    bodies = [body(one, today) for one in seen]
    status, because = judged(bodies, Left(late=late), feeds_back=True)
    assert because
    in_time = all(one is not None and one + 100 >= today for one in seen)
    assert (status is Status.MET) == (in_time and not late)
