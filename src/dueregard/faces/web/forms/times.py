"""Days and times as people give them: in boxes, in London time, to the minute or only to the day."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ....ground.kernel.moments import LONDON, from_london
from ....ground.kernel.refusals import BadInput

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
TWICE = "twice"
"""The code of the error for a time that came twice: the page then asks which one."""
_LATER = {"first": False, "second": True}

Occurred = tuple[datetime, str]
"""An instant in UTC, and how exactly it is known: to the "minute" or only to the "day"."""
"""An instant in UTC, and how exactly it is known: to the "minute" or the "day"."""


class _DayBoxes(forms.Widget):
    """Reads `name-day`, `name-month` and so on; the page draws the boxes."""

    parts: tuple[str, ...] = ("day", "month", "year")

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        """What stands in the boxes."""
        return {part: str(data.get(f"{name}-{part}", "")).strip() for part in self.parts}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the page had no such boxes."""
        return not any(f"{name}-{part}" in data for part in self.parts)


class _MomentBoxes(_DayBoxes):
    parts = ("day", "month", "year", "hour", "minute", "which")


class Day(forms.Field):
    """A day, in three boxes. Yields a `date`, or None."""

    component = "date"
    widget = _DayBoxes
    default_error_messages = {
        "required": _("Give the day, like 27 3 2026."),
        "invalid": _("This is not a day in the calendar. Write it like 27 3 2026."),
        "year": _("Write the year in full, like 2026."),
    }

    def to_python(self, value: dict[str, str] | None) -> Any:
        """The day that stands in the boxes."""
        return self.day_of(value or {})

    def day_of(self, value: Mapping[str, str]) -> date | None:
        """The day of some boxes, or None when they are empty; raises `ValidationError`."""
        given = [value.get(part, "") for part in ("year", "month", "day")]
        if not any(given):
            return None
        if not all(text.isdecimal() for text in given):
            raise ValidationError(self.error_messages["invalid"], "invalid")
        year, month, day = (int(text[:5]) for text in given)
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise ValidationError(self.error_messages["year"], "year")
        try:
            return date(year, month, day)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], "invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """What stands in the boxes of a page: what was typed, or an initial `date`."""
        return _boxes(value) if isinstance(value, date) else value


class LondonMoment(Day):
    """A day and, if known, a time in London. Yields (instant in UTC, "minute" or "day"), or None.

    A day alone is its noon. A time the clocks skipped is refused; one that came twice is asked about with radios.
    """

    component = "moment"
    widget = _MomentBoxes
    default_error_messages = {
        "no-day": _("Give the day as well as the time."),
        "no-time": _("This is not a time of day. Write it like 14 05, or leave both boxes empty."),
    }

    def to_python(self, value: dict[str, str] | None) -> Occurred | None:
        """The instant, and how exactly it is known."""
        value = value or {}
        on = self.day_of(value)
        hour, minute = value.get("hour", ""), value.get("minute", "")
        if on is None:
            if hour or minute:
                raise ValidationError(self.error_messages["no-day"], "no-day")
            return None
        if not hour and not minute:
            return from_london(on, time(12)), "day"
        try:
            clock = time(int(hour), int(minute))
        except ValueError:
            raise ValidationError(self.error_messages["no-time"], "no-time") from None
        return _instant(on, clock, _LATER.get(value.get("which", ""))), "minute"

    def prepare_value(self, value: Any) -> Any:
        """What stands in the boxes of a page: what was typed, or an initial pair as this field yields it."""
        if not isinstance(value, tuple):
            return value
        local = value[0].astimezone(LONDON)
        clock = {"hour": f"{local:%H}", "minute": f"{local:%M}"} if value[1] == "minute" else {}
        return _boxes(local) | clock


def _boxes(day: date) -> dict[str, str]:
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


def _instant(on: date, clock: time, later: bool | None) -> datetime:
    try:
        return from_london(on, clock, later=later)
    except BadInput as refusal:
        raise ValidationError(refusal.sentence, TWICE if _came_twice(on, clock) else "skipped") from refusal


def _came_twice(on: date, clock: time) -> bool:
    try:
        from_london(on, clock, later=False)
    except BadInput:
        return False
    return True
