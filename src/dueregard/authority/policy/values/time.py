"""Time as policies speak of it: an amount of a unit, counted by a rule, in a calendar, from an anchor.

This file only says what was written. The arithmetic is `mechanisms.clocks`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .trouble import Trouble, Troubles, one_of, wrong


class Unit(StrEnum):
    """What is counted."""

    HOUR = "hour"
    WORKING_HOUR = "working-hour"
    DAY = "day"
    WORKING_DAY = "working-day"
    WEEK = "week"
    MONTH = "month"
    TERM = "term"
    YEAR = "year"


class Rule(StrEnum):
    """How it is counted."""

    ELAPSED = "elapsed"
    """So much time later, by the clock: 24 hours over a clock change is still 24 hours."""
    SAME_WALL_TIME = "same-wall-time"
    """The same time of day, so many days, weeks or months later."""
    CLEAR = "clear"
    """Whole days between, counting neither the first nor the last."""
    AT_LEAST_BEFORE = "at-least-before"
    """Backwards from the anchor: a notice."""
    WITHIN = "within"
    """By the end of the last unit, the day of the anchor not counted."""
    BY_END_OF = "by-end-of"
    """By the end of the unit the anchor falls in, or so many units on from it, counting it as the first."""


class Roll(StrEnum):
    """What happens to an end that falls on a day nobody works."""

    NONE = "none"
    NEXT_WORKING_DAY = "next-working-day"
    PREVIOUS_WORKING_DAY = "previous-working-day"


_NOMINAL_HOURS = {
    Unit.HOUR: Fraction(1),
    Unit.WORKING_HOUR: Fraction(168, 40),
    Unit.DAY: Fraction(24),
    Unit.WORKING_DAY: Fraction(168, 5),
    Unit.WEEK: Fraction(168),
    Unit.MONTH: Fraction(8766, 12),
    Unit.TERM: Fraction(8766, 3),
    Unit.YEAR: Fraction(8766),
}
_LONGEST = 200 * _NOMINAL_HOURS[Unit.YEAR]
"""So that no day that follows from a policy lies beyond what a calendar can say."""
_WRITTEN = re.compile(r"([0-9]{1,4}) (working )?(hour|day|week|month|term|year)s?")


@dataclass(frozen=True, slots=True)
class Span:
    """An amount of a unit: 24 hours, 3 working days."""

    amount: int
    unit: Unit

    @classmethod
    def read(cls, text: object) -> Self:
        """Read `24 hours`, `1 month`, `3 working days`; raises `Troubles` for anything else."""
        found = _WRITTEN.fullmatch(text) if isinstance(text, str) else None
        if found is None:
            raise wrong(
                f'{text!r} is not a length of time; write it like "24 hours", "3 working days" or "1 month".'
            )
        amount, working, word = int(found[1]), bool(found[2]), found[3]
        if working and word not in ("hour", "day"):
            raise wrong(
                f'there is no such thing as a working {word}; write "working days" or "working hours".'
            )
        if amount == 0:
            raise wrong('a length of time cannot be nothing; for "immediately" write aim = "at once".')
        span = cls(amount, Unit(f"working-{word}" if working else word))
        if span.nominal > _LONGEST:
            raise wrong(f"{text!r} cannot be meant; nothing here runs longer than 200 years.")
        return span

    @property
    def nominal(self) -> Fraction:
        """About how many hours, only to tell which of two readings is the stricter; never a deadline."""
        return self.amount * _NOMINAL_HOURS[self.unit]

    def words(self) -> str:
        """As people say it: `3 working days`."""
        unit = self.unit.value.replace("-", " ")
        return f"{self.amount} {unit}{'' if self.amount == 1 else 's'}"


_RULE_KEYS = {rule.value.replace("-", "_"): rule for rule in Rule}
_OTHER_KEYS = ("calendar", "anchor", "pause", "restart", "roll")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,59}")


@dataclass(frozen=True, slots=True)
class Time:
    """A span with its rule. Bare hours are `elapsed`; bare days and longer are `within`."""

    span: Span
    rule: Rule
    calendar: str = ""
    """A named calendar of the provider; empty: the calendar of the provider's nation and site."""
    anchor: str = ""
    """From when; one of the kind's anchors. Empty: the anchor the control itself names."""
    pause: tuple[str, ...] = ()
    """Anchors that stop the clock."""
    restart: tuple[str, ...] = ()
    """Anchors that set the clock going again."""
    roll: Roll = Roll.NONE

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read `"24 hours"` or a table with one rule; raises `Troubles` with every key that is wrong."""
        if isinstance(raw, cls):
            return raw
        if isinstance(raw, Mapping):
            return cls._read_table(raw)
        span = Span.read(raw)
        return cls(span, Rule.ELAPSED if span.unit in (Unit.HOUR, Unit.WORKING_HOUR) else Rule.WITHIN)

    @classmethod
    def _read_table(cls, raw: Mapping[str, Any]) -> Self:
        found: list[Trouble] = []
        rules = [key for key in raw if key in _RULE_KEYS]
        for key in raw:
            if key not in _RULE_KEYS and key not in _OTHER_KEYS:
                valid = one_of([*_RULE_KEYS, *_OTHER_KEYS])
                found.append(Trouble((key,), f"{key!r} is not part of a time; valid here: {valid}."))
        if len(rules) != 1:
            found.append(Trouble((), f"a time has exactly one rule; write one of {one_of(_RULE_KEYS)}."))
        span = _collect(found, rules[0], Span.read, raw[rules[0]]) if rules else None
        calendar = _collect(found, "calendar", _name, raw["calendar"]) if "calendar" in raw else ""
        anchor = _collect(found, "anchor", _name, raw["anchor"]) if "anchor" in raw else ""
        pause = _collect(found, "pause", _names, raw.get("pause", ()))
        restart = _collect(found, "restart", _names, raw.get("restart", ()))
        roll = _collect(found, "roll", _roll, raw.get("roll", Roll.NONE))
        if found or span is None:
            raise Troubles(*found)
        return cls(
            span,
            _RULE_KEYS[rules[0]],
            calendar or "",
            anchor or "",
            pause or (),
            restart or (),
            roll or Roll.NONE,
        )

    @property
    def nominal(self) -> Fraction:
        """About how long, for ordering readings: clear days are longer than the same days not clear."""
        return self.span.nominal + (24 if self.rule is Rule.CLEAR else 0)

    def plain(self) -> dict[str, Any]:
        """The canonical form that is hashed; everything left at its default is left out."""
        written: dict[str, Any] = {self.rule.value.replace("-", "_"): self.span.words()}
        written |= {key: getattr(self, key) for key in ("calendar", "anchor") if getattr(self, key)}
        written |= {key: list(getattr(self, key)) for key in ("pause", "restart") if getattr(self, key)}
        return written | ({"roll": self.roll.value} if self.roll is not Roll.NONE else {})

    def words(self) -> str:
        """As people say it: `within 3 working days`, `at least 5 days before`."""
        span = self.span.words()
        match self.rule:
            case Rule.ELAPSED | Rule.WITHIN:
                said = f"within {span}"
            case Rule.SAME_WALL_TIME:
                said = f"by the same time of day, {span} later"
            case Rule.CLEAR:
                clear = span.replace(" ", " clear ", 1)
                said = f"within {clear}"
            case Rule.AT_LEAST_BEFORE:
                said = f"at least {span} before"
            case Rule.BY_END_OF:
                one = self.span.amount == 1
                said = (
                    f"by the end of the {self.span.unit.value.replace('-', ' ')}"
                    if one
                    else f"by the end of {span}"
                )
        if self.roll is not Roll.NONE:
            said += f" (moved to the {self.roll.value.replace('-', ' ')} when that day is not worked)"
        return said

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(lambda value: value.plain())
        return core_schema.no_info_plain_validator_function(cls.read, serialization=written)


def _collect(found: list[Trouble], key: str, read: Any, raw: object) -> Any:
    try:
        return read(raw)
    except Troubles as troubles:
        found.extend(trouble.under(key) for trouble in troubles.found)
        return None


def _name(raw: object) -> str:
    if not isinstance(raw, str) or not _NAME.fullmatch(raw):
        raise wrong(f"{raw!r} is not a name; use small letters, figures and dashes.")
    return raw


def _names(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, (list, tuple)):
        raise wrong("this is a list; write it in square brackets.")
    return tuple(_name(item) for item in raw)


def _roll(raw: object) -> Roll:
    if raw not in list(Roll):
        raise wrong(f"{raw!r} is not a way to move a date; valid: {one_of(Roll)}.")
    return Roll(str(raw))
