"""The figures controls are written with: times, notices, least and most numbers, days, texts, yes or no."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from .figure import Figure, Stricter
from .tables import read_words
from .time import Rule, Time
from .trouble import wrong

MOST = 100_000
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True)
class TimeLimit(Figure[Time]):
    """By when something is done; the sooner is the stricter."""

    stricter: ClassVar[Stricter] = Stricter.LESS
    aims_at_once: ClassVar[bool] = True

    @classmethod
    def read_value(cls, raw: object) -> Time:
        time = Time.read(raw)
        if time.rule is Rule.AT_LEAST_BEFORE:
            raise wrong("this is a time after something, so it cannot be at_least_before.")
        return time

    @classmethod
    def rank(cls, value: Time) -> Fraction:
        return value.nominal

    @classmethod
    def plain_value(cls, value: Time) -> Any:
        return value.plain()

    @classmethod
    def say_value(cls, value: Time) -> str:
        return value.words()


@dataclass(frozen=True, slots=True)
class Notice(TimeLimit):
    """How long before something; the longer is the stricter."""

    stricter: ClassVar[Stricter] = Stricter.MORE
    aims_at_once: ClassVar[bool] = False

    @classmethod
    def read_value(cls, raw: object) -> Time:
        time = Time.read(raw)
        if time.rule is not Rule.AT_LEAST_BEFORE:
            raise wrong('this is a notice; write it like { at_least_before = "5 days" }.')
        return time


@dataclass(frozen=True, slots=True)
class Least(Figure[int]):
    """The smallest number that will do; the larger is the stricter."""

    stricter: ClassVar[Stricter] = Stricter.MORE

    @classmethod
    def read_value(cls, raw: object) -> int:
        if not isinstance(raw, int) or isinstance(raw, bool) or not 0 <= raw <= MOST:
            raise wrong(f'{raw!r} is not a whole number from 0 to {MOST}, nor "not set", "none" or "local".')
        return raw

    @classmethod
    def read_local(cls, text: str) -> int:
        return cls.read_value(int(text) if text.isdecimal() and len(text) <= len(str(MOST)) else text)

    @classmethod
    def rank(cls, value: int) -> Fraction:
        return Fraction(value)


@dataclass(frozen=True, slots=True)
class Most(Least):
    """The largest number that will do; the smaller is the stricter."""

    stricter: ClassVar[Stricter] = Stricter.LESS


@dataclass(frozen=True, slots=True)
class Day(Figure[date]):
    """A day; of two the sooner is the stricter."""

    stricter: ClassVar[Stricter] = Stricter.LESS

    @classmethod
    def read_value(cls, raw: object) -> date:
        if type(raw) is not date:
            raise wrong(
                f'{raw!r} is not a day; write it bare, like 2023-06-22, or write "not set" or "local".'
            )
        if not _FIRST_YEAR <= raw.year <= _LAST_YEAR:
            raise wrong(f"{raw} cannot be meant; a year lies between {_FIRST_YEAR} and {_LAST_YEAR}.")
        return raw

    @classmethod
    def read_local(cls, text: str) -> date:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return cls.read_value(text)
        return cls.read_value(day)

    @classmethod
    def rank(cls, value: date) -> Fraction:
        return Fraction(value.toordinal())

    @classmethod
    def plain_value(cls, value: date) -> Any:
        return value.isoformat()

    @classmethod
    def say_value(cls, value: date) -> str:
        return f"{value.day} {value:%B %Y}"


@dataclass(frozen=True, slots=True)
class Text(Figure[str]):
    """Words, a number to ring, an address. Of two nobody can say which is the stricter."""

    @classmethod
    def read_value(cls, raw: object) -> str:
        return read_words(raw)


@dataclass(frozen=True, slots=True)
class YesNo(Figure[bool]):
    """Whether something is required; of two readings, that it is."""

    stricter: ClassVar[Stricter] = Stricter.MORE

    @classmethod
    def read_value(cls, raw: object) -> bool:
        if not isinstance(raw, bool):
            raise wrong(f'{raw!r} is neither true nor false, nor "not set", "none" or "local".')
        return raw

    @classmethod
    def read_local(cls, text: str) -> bool:
        return cls.read_value({"yes": True, "no": False}.get(text, text))

    @classmethod
    def rank(cls, value: bool) -> Fraction:
        return Fraction(value)

    @classmethod
    def say_value(cls, value: bool) -> str:
        return "required" if value else "not required"
