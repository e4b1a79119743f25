"""How early help came: from the day somebody noticed, where they said it, and never guessed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.access.vocabulary import Circle
from dueregard.ground.kernel.moments import Moment
from dueregard.work.casework.models import Concern
from dueregard.work.casework.vocabulary import Precision, State
from dueregard.work.support.early import Came, Early, early_help
from household import NOON, inside
from work.protection.threatened import TODAY, Crew, concern, crew
from work.support.test_plans import DAY, agreed, reading


@pytest.fixture
def us() -> Iterator[Crew]:
    with inside():
        yield crew()


def noticed(us: Crew, days_before: int | None, **more: object) -> UUID:
    """A concern with a plan from today, of which somebody noticed something so many days before; None: nobody said."""
    one = concern(us.tutor)
    at: datetime | None = None if days_before is None else NOON - days_before * DAY
    said = {"noticed_at": at, "noticed_to_the": "" if at is None else Precision.DAY}
    agreed(one, us.officer)
    Concern.objects.filter(pk=one).update(**said | more)
    return one


def found(days: int = 0) -> Early:
    moment = Moment.now(NOON + timedelta(hours=1) + days * DAY)
    return early_help(NOON - 365 * DAY, moment)


@pytest.mark.django_db
def test_only_what_somebody_said_is_counted_and_the_rest_is_not_known(us: Crew) -> None:
    assert found() == Early((), 0)
    noticed(us, 12)
    noticed(us, None)
    agreed(noticed(us, 3), us.officer, began_on=TODAY - DAY)
    concern(us.tutor)
    assert (sorted(found().days), found().unknown) == ([2, 12], 1)


@pytest.mark.django_db
def test_restricted_and_disposed_ones_and_those_of_another_time_are_in_no_figure(us: Crew) -> None:
    noticed(us, 1, circle=Circle.SEALED)
    noticed(us, 2, state=State.DISPOSED)
    noticed(us, 3, received_at=NOON - 400 * DAY)
    noticed(us, 4)
    assert found().days == (4,)


@pytest.mark.django_db
def test_the_clause_says_it_of_five_and_what_is_not_known(us: Crew) -> None:
    for days in (1, 2, 9, 30):
        noticed(us, days)
    noticed(us, None)
    assert "sign" in reading().because
    assert "within 9 days" not in reading().because
    noticed(us, 40)
    said = reading().because
    assert "half of those whose first sign is dated had support within 9 days of it" in said
    assert said.endswith("for 1 nobody wrote down when somebody first noticed")


@given(st.lists(st.integers(0, 400)), st.integers(0, 9))
def test_each_stands_once_in_the_spread(days: list[int], unknown: int) -> None:
    spread = Early(tuple(days), unknown).spread()
    assert sum(spread.values()) == len(days) + unknown
    assert spread[Came.NOT_KNOWN] == unknown


@pytest.mark.parametrize(
    ("days", "came"),
    [(0, Came.WEEK), (7, Came.WEEK), (8, Came.MONTH), (30, Came.MONTH), (31, Came.QUARTER), (92, Came.LATER)],
)
def test_how_soon(days: int, came: Came) -> None:
    assert Early((days,), 0).spread()[came] == 1


def test_fewer_than_five_have_no_median() -> None:
    assert (Early((1, 2, 3, 4), 9).median, Early((1, 2, 3, 4, 5), 0).median) == (None, 3)
