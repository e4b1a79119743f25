"""What holds of measures whatever the day: never early, never out of order, there and back."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import assume, example, given
from hypothesis import strategies as st

from dueregard.authority.policy.values.time import Roll, Rule, Span, Unit
from dueregard.ground.kernel.moments import LONDON, london_day
from dueregard.mechanisms.clocks.rules.calendars import Calendar, Opening, Stretch, Term
from dueregard.mechanisms.clocks.rules.hours import after_open_time, before_open_time, open_time
from dueregard.mechanisms.clocks.rules.measures import due, elapsed, latest_before
from dueregard.mechanisms.clocks.rules.pauses import joined
from mechanisms.clocks.calendars import BANK_HOLIDAYS, london

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
MOMENTS = st.builds(lambda day, clock: datetime.combine(day, clock, UTC), DAYS, st.times())
NIGHTS = st.sampled_from(["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"])
CHANGES = st.builds(
    lambda day, minutes: datetime.fromisoformat(f"{day}T00:00+00:00") + timedelta(minutes=minutes),
    NIGHTS,
    st.integers(-90, 180),
)
STARTS = MOMENTS | CHANGES
TERMS = tuple(
    Term(date(year, *first), date(year, *last))
    for year in range(2025, 2040)
    for first, last in [((1, 5), (3, 25)), ((4, 12), (7, 20)), ((9, 1), (12, 18))]
)
OPENINGS: st.SearchStrategy[tuple[Opening, ...]] = st.sampled_from(
    [
        (),
        (Opening(time(9), time(17)),),
        (Opening(time(), time()),),
        (Opening(time(8), time(12)), Opening(time(13), time())),
    ]
)
CALENDARS = st.builds(
    lambda closures, days: Calendar(BANK_HOLIDAYS, closures, (*days, (Opening(time(9), time(10)),)), TERMS),
    st.frozensets(DAYS, max_size=20),
    st.tuples(*[OPENINGS] * 6),
)
FORWARD = st.sampled_from([rule for rule in Rule if rule is not Rule.AT_LEAST_BEFORE])
SPANS = st.builds(Span, st.integers(1, 12), st.sampled_from(Unit))
DAY_SPANS = st.builds(
    Span, st.integers(1, 12), st.sampled_from([u for u in Unit if u not in (Unit.HOUR, Unit.WORKING_HOUR)])
)
ENDS_WITH_A_DAY = st.sampled_from([Rule.WITHIN, Rule.CLEAR, Rule.BY_END_OF])


def shown_twice(at: datetime) -> bool:
    """Whether clocks in London show this time twice that night."""
    local = at.astimezone(LONDON)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


@given(STARTS, SPANS, FORWARD, CALENDARS, st.sampled_from(Roll))
@example(
    london("2026-03-28 01:30"), Span(1, Unit.DAY), Rule.SAME_WALL_TIME, Calendar(BANK_HOLIDAYS), Roll.NONE
)
def test_nothing_is_due_before_it_began(
    start: datetime, span: Span, rule: Rule, calendar: Calendar, roll: Roll
) -> None:
    end = due(start, span, rule, calendar, roll)
    assert end >= start
    assert end.utcoffset() == timedelta()


@given(STARTS, STARTS, SPANS, FORWARD, CALENDARS)
def test_what_begins_later_is_not_due_earlier(
    one: datetime, other: datetime, span: Span, rule: Rule, calendar: Calendar
) -> None:
    # The same time of day means the same for both passes of the hour shown twice: there, and only there, order is lost.
    assume(rule not in (Rule.SAME_WALL_TIME, Rule.ELAPSED) or not (shown_twice(one) or shown_twice(other)))
    first, second = sorted([one, other])
    assert due(first, span, rule, calendar) <= due(second, span, rule, calendar)


@given(STARTS, STARTS, DAY_SPANS, ENDS_WITH_A_DAY, CALENDARS, st.sampled_from(Roll))
def test_nor_when_ends_are_moved_off_days_nobody_works(
    one: datetime, other: datetime, span: Span, rule: Rule, calendar: Calendar, roll: Roll
) -> None:
    first, second = sorted([one, other])
    assert due(first, span, rule, calendar, roll) <= due(second, span, rule, calendar, roll)


@given(STARTS, SPANS, FORWARD, CALENDARS)
def test_a_longer_span_is_not_due_earlier(
    start: datetime, span: Span, rule: Rule, calendar: Calendar
) -> None:
    longer = Span(span.amount + 1, span.unit)
    assert due(start, span, rule, calendar) <= due(start, longer, rule, calendar)


@given(STARTS, st.integers(1, 30), FORWARD, CALENDARS, st.sampled_from(Roll))
def test_working_days_end_on_working_days(
    start: datetime, amount: int, rule: Rule, calendar: Calendar, roll: Roll
) -> None:
    end = due(start, Span(amount, Unit.WORKING_DAY), rule, calendar, roll)
    assert calendar.is_working_day(london_day(end))


@given(STARTS, SPANS, FORWARD, CALENDARS, st.sampled_from([Roll.NEXT_WORKING_DAY]))
def test_an_end_that_is_moved_on_falls_on_a_working_day(
    start: datetime, span: Span, rule: Rule, calendar: Calendar, roll: Roll
) -> None:
    assert calendar.is_working_day(london_day(due(start, span, rule, calendar, roll)))


@given(STARTS, SPANS, st.sampled_from([Rule.WITHIN, Rule.CLEAR]), CALENDARS)
def test_by_the_time_it_is_due_the_span_has_passed(
    start: datetime, span: Span, rule: Rule, calendar: Calendar
) -> None:
    passed = elapsed(start, due(start, span, rule, calendar), span.unit, calendar)
    assert passed == span.amount if rule is Rule.WITHIN else passed >= span.amount


@given(STARTS, st.integers(1, 100), st.sampled_from([Unit.DAY, Unit.WEEK]), CALENDARS)
def test_days_by_the_clock_are_so_many_hours(
    start: datetime, amount: int, unit: Unit, calendar: Calendar
) -> None:
    end = due(start, Span(amount, unit), Rule.ELAPSED, calendar)
    assert elapsed(start, end, Unit.HOUR, calendar) == amount * (24 if unit is Unit.DAY else 168)


@given(STARTS, st.integers(1, 60), CALENDARS)
def test_the_same_time_of_day_is_what_the_clock_shows(start: datetime, days: int, calendar: Calendar) -> None:
    local = start.astimezone(LONDON)
    wanted = datetime.combine(local.date() + timedelta(days=days), local.time().replace(fold=0))
    if wanted.replace(tzinfo=LONDON).astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != wanted:
        wanted = wanted.replace(hour=2, minute=0, second=0, microsecond=0)  # as clocks change to 02:00
    end = due(start, Span(days, Unit.DAY), Rule.SAME_WALL_TIME, calendar)
    assert end.astimezone(LONDON).replace(tzinfo=None, fold=0) == wanted


@given(STARTS, DAY_SPANS, CALENDARS, st.booleans())
def test_a_notice_is_early_enough_and_a_day_later_is_not(
    event: datetime, span: Span, calendar: Calendar, clear: bool
) -> None:
    assume(span.unit is not Unit.TERM or span.amount <= 3)
    latest = latest_before(event, span, calendar, clear=clear)
    assert latest < event
    if span.unit is not Unit.TERM:
        assert elapsed(latest, event, span.unit, calendar) >= span.amount
    if span.unit in (Unit.DAY, Unit.WEEK) and not clear:
        assert elapsed(latest + timedelta(days=1), event, span.unit, calendar) < span.amount


@given(STARTS, st.integers(1, 30), st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.WEEK]), CALENDARS)
def test_there_and_back(event: datetime, amount: int, unit: Unit, calendar: Calendar) -> None:
    assume(unit is not Unit.WORKING_DAY or calendar.is_working_day(london_day(event)))
    notice = latest_before(event, Span(amount, unit), calendar)
    assert london_day(due(notice, Span(amount, unit), Rule.WITHIN, calendar)) == london_day(event)


@given(STARTS, st.integers(1, 200), CALENDARS)
def test_working_hours_pass_only_while_open(start: datetime, hours: int, calendar: Calendar) -> None:
    length = timedelta(hours=hours)
    end = after_open_time(start, length, calendar)
    assert open_time(start, end, calendar) == length
    assert open_time(start, end - timedelta(microseconds=1), calendar) < length
    begun = before_open_time(end, length, calendar)
    assert begun >= start
    assert open_time(begun, end, calendar) == length


@given(st.lists(st.tuples(STARTS, STARTS).map(sorted)), STARTS, SPANS, FORWARD, CALENDARS)
def test_a_pause_never_brings_an_end_forward(
    pairs: list[list[datetime]], start: datetime, span: Span, rule: Rule, calendar: Calendar
) -> None:
    assume(span.unit is not Unit.TERM)
    pauses = [Stretch(*pair) for pair in pairs]
    assert due(start, span, rule, calendar, pauses=pauses) >= due(start, span, rule, calendar)
    assert due(start, span, rule, calendar, pauses=pauses) == due(
        start, span, rule, calendar, pauses=joined(pauses)
    )
