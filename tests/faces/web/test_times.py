"""Days and times as people type them become dates and instants, or a sentence that says what to put right."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from dueregard.faces.web.forms.times import Day, LondonMoment, Occurred

DAY = ("day", "month", "year")
MOMENT = (*DAY, "hour", "minute", "which")
NOT_A_DAY = "This is not a day in the calendar. Write it like 27 3 2026."
NOT_A_TIME = "This is not a time of day. Write it like 14 05, or leave both boxes empty."
TWICE = "01:30 happened twice on 25 October 2026, when the clocks went back. Say which one you mean."


class Form(forms.Form):
    """A day and a moment, neither needed."""

    on = Day(required=False)
    at = LondonMoment(required=False)


def filled(name: str, parts: tuple[str, ...], typed: str) -> Form:
    values = dict(zip(parts, typed.split("/"), strict=False))
    return Form({f"{name}-{part}": value for part, value in values.items()})


@pytest.mark.parametrize(
    ("typed", "day", "error"),
    [
        ("27/3/2026", date(2026, 3, 27), None),
        (" 01 / 02 /2026", date(2026, 2, 1), None),
        ("29/2/2024", date(2024, 2, 29), None),
        ("", None, None),
        ("29/2/2026", None, NOT_A_DAY),
        ("31/4/2026", None, NOT_A_DAY),
        ("27/3/", None, NOT_A_DAY),
        ("27/March/2026", None, NOT_A_DAY),
        ("-1/3/2026", None, NOT_A_DAY),
        ("1_0/3/2026", None, NOT_A_DAY),
        ("²/3/2026", None, NOT_A_DAY),
        ("27/3/26", None, "Write the year in full, like 2026."),
        ("27/3/99999999999999999999", None, "Write the year in full, like 2026."),
        ("0/3/2026", None, NOT_A_DAY),
    ],
)
def test_a_day(typed: str, day: date | None, error: str | None) -> None:
    form = filled("on", DAY, typed)
    assert (form.errors.get("on"), form.cleaned_data.get("on")) == ([error] if error else None, day)


@pytest.mark.parametrize(
    ("typed", "occurred", "error"),
    [
        ("", None, None),
        ("4/3/2026/14/05", (datetime(2026, 3, 4, 14, 5, tzinfo=UTC), "minute"), None),
        ("4/7/2026/14/05", (datetime(2026, 7, 4, 13, 5, tzinfo=UTC), "minute"), None),
        ("4/7/2026", (datetime(2026, 7, 4, 11, 0, tzinfo=UTC), "day"), None),
        ("4/7/2026/0/0", (datetime(2026, 7, 3, 23, 0, tzinfo=UTC), "minute"), None),
        ("25/10/2026/1/30/first", (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "minute"), None),
        ("25/10/2026/1/30/second", (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "minute"), None),
        ("25/10/2026/1/30", None, TWICE),
        ("25/10/2026/1/30/perhaps", None, TWICE),
        ("29/3/2026/1/30", None, "01:30 did not exist on 29 March 2026: the clocks went forward that night."),
        (
            "29/3/2026/1/30/first",
            None,
            "01:30 did not exist on 29 March 2026: the clocks went forward that night.",
        ),
        ("4/3/2026/24/00", None, NOT_A_TIME),
        ("4/3/2026/2/60", None, NOT_A_TIME),
        ("4/3/2026/14/", None, NOT_A_TIME),
        ("4/3/2026//30", None, NOT_A_TIME),
        ("4/3/2026/2pm/0", None, NOT_A_TIME),
        ("///14/05", None, "Give the day as well as the time."),
        ("30/2/2026/14/05", None, NOT_A_DAY),
    ],
)
def test_a_moment(typed: str, occurred: Occurred | None, error: str | None) -> None:
    form = filled("at", MOMENT, typed)
    assert (form.errors.get("at"), form.cleaned_data.get("at")) == ([error] if error else None, occurred)


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("25/10/2026/1/30", True),
        ("25/10/2026/1/30/first", True),
        ("29/3/2026/1/30", False),
        ("4/3/2026/1/30", False),
        ("", False),
    ],
)
def test_the_page_asks_which_one_only_when_there_were_two(typed: str, asks: bool) -> None:
    bound = filled("at", MOMENT, typed)["at"]
    assert bound.asks_which is asks  # type: ignore[attr-defined]
    assert ('name="at-which"' in bound.gds()) is asks  # type: ignore[attr-defined]


MINUTES = st.integers(-10_000_000, 90_000_000).map(
    lambda minutes: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(MINUTES)
def test_an_initial_moment_survives_the_boxes(at: datetime) -> None:
    boxes = Form(initial={"at": (at, "minute")})["at"].value()
    either = {
        Form({f"at-{part}": text for part, text in (boxes | {"which": which}).items()})
        for which in ("first", "second")
    }
    assert (at, "minute") in {form.cleaned_data["at"] for form in either if form.is_valid()}


def test_an_initial_day_survives_the_boxes() -> None:
    boxes = Form(initial={"on": date(2026, 3, 4)})["on"].value()
    assert boxes == {"day": "4", "month": "3", "year": "2026"}
    noon = datetime(2026, 3, 4, 12, tzinfo=UTC)
    assert Form(initial={"at": (noon + timedelta(hours=3), "day")})["at"].value() == boxes
