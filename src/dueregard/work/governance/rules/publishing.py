"""What the published page of a policy carries of its version, and what of it is missing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ....authority.policy.pack import Pack
from ..vocabulary import Shown

_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_BY_TEXT = frozenset({Shown.REFERENCE, Shown.EDITION, Shown.FIRST_ADOPTED, Shown.ISSUED, Shown.REVIEW_BY})
"""What the text itself gives or leaves open; the rest comes about by what people do."""


@dataclass(frozen=True, slots=True)
class Version:
    """An edition in force, as its published page says it. Posts, and nobody by name."""

    title: str
    purpose: str
    """Its words before the first clause."""
    edition: str | None
    reference: str | None
    first_adopted: date | None
    issued: date | None
    in_force_from: date
    reviewed: date | None
    review_by: date | None
    issued_by: tuple[str, ...]
    """The posts that signed it here."""

    def carries(self, what: Shown) -> bool:
        """Whether the page has something to say there."""
        return bool(getattr(self, what.value.replace("-", "_")))


@dataclass(frozen=True, slots=True)
class Missing:
    """What a page should carry and cannot."""

    undone: tuple[Shown, ...]
    """Nobody has done what would give it."""
    silent: tuple[Shown, ...]
    """The policy leaves it open, and nobody has given it."""


def missing(version: Version, shows: Iterable[Shown]) -> Missing:
    """What of `shows` the page has nothing to say on."""
    lacking = [what for what in shows if not version.carries(what)]
    return Missing(
        tuple(what for what in lacking if what not in _BY_TEXT),
        tuple(what for what in lacking if what in _BY_TEXT),
    )


def purpose(pack: Pack) -> str:
    """What a policy says before its first clause, where it says what it is for; its title left out."""
    before = pack.words.split("{#", 1)[0].splitlines()
    if pack.clauses:
        before = before[:-1]  # the heading of that clause
    return "\n".join(line for line in before if not _HEADING.match(line)).strip()
