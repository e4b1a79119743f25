"""Opening hours as a figure: given in the policy, left to the provider, or not set."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ...policy.values.figure import Figure
from ...policy.values.tables import read_choice, read_list, read_table
from ...policy.values.trouble import wrong

ALWAYS = "always"
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00")


class Weekday(StrEnum):
    """The days of the week, in order."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


@dataclass(frozen=True, slots=True)
class Opening:
    """The same hours on some days of the week; `HH:MM` in London time."""

    days: tuple[Weekday, ...]
    opens: str
    closes: str
    bank_holidays: bool = False
    """Whether these hours hold on bank holidays too."""


@dataclass(frozen=True, slots=True)
class Hours(Figure[tuple[Opening, ...]]):
    """`"local"`, `"always"`, or a list such as `[{ days = ["mon", "fri"], opens = "09:00", closes = "18:00" }]`."""

    @classmethod
    def read_value(cls, raw: object) -> tuple[Opening, ...]:
        if raw == ALWAYS:
            return (Opening(tuple(Weekday), "00:00", "24:00", True),)
        if not isinstance(raw, list):
            raise wrong(f'{raw!r} is not opening hours; write "local", "always" or a list of days and hours.')
        openings: tuple[Opening, ...] = read_list(_opening, at_least=1)(raw)
        return openings

    @classmethod
    def plain_value(cls, value: tuple[Opening, ...]) -> Any:
        return [
            {
                "days": [day.value for day in one.days],
                "opens": one.opens,
                "closes": one.closes,
                "bank_holidays": one.bank_holidays,
            }
            for one in value
        ]

    @classmethod
    def say_value(cls, value: tuple[Opening, ...]) -> str:
        return "; ".join(_say(one) for one in value)


def _opening(raw: object) -> Opening:
    readers = {"days": _days, "opens": _clock, "closes": _clock, "bank_holidays": _flag}
    opening = Opening(**read_table(raw, readers, required=("days", "opens", "closes"), what="opening hours"))
    if opening.opens >= opening.closes:
        raise wrong("it closes before it opens; write hours past midnight as two openings.", "closes")
    return opening


def _days(raw: object) -> tuple[Weekday, ...]:
    """A list of days, or a run of them such as `"mon-fri"`."""
    if isinstance(raw, str) and raw.count("-") == 1:
        week = list(Weekday)
        try:
            first, last = (week.index(Weekday(day)) for day in raw.split("-"))
        except ValueError:
            raise wrong(f'{raw!r} is not a run of days; write it like "mon-fri".') from None
        if first > last:
            raise wrong(f'{raw!r} runs backwards; write it like "mon-fri".')
        return tuple(week[first : last + 1])
    days: Sequence[Weekday] = read_list(read_choice(Weekday), at_least=1)(raw)
    return tuple(days)


def _clock(raw: object) -> str:
    if not isinstance(raw, str) or not _CLOCK.fullmatch(raw):
        raise wrong(f'{raw!r} is not a time of day; write it like "09:00".')
    return raw


def _flag(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise wrong(f"{raw!r} is neither true nor false.")
    return raw


def _say(one: Opening) -> str:
    if one == Opening(tuple(Weekday), "00:00", "24:00", True):
        return ALWAYS
    days = ", ".join(day.value.title() for day in one.days)
    return f"{days} {one.opens} to {one.closes}{'' if one.bank_holidays else ', except bank holidays'}"
