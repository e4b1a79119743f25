"""How a thing stands, and the line that says so."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """In the order of gravity."""

    GOOD = "good"
    LOOK = "look at it"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing. Neither sentence nor remedy holds a name or a word of anybody."""

    state: State
    sentence: str
    mend: str = ""
    """What to do about it: a command, a setting or a page; empty when there is nothing to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at."""

    id: str
    """The same in every version, for machines that read it."""
    what: str
    found: Finding
    provider: str = ""
    """The slug of the provider it was looked at for; empty when it is the same for all."""


def good(sentence: str) -> Finding:
    """Nothing is to be done."""
    return Finding(State.GOOD, sentence)


def look(sentence: str, mend: str) -> Finding:
    """Somebody should look at it soon."""
    return Finding(State.LOOK, sentence, mend)


def broken(sentence: str, mend: str) -> Finding:
    """Somebody must mend it today."""
    return Finding(State.BROKEN, sentence, mend)
