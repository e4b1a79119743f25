"""What every row is asked, whatever file it came from: a name that can be kept, and days that can be true."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from .rows import Loss, Problem, Stay

LONGEST_NAME = 100
_OLDEST = 1900
_YOUNGEST_AGE = 13
_GREATEST_AGE = 100
_FAR_AHEAD_YEARS = 5
_NOT_WRITTEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and those that turn text round or cannot be seen."""
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")


def tidied(text: str) -> str:
    """Text as it is kept: composed, in one line, without spaces at its ends or two together."""
    if text.isascii() and "  " not in text and text.isprintable():
        return text.strip()
    return " ".join(_NOT_WRITTEN.sub(" ", unicodedata.normalize("NFC", text)).split())


def named(given: str, family: str) -> tuple[str, str]:
    """Given and family name as we keep them. Whoever goes by one name has it as the family name."""
    return (given, family) if family else ("", given)


def judge_name(row: int, column: str, given: str, family: str) -> Iterator[Problem]:
    """A name that cannot be kept."""
    if not family:
        yield _lost(row, column, "There is no name in this row.")
    elif max(len(given), len(family)) > LONGEST_NAME:
        yield _lost(row, column, f"A name may be {LONGEST_NAME} characters long. This is longer.")
    elif "�" in given + family:
        yield _lost(
            row, column, "A letter of this name was lost before the file came here. Export it as UTF-8."
        )


def judge_birth(row: int, column: str, born: date, today: date) -> Iterator[Problem]:
    """A birthday that cannot be true, and one that is unlikely."""
    if born > today:
        yield _lost(row, column, "This date of birth lies in the future.")
    elif born.year < _OLDEST:
        yield _lost(row, column, "Nobody alive was born then.")
    elif not _YOUNGEST_AGE <= today.year - born.year <= _GREATEST_AGE:
        message = f"This would be somebody under {_YOUNGEST_AGE} or over {_GREATEST_AGE}. Is the year right?"
        yield Problem(row, column, message)


def judge_stay(row: int, columns: tuple[str, str], stay: Stay, today: date) -> Iterator[Problem]:
    """Days that contradict each other, and a beginning so far ahead that the year must be wrong. `columns`: what since
    and until are called in the file."""
    if stay.since and stay.last_day and stay.last_day < stay.since:
        yield _lost(row, columns[1], "This ends before it begins.")
    if stay.since and stay.since.year - today.year > _FAR_AHEAD_YEARS:
        yield _lost(row, columns[0], "This begins more than five years from now. Is the year right?")


@lru_cache(maxsize=64)
def is_email(text: str) -> bool:
    """Whether it could be an address."""
    return len(text) <= 254 and bool(_EMAIL.match(text))


def _lost(row: int, column: str, message: str) -> Problem:
    return Problem(row, column, message, Loss.ROW)
