"""Days without anybody: posts, absences and opening hours laid over each other."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from dueregard.mechanisms.clocks.rules.cover import Presence, cover_gaps
from mechanisms.clocks.calendars import OFFICE, london

LEAD, DEPUTY = UUID(int=1), UUID(int=2)
MONDAY = date(2026, 11, 23)
ALWAYS = london("2026-01-01 00:00")


def gaps(held: list[Presence], away: list[Presence], days: int = 28) -> list[tuple[int, bool]]:
    return [(gap.day.day, gap.all_day) for gap in cover_gaps(held, away, OFFICE, MONDAY, days)]


def at(day: int, hour: int = 0) -> datetime:
    return london(f"2026-11-{day} {hour:02}:00")


@pytest.mark.parametrize(
    ("held", "away", "expected"),
    [
        ([Presence(LEAD, ALWAYS)], [], []),
        ([], [], [(23, True), (24, True), (25, True), (26, True), (27, True)]),
        # away on Tuesday, nobody else
        ([Presence(LEAD, ALWAYS)], [Presence(LEAD, at(24), at(25))], [(24, True)]),
        # away on Tuesday afternoon
        ([Presence(LEAD, ALWAYS)], [Presence(LEAD, at(24, 13), at(25))], [(24, False)]),
        # away only outside opening hours, and over the weekend
        ([Presence(LEAD, ALWAYS)], [Presence(LEAD, at(24, 17), at(25, 9)), Presence(LEAD, at(28), at(30))], []),
        # the deputy is there
        ([Presence(LEAD, ALWAYS), Presence(DEPUTY, ALWAYS)], [Presence(LEAD, at(24), at(25))], []),
        # and away too, for part of it
        (
            [Presence(LEAD, ALWAYS), Presence(DEPUTY, ALWAYS)],
            [Presence(LEAD, at(24), at(26)), Presence(DEPUTY, at(25), at(25, 12))],
            [(25, False)],
        ),
        # one hands over to the other, with Wednesday between them
        ([Presence(LEAD, ALWAYS, at(25)), Presence(DEPUTY, at(26))], [], [(25, True)]),
        # holding a post twice is not being there while away
        ([Presence(LEAD, ALWAYS), Presence(LEAD, at(23))], [Presence(LEAD, at(24), at(25))], [(24, True)]),
        # an absence without an end
        ([Presence(LEAD, ALWAYS)], [Presence(LEAD, at(26))], [(26, True), (27, True)]),
    ],
)  # fmt: skip
def test_days_without_anybody(
    held: list[Presence], away: list[Presence], expected: list[tuple[int, bool]]
) -> None:
    assert gaps(held, away, days=7) == expected


def test_four_weeks_are_looked_over_and_days_nobody_works_need_nobody() -> None:
    found = cover_gaps([], [], OFFICE, date(2026, 12, 21))
    days = [gap.day for gap in found]
    assert days[:6] == [date(2026, 12, day) for day in (21, 22, 23, 24, 30, 31)]
    assert days[-1] == date(2027, 1, 15)


def test_without_hours_whole_working_days_are_to_be_covered() -> None:
    bare = replace(OFFICE, hours=None)
    (gap,) = cover_gaps([Presence(LEAD, ALWAYS)], [Presence(LEAD, at(24, 20), at(24, 21))], bare, MONDAY)
    assert (gap.day, gap.all_day) == (date(2026, 11, 24), False)
    assert gap.uncovered[0].until - gap.uncovered[0].since == timedelta(hours=1)
