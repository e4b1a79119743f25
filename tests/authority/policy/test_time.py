"""Time as policies speak of it: what is read, what is refused, and which of two is the stricter."""

import pytest

from dueregard.authority.policy.values.time import Roll, Rule, Span, Time, Unit
from dueregard.authority.policy.values.trouble import Troubles


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("24 hours", Span(24, Unit.HOUR)),
        ("1 hour", Span(1, Unit.HOUR)),
        ("4 working hours", Span(4, Unit.WORKING_HOUR)),
        ("5 days", Span(5, Unit.DAY)),
        ("3 working days", Span(3, Unit.WORKING_DAY)),
        ("2 weeks", Span(2, Unit.WEEK)),
        ("1 month", Span(1, Unit.MONTH)),
        ("1 term", Span(1, Unit.TERM)),
        ("1 year", Span(1, Unit.YEAR)),
    ],
)
def test_a_span_reads_and_says_itself(written: str, span: Span) -> None:
    assert Span.read(written) == span
    assert span.words() == written


@pytest.mark.parametrize(
    "written",
    ["soon", "24", 24, None, "0 days", "-1 days", "1.5 hours", "2 working weeks", "24  hours", "٢ days"],
)
def test_anything_else_is_no_span(written: object) -> None:
    with pytest.raises(Troubles):
        Span.read(written)


def test_hours_elapse_and_days_run_to_the_end_of_the_last() -> None:
    assert Time.read("24 hours").rule is Rule.ELAPSED
    assert Time.read("3 working days").rule is Rule.WITHIN


def test_a_table_says_everything() -> None:
    raw = {
        "at_least_before": "5 working days",
        "calendar": "office",
        "anchor": "event",
        "pause": ["asked"],
        "restart": ["answered"],
        "roll": "previous-working-day",
    }
    time = Time.read(raw)
    assert time == Time(
        Span(5, Unit.WORKING_DAY),
        Rule.AT_LEAST_BEFORE,
        "office",
        "event",
        ("asked",),
        ("answered",),
        Roll.PREVIOUS_WORKING_DAY,
    )
    assert time.plain() == raw
    assert Time.read(time.plain()) == time


def test_every_wrong_key_is_named_at_once() -> None:
    with pytest.raises(Troubles) as refused:
        Time.read({"within": "soon", "calender": "office", "roll": "sideways", "pause": "asked"})
    assert [trouble.path for trouble in refused.value.found] == [
        ("calender",),
        ("within",),
        ("pause",),
        ("roll",),
    ]


@pytest.mark.parametrize("raw", [{}, {"within": "1 day", "clear": "1 day"}])
def test_a_table_has_exactly_one_rule(raw: dict[str, str]) -> None:
    with pytest.raises(Troubles, match="exactly one rule"):
        Time.read(raw)


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [
        ("5 days", "5 working days"),
        ("24 hours", "24 working hours"),
        ("7 days", "1 month"),
        ("1 term", "1 year"),
        ({"within": "5 days"}, {"clear": "5 days"}),
    ],
)
def test_readings_can_be_ordered(shorter: object, longer: object) -> None:
    assert Time.read(shorter).nominal < Time.read(longer).nominal
