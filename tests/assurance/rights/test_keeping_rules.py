"""Of which class a record is, when its time is over, and how it stands: tables of cases."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.assurance.rights.keeping_words import Anchor, Came, RecordClass, StaffMatter, Why
from dueregard.assurance.rights.rules.keeping import (
    ANSWERED_WITHIN,
    Due,
    Facts,
    Looked,
    Run,
    Standing,
    Stands,
    after,
    class_of,
    due,
    in_words,
    may_go,
    standing,
)
from dueregard.assurance.rights.rules.schedule import SCHEDULE

CLOSED, BORN, LEFT = date(2026, 3, 4), date(2009, 2, 28), date(2026, 7, 31)
ADULT = Facts(closed=CLOSED, about_staff=False, prevent=False, referred=False, under_18=False, left=LEFT)
CHILD = replace(ADULT, under_18=True, born=BORN)
STAFF = replace(ADULT, about_staff=True, born=date(1980, 5, 6))
UNKNOWN = replace(ADULT, under_18=None)


@pytest.mark.parametrize(
    ("facts", "more", "expected", "on"),
    [
        (ADULT, {}, RecordClass.ADULT, date(2032, 7, 31)),
        (ADULT, {"left": None}, RecordClass.ADULT, None),
        (CHILD, {}, RecordClass.CHILD, date(2034, 2, 28)),
        (CHILD, {"born": date(2008, 2, 29)}, RecordClass.CHILD, date(2033, 3, 1)),
        (CHILD, {"born": None}, RecordClass.CHILD, None),
        (CHILD, {"born": date(1990, 1, 1)}, RecordClass.CHILD, CLOSED),  # 25 long before it was closed
        (CHILD, {"closed": None}, RecordClass.CHILD, None),
        (CHILD, {"prevent": True}, RecordClass.NOT_REFERRED_CHILD, date(2027, 3, 4)),
        (CHILD, {"prevent": True, "referred": True}, RecordClass.CHILD, date(2034, 2, 28)),
        (ADULT, {"prevent": True}, RecordClass.NOT_REFERRED_ADULT, date(2027, 3, 4)),
        (ADULT, {"prevent": True, "closed": date(2028, 2, 29)}, RecordClass.NOT_REFERRED_ADULT, date(2029, 3, 1)),
        (ADULT, {"prevent": True, "referred": True}, RecordClass.REFERRED_ADULT, date(2032, 3, 4)),
        (UNKNOWN, {}, RecordClass.AGE_NOT_KNOWN, None),
        (UNKNOWN, {"prevent": True}, RecordClass.AGE_NOT_KNOWN, None),
        (STAFF, {}, RecordClass.STAFF_NOT_SAID, None),
        (STAFF, {"staff_matter": StaffMatter.ALLEGATION}, RecordClass.ALLEGATION, date(2047, 5, 6)),
        (STAFF, {"staff_matter": StaffMatter.ALLEGATION, "born": date(1962, 1, 1)}, RecordClass.ALLEGATION,
         date(2036, 3, 4)),
        (STAFF, {"staff_matter": StaffMatter.ALLEGATION, "born": None}, RecordClass.ALLEGATION, None),
        (STAFF, {"staff_matter": StaffMatter.LOW_LEVEL}, RecordClass.LOW_LEVEL, LEFT),
        (STAFF, {"staff_matter": StaffMatter.LOW_LEVEL, "left": None}, RecordClass.LOW_LEVEL, None),
        (STAFF, {"staff_matter": StaffMatter.FALSE}, RecordClass.FALSE_ALLEGATION, CLOSED),
        (STAFF, {"abuse": True, "staff_matter": StaffMatter.LOW_LEVEL}, RecordClass.ABUSE, date(2101, 3, 4)),
        (CHILD, {"abuse": True, "prevent": True}, RecordClass.ABUSE, date(2101, 3, 4)),
        (UNKNOWN, {"abuse": True}, RecordClass.ABUSE, date(2101, 3, 4)),
        (CHILD, {"transferred": date(2026, 9, 1), "abuse": True}, RecordClass.TRANSFERRED, None),
    ],
)  # fmt: skip
def test_class_and_day(facts: Facts, more: dict[str, Any], expected: RecordClass, on: date | None) -> None:
    found = replace(facts, **more)
    assert (class_of(found), due(found, SCHEDULE[expected].runs).on) == (expected, on)


def test_what_is_missing_is_named() -> None:
    runs = SCHEDULE[RecordClass.ALLEGATION].runs
    assert due(replace(STAFF, born=None), runs) == Due(None, Anchor.BORN)
    assert due(ADULT, (Run(Anchor.CLOSED, None),)) == Due(None)
    assert due(ADULT, (Run(Anchor.CLOSED, 12), Run(Anchor.LEFT, None))) == Due(None)
    assert due(ADULT, (Run(Anchor.MADE, 12),)) == Due(None, Anchor.MADE)
    assert due(replace(ADULT, closed=date(2199, 1, 1)), (Run(Anchor.CLOSED, 1200),)) == Due(None)


def test_every_class_has_a_line_with_a_basis() -> None:
    assert set(SCHEDULE) == set(RecordClass)
    assert all(line.basis and line.runs for line in SCHEDULE.values())


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 1200))
def test_nothing_falls_due_a_day_early(day: date, months: int) -> None:
    end = after(day, months)
    assert end is not None
    assert (end.day, (end.year - day.year) * 12 + end.month - day.month - months) in {(day.day, 0), (1, 1)}
    assert months == 0 or end > day


TODAY = date(2027, 6, 1)
OVER, AHEAD, NEVER = Due(date(2027, 3, 4)), Due(date(2030, 1, 1)), Due(None)
CLASS = RecordClass.NOT_REFERRED_ADULT
KEPT = Looked(Came.KEEP, date(2027, 4, 1), CLASS, keep_until=date(2028, 1, 1))
GOES = Looked(Came.DISPOSE, date(2027, 5, 25), CLASS, why=Why.NO_REASON)


@pytest.mark.parametrize(
    ("due_", "looked", "more", "expected"),
    [
        (OVER, None, {}, Standing(Stands.DUE, OVER.on)),
        (Due(TODAY), None, {}, Standing(Stands.DUE, TODAY)),
        (AHEAD, None, {}, Standing(Stands.LATER, AHEAD.on)),
        (NEVER, None, {}, Standing(Stands.NOT_SET)),
        (OVER, None, {"held": True}, Standing(Stands.HELD, OVER.on)),
        (OVER, GOES, {"held": True}, Standing(Stands.HELD, OVER.on)),
        (OVER, KEPT, {}, Standing(Stands.LATER, KEPT.keep_until)),
        (OVER, replace(KEPT, keep_until=TODAY), {}, Standing(Stands.DUE, TODAY)),
        (AHEAD, KEPT, {}, Standing(Stands.LATER, AHEAD.on)),
        (NEVER, KEPT, {}, Standing(Stands.LATER, KEPT.keep_until)),
        (OVER, GOES, {}, Standing(Stands.WAITS, GOES.on + ANSWERED_WITHIN)),
        (OVER, replace(GOES, on=TODAY - ANSWERED_WITHIN), {}, Standing(Stands.WAITS, TODAY)),
        (OVER, replace(GOES, on=TODAY - ANSWERED_WITHIN - timedelta(days=1)), {}, Standing(Stands.DUE, OVER.on)),
        (OVER, replace(GOES, came=Came.NOT), {}, Standing(Stands.DUE, OVER.on)),
        (OVER, GOES, {"record_class": RecordClass.CHILD}, Standing(Stands.DUE, OVER.on)),
        (AHEAD, GOES, {}, Standing(Stands.LATER, AHEAD.on)),  # another period was set meanwhile
        (NEVER, GOES, {}, Standing(Stands.NOT_SET)),
        (AHEAD, replace(GOES, why=Why.ASKED), {}, Standing(Stands.WAITS, GOES.on + ANSWERED_WITHIN)),
    ],
)  # fmt: skip
def test_how_a_record_stands(
    due_: Due, looked: Looked | None, more: dict[str, Any], expected: Standing
) -> None:
    said: dict[str, Any] = {"held": False, "record_class": CLASS} | more
    assert standing(ADULT, due_, looked, today=TODAY, **said) == expected
    assert standing(replace(ADULT, closed=None), due_, looked, today=TODAY, **said) == Standing(
        Stands.GOES_ON
    )


@pytest.mark.parametrize(
    ("stands", "due_", "over", "asked"),
    [
        (Stands.DUE, OVER, True, True),
        (Stands.DUE, NEVER, False, True),  # only a reminder came: no period is set
        (Stands.LATER, AHEAD, False, True),
        (Stands.NOT_SET, NEVER, False, True),
        (Stands.HELD, OVER, False, False),
        (Stands.GOES_ON, OVER, False, False),
    ],
)
def test_what_may_go(stands: Stands, due_: Due, *, over: bool, asked: bool) -> None:
    now = Standing(stands, due_.on)
    assert [may_go(now, due_, why) for why in (Why.TIME_OVER, Why.NO_REASON, Why.ASKED)] == [
        over,
        over,
        asked,
    ]


@pytest.mark.parametrize(
    ("months", "said"),
    [(None, "not set"), (0, "at once"), (1, "1 month"), (12, "1 year"), (30, "2 years and 6 months")],
)
def test_a_period_in_words(months: int | None, said: str) -> None:
    assert in_words(months) == said
