"""A provider's hours, closures and terms as kept: by site, by name, as at a moment and as known then."""

from datetime import date, datetime, time

import pytest

from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput
from dueregard.ground.tenancy.operations import open_site
from dueregard.mechanisms.clocks.operations.calendars import (
    record_closure,
    record_term,
    set_hours,
    withdraw_closure,
    withdraw_term,
)
from dueregard.mechanisms.clocks.queries.calendars import calendar, read_week, write_week
from dueregard.mechanisms.clocks.rules.calendars import Opening, Term, Week
from household import NOON, SETUP, inside
from mechanisms.clocks.calendars import ALL_HOURS, NINE_TO_FIVE
from mechanisms.clocks.duties import DAY

pytestmark = pytest.mark.django_db
NOW = Moment.now(NOON)
EVENINGS: Week = ((Opening(time(17), time()),),) * 7


def at(day: int, known: int | None = None) -> Moment:
    return Moment(NOON + day * DAY, NOON + (day if known is None else known) * DAY)


def test_hours_change_from_a_day_on_and_the_past_keeps_its_own() -> None:
    with inside():
        assert calendar(NOW).hours is None
        set_hours(week=NINE_TO_FIVE, actor=SETUP, now=NOON)
        set_hours(week=EVENINGS, since=NOON + 5 * DAY, actor=SETUP, now=NOON + DAY)
        found = {day: calendar(at(day)).hours for day in (-1, 0, 4, 5)}
        assert found == {-1: None, 0: NINE_TO_FIVE, 4: NINE_TO_FIVE, 5: EVENINGS}
        assert calendar(at(5, known=0)).hours == NINE_TO_FIVE  # the change was not known yet


def test_hours_are_corrected_for_the_same_day() -> None:
    with inside():
        set_hours(week=NINE_TO_FIVE, actor=SETUP, now=NOON)
        set_hours(week=EVENINGS, since=NOON, year_begins=9, actor=SETUP, now=NOON + DAY)
        found = calendar(at(2))
        assert (found.hours, found.year_begins) == (EVENINGS, 9)
        assert calendar(at(0)).hours == NINE_TO_FIVE


def test_a_site_has_its_own_hours_and_closures() -> None:
    with inside():
        site, other = (open_site(name=name, actor=SETUP, now=NOON) for name in ("Quay", "Mill"))
        set_hours(week=NINE_TO_FIVE, actor=SETUP, now=NOON)
        set_hours(week=EVENINGS, site_id=site.id, actor=SETUP, now=NOON)
        everywhere, there = date(2026, 7, 1), date(2026, 7, 2)
        record_closure(first_day=everywhere, last_day=everywhere, actor=SETUP, now=NOON)
        record_closure(first_day=there, last_day=there, site_id=site.id, actor=SETUP, now=NOON)
        found = [calendar(NOW, site_id=one) for one in (None, site.id, other.id)]
        assert [one.hours for one in found] == [NINE_TO_FIVE, EVENINGS, NINE_TO_FIVE]
        assert [one.closures for one in found] == [{everywhere}, {everywhere, there}, {everywhere}]


def test_a_named_calendar_has_hours_of_its_own_or_none() -> None:
    with inside():
        set_hours(week=NINE_TO_FIVE, actor=SETUP, now=NOON)
        record_term(first_day=date(2026, 1, 5), last_day=date(2026, 3, 27), actor=SETUP, now=NOON)
        named = calendar(NOW, name="out-of-hours")
        assert (named.hours, named.terms) == (None, (Term(date(2026, 1, 5), date(2026, 3, 27)),))
        set_hours(week=ALL_HOURS, calendar="out-of-hours", actor=SETUP, now=NOON)
        day = date(2026, 12, 24)
        record_closure(first_day=day, last_day=day, calendar="out-of-hours", actor=SETUP, now=NOON)
        assert calendar(NOW, name="out-of-hours").hours == ALL_HOURS
        found = [calendar(NOW, name=name).closures for name in ("out-of-hours", "")]
        assert found == [{day}, frozenset()]


def test_closures_and_terms_are_taken_back() -> None:
    with inside():
        closure = record_closure(
            first_day=date(2026, 12, 29), last_day=date(2026, 12, 31), actor=SETUP, now=NOON
        )
        term = record_term(first_day=date(2026, 9, 1), last_day=date(2026, 12, 18), actor=SETUP, now=NOON)
        withdraw_closure(closure=closure, actor=SETUP, now=NOON + DAY)
        withdraw_term(term=term, actor=SETUP, now=NOON + DAY)
        before, after = calendar(at(0)), calendar(at(1))
        assert [len(before.closures), len(before.terms)] == [3, 1]
        assert [len(after.closures), len(after.terms)] == [0, 0]


@pytest.mark.parametrize(
    ("first", "last"),
    [((2026, 9, 2), (2026, 9, 1)), ((2026, 12, 18), (2027, 1, 5)), ((2026, 8, 1), (2027, 1, 5))],
)
def test_impossible_terms_are_refused(first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    with inside():
        record_term(first_day=date(2026, 9, 1), last_day=date(2026, 12, 18), actor=SETUP, now=NOON)
        with pytest.raises(BadInput):
            record_term(first_day=date(*first), last_day=date(*last), actor=SETUP, now=NOON)
        assert len(calendar(NOW).terms) == 1


@pytest.mark.parametrize("last", [(2026, 8, 31), (2027, 9, 2)])
def test_impossible_closures_are_refused(last: tuple[int, int, int]) -> None:
    with inside(), pytest.raises(BadInput):
        record_closure(first_day=date(2026, 9, 1), last_day=date(*last), actor=SETUP, now=NOON)


@pytest.mark.parametrize(
    ("hours", "year_begins"), [(NINE_TO_FIVE[:6], 1), (NINE_TO_FIVE, 0), (NINE_TO_FIVE, 13)]
)
def test_impossible_hours_are_refused(hours: Week, year_begins: int) -> None:
    with inside(), pytest.raises(BadInput):
        set_hours(week=hours, year_begins=year_begins, actor=SETUP, now=NOON)


@pytest.mark.parametrize("hours", [NINE_TO_FIVE, ALL_HOURS, EVENINGS])
def test_hours_survive_being_stored(hours: Week) -> None:
    assert read_week(write_week(hours)) == hours


def test_the_nation_gives_the_bank_holidays() -> None:
    with inside():
        found = calendar(Moment.now(datetime(2026, 12, 1, tzinfo=NOON.tzinfo)))
        assert not found.is_working_day(date(2026, 12, 28))
        assert found.is_working_day(date(2026, 12, 29))
