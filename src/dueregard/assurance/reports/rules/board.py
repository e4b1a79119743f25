"""A report to a board: the time it speaks of, how numbers are told in it, and the one form in which it is kept."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from ....authority.policy.answers import Reading
from ....ground.kernel.canonical import canonical_json
from ....work.casework.rules.figures import FEWEST, shown

FORM = 1
MONTHS = 12
HIDDEN = f"not shown: fewer than {FEWEST} could be somebody"
SO_FEW = "so few that the number could say who"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: lines of what, and how it is."""

    title: str
    lines: tuple[tuple[str, str], ...]
    nothing: str = ""
    """What is said where there are no lines."""


@dataclass(frozen=True, slots=True)
class Told:
    """A whole report."""

    board: str
    """What the board is called; empty where no policy names one."""
    meeting_on: date
    since: date
    until: date
    """The first day after the time its figures speak of."""
    sections: tuple[Section, ...]


def window(today: date) -> tuple[date, date]:
    """The last twelve whole months. Two reports of one month have the same figures, so that nothing can be told from
    the difference of two days."""
    until = today.replace(day=1)
    return until.replace(year=until.year - 1), until


def number(count: int) -> str:
    """A number of matters or people, as a board may see it."""
    return HIDDEN if 0 < count < FEWEST else str(count)


def part_of(count: int, whole: int) -> str:
    """A number that is part of another that is told: hidden too where the rest of it would be so few."""
    return HIDDEN if 0 < count < FEWEST or 0 < whole - count < FEWEST else str(count)


def parts(counts: Mapping[str, int], whole: int) -> tuple[tuple[str, str], ...]:
    """Numbers beside each other; of so few in all, none of them."""
    numbers = dict.fromkeys(counts) if 0 < whole < FEWEST else shown(counts)
    return tuple((name, HIDDEN if one is None else str(one)) for name, one in numbers.items())


def stands(reading: Reading) -> str:
    """How something stands and why, with small numbers hidden as on every page."""
    count = reading.count
    if count and count.of < FEWEST:
        return f"{reading.status}: {SO_FEW}"
    # Some reasons begin with the figure themselves.
    told = count is None or reading.because.startswith(f"{count.n} of {count.of} ")
    figure = "" if told or count is None else f"{count.n} of {count.of} {count.unit}, "
    return f"{reading.status}: {figure}{reading.because}"


def why(readings: Iterable[Reading]) -> str:
    """Why something stands as it does, of several each once, in one sentence; some of them end with a stop."""
    return "; ".join(dict.fromkeys(stands(one).rstrip(".") for one in readings))


def write(told: Told) -> str:
    """The one form that is kept."""
    said = {
        "form": FORM,
        "board": told.board,
        "meeting_on": told.meeting_on,
        "since": told.since,
        "until": told.until,
        "sections": [
            {"title": one.title, "lines": [list(line) for line in one.lines], "nothing": one.nothing}
            for one in told.sections
        ],
    }
    return canonical_json(said).decode()


def read(text: str) -> Told:
    """A kept report."""
    said = json.loads(text)
    meeting_on, since, until = (date.fromisoformat(said[key]) for key in ("meeting_on", "since", "until"))
    sections = (
        Section(one["title"], tuple((what, how) for what, how in one["lines"]), one["nothing"])
        for one in said["sections"]
    )
    return Told(said["board"], meeting_on, since, until, tuple(sections))


def digest(text: str) -> str:
    """SHA-256 of what is kept."""
    return sha256(text.encode()).hexdigest()
