"""London wall times that do not exist, exist twice, or simply exist."""

from datetime import UTC, date, datetime, time

import pytest

from dueregard.ground.kernel.moments import Moment, from_london, london_day
from dueregard.ground.kernel.refusals import BadInput


@pytest.mark.parametrize(
    ("day", "clock", "later", "expected"),
    [
        (date(2026, 1, 5), time(9, 0), None, datetime(2026, 1, 5, 9, 0, tzinfo=UTC)),
        (date(2026, 7, 6), time(9, 0), None, datetime(2026, 7, 6, 8, 0, tzinfo=UTC)),
        (date(2026, 10, 25), time(1, 30), False, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(1, 30), True, datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_london_to_utc(day: date, clock: time, later: bool | None, expected: datetime) -> None:
    assert from_london(day, clock, later=later) == expected


def test_a_time_that_did_not_exist_is_refused() -> None:
    with pytest.raises(BadInput, match="did not exist on 29 March 2026"):
        from_london(date(2026, 3, 29), time(1, 30))


def test_a_time_that_happened_twice_is_asked_about() -> None:
    with pytest.raises(BadInput, match="happened twice on 25 October 2026"):
        from_london(date(2026, 10, 25), time(1, 30))


def test_the_end_of_a_day_is_its_last_moment_in_london() -> None:
    summer = Moment.end_of(date(2026, 7, 6))
    assert summer.as_at == datetime(2026, 7, 6, 22, 59, 59, 999999, tzinfo=UTC)
    assert london_day(summer.as_at) == date(2026, 7, 6)
