"""A draft as its list of sections shows it: the words, and each check as the sentence it says."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from .....authority.policy.kinds import KINDS
from ...policy_text import drawn
from .reading import Reading


@dataclass(frozen=True)
class Check:
    """A check under a section."""

    at: int
    sort: str
    """What people call its kind."""
    words: str
    """What it says; empty while it has faults."""


@dataclass(frozen=True)
class Listed:
    """A section of the list."""

    at: int
    number: str
    title: str
    depth: int
    words: Markup
    checks: tuple[Check, ...]


def listed(reading: Reading) -> list[Listed]:
    """Every section in the order of the file."""
    fences = list(enumerate(reading.parts.document.fences))
    return [
        Listed(
            at,
            stretch.heading.id,
            stretch.heading.title,
            stretch.heading.level,
            drawn(stretch.words),
            tuple(_check(reading, one, fence) for one, fence in fences if fence.clause == stretch.heading.id),
        )
        for at, stretch in enumerate(reading.sections)
    ]


def _check(reading: Reading, at: int, fence: Any) -> Check:
    kind = KINDS.get(fence.kind)
    pack = reading.judgement.pack
    control = pack.control(fence.kind, fence.id) if pack else None
    words = kind.words(control.block, pack.name_of) if kind and pack and control else ""
    return Check(at, kind.on_screen if kind else fence.kind, words)
