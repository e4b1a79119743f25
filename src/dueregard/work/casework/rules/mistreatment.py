"""Bullying, harassment and discrimination: what may be said of a matter, and how many were so in a quarter.

What was marked is kept in the words of its day, one a line; counts are over matters, never about a person.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ....ground.kernel.refusals import BadInput
from ..controls.indicators import Protected

WHOLE_QUARTERS = 4


class Place(StrEnum):
    """Where it happened: several may be so."""

    HERE = "here"
    WORKPLACE = "at-the-workplace"
    ONLINE = "online"
    ON_THE_WAY = "on-the-way"
    ELSEWHERE = "elsewhere"


class Answered(StrEnum):
    """How far the answer to it has come."""

    NOTHING_YET = "nothing-yet"
    CHALLENGED = "challenged"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Said:
    """What a handler says of a matter. No kinds: it was none of these after all."""

    kinds: tuple[str, ...] = ()
    """In the policy's words."""
    touched: tuple[Protected, ...] = ()
    """What the Equality Act 2010 protects that it was about, where somebody said so."""
    places: tuple[Place, ...] = ()
    challenged: str = ""
    ended: str = ""

    @property
    def answered(self) -> Answered:
        """How far the answer has come."""
        if self.ended:
            return Answered.ENDED
        return Answered.CHALLENGED if self.challenged else Answered.NOTHING_YET


def judge(said: Said, offered: Iterable[str], before: Said | None) -> None:
    """Refuse what cannot stand: a kind that no policy names and that was not marked before, nothing at all, and an end
    of which nobody says what was done."""
    known = {*offered, *(before.kinds if before else ())}
    if not set(said.kinds) <= known:
        raise BadInput("One of these is in no policy any more. Look at the list again.", field="kinds")
    if not said.kinds and not (before and before.kinds):
        raise BadInput("Choose at least one, or go back: the record needs none.", field="kinds")
    if not said.kinds and not said.ended.strip():
        raise BadInput("Say why it was none of these after all.", field="ended")
    if said.kinds and said.ended.strip() and not said.challenged.strip():
        raise BadInput("Say what was done; where nothing had to be, say that and why.", field="challenged")


def written(said: Said) -> dict[str, str]:
    """What a row keeps."""
    return {
        "kinds": "\n".join(said.kinds),
        "touched": "\n".join(map(_plain, said.touched)),
        "places": "\n".join(map(_plain, said.places)),
        "challenged": said.challenged.strip(),
        "ended": said.ended.strip(),
    }


def read(words: Mapping[str, str]) -> Said:
    """What a row says."""
    touched, places = (set(words.get(box, "").split("\n")) for box in ("touched", "places"))
    return Said(
        tuple(filter(None, words.get("kinds", "").split("\n"))),
        tuple(one for one in Protected if _plain(one) in touched),
        tuple(one for one in Place if _plain(one) in places),
        words.get("challenged", ""),
        words.get("ended", ""),
    )


def _plain(one: Protected | Place) -> str:
    return one.value.replace("-", " ")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a calendar year."""

    year: int
    of_year: int
    """1 to 4."""

    @property
    def begins(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.of_year - 2, 1)

    @property
    def last_month(self) -> date:
        """The first day of its last month."""
        return date(self.year, 3 * self.of_year, 1)

    def before(self) -> "Quarter":
        """The one before it."""
        return Quarter(self.year - 1, 4) if self.of_year == 1 else Quarter(self.year, self.of_year - 1)


def quarter_of(day: date) -> Quarter:
    """The quarter a day lies in."""
    return Quarter(day.year, (day.month + 2) // 3)


def quarters(day: date) -> tuple[Quarter, ...]:
    """The last whole quarters and the one that runs, the oldest first."""
    found = [quarter_of(day)]
    while len(found) <= WHOLE_QUARTERS:
        found.append(found[-1].before())
    return tuple(reversed(found))


@dataclass(slots=True)
class Tally:
    """The matters that came in within a quarter and stand marked. One may be of several kinds and places."""

    kinds: Counter[str] = field(default_factory=Counter)
    touched: Counter[Protected] = field(default_factory=Counter)
    places: Counter[Place] = field(default_factory=Counter)
    answered: Counter[Answered] = field(default_factory=Counter)

    def take(self, said: Said) -> None:
        """Count one matter."""
        self.kinds.update(set(said.kinds))
        self.touched.update(said.touched)
        self.places.update(said.places)
        self.answered[said.answered] += 1
