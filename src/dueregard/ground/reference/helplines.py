"""Public numbers that pages may show, shipped as dated data with source and confidence."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Helpline:
    """One number, when it is staffed, and how surely we know."""

    key: str
    title: str
    number: str
    when: str
    use: str
    """`danger`, `talk` or `staff`: on which pages it belongs."""
    nations: tuple[str, ...]
    source: str
    confidence: str
    checked_on: date
    recheck_by: date


@cache
def _shipped() -> tuple[Helpline, ...]:
    data = tomllib.loads((resources.files(__package__) / "helplines.toml").read_text())
    return tuple(Helpline(**{**line, "nations": tuple(line["nations"])}) for line in data["line"])


def helplines(nation: str, *uses: str) -> tuple[Helpline, ...]:
    """The numbers of a nation for these uses, in the order in which a page shows them."""
    return tuple(line for line in _shipped() if nation in line.nations and line.use in uses)


def stale(on: date) -> tuple[Helpline, ...]:
    """The numbers whose re-check day has passed."""
    return tuple(line for line in _shipped() if line.recheck_by < on)
