"""How an entry of a register stands, from what somebody last saw and when it is looked at again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from uuid import UUID

from ....authority.policy.answers import Basis, Status
from ..registers import Saw


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is looked at by itself."""

    item: str
    title: str
    audience: str = ""
    site: UUID | None = None
    text: bool = False
    """It holds the text of the policy, so that a new edition leaves it behind."""

    @property
    def key(self) -> str:
        """Tells it from the others of its register, in few characters."""
        return sha256(f"{self.item}/{self.audience}/{self.site or ''}".encode()).hexdigest()[:32]

    @property
    def place(self) -> tuple[str, str, UUID | None]:
        """What a look at it is found by."""
        return self.item, self.audience, self.site


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody saw, and when."""

    on: date
    saw: Saw
    basis: Basis


class State(Enum):
    """How an entry stands, the gravest first: what the clause then shows, and what is said of it."""

    GONE = Status.NOT_MET, "it was gone when somebody last looked"
    ABSENT = Status.NOT_MET, "it is not in force here"
    LATE = Status.NOT_MET, "it was due to be looked at"
    NEWER = Status.AT_RISK, "there is a newer edition than the policy names"
    OLDER = Status.AT_RISK, "an older edition was seen there"
    BEFORE = Status.AT_RISK, "the edition in force came after somebody last looked there"
    ONE_WAY = Status.AT_RISK, "it does not speak of this policy"
    NO_TIME = Status.NOT_SET, "how often it is looked at is not set"
    TO_COME = Status.NOT_YET_DUE, "nobody has looked at it yet, and its time has not come"
    GOOD = Status.MET, "it was as it should be"

    def __init__(self, status: Status, words: str) -> None:
        self.status = status
        self.words = words


_SAID = {Saw.GONE: State.GONE, Saw.NEWER: State.NEWER, Saw.OLDER: State.OLDER, Saw.ONE_WAY: State.ONE_WAY}
_ORDER = list(State)


@dataclass(frozen=True, slots=True)
class Stands:
    """An entry as it stands on a day."""

    entry: Entry
    state: State
    last: Look | None
    since: date
    """From when its time runs: the last look, or when the policy first spoke of it."""
    by: date | None
    """By which day it is looked at again; None where no time is set, or it needs no looking at."""


def stands(
    entry: Entry,
    last: Look | None,
    *,
    first: date,
    edition: date,
    today: date,
    again: Callable[[date], date] | None,
) -> Stands:
    """How an entry stands. `first`: since when the policy speaks of it; `edition`: since when its text is in force."""
    since = last.on if last else first
    by = again(since) if again else None
    return Stands(entry, _state(entry, last, by, edition, today), last, since, by)


def _state(entry: Entry, last: Look | None, by: date | None, edition: date, today: date) -> State:
    if last and last.saw is Saw.GONE:
        return State.GONE
    if by is not None and by < today:
        return State.LATE
    if last and last.saw is not Saw.STANDS:
        return _SAID[last.saw]
    if last and entry.text and last.on < edition:
        return State.BEFORE
    if by is None:
        return State.NO_TIME
    return State.GOOD if last else State.TO_COME


def gravest(found: Sequence[Stands]) -> Stands:
    """The one that tells how the whole register stands: the gravest, and of several the one that is due first."""
    return min(found, key=lambda one: (_ORDER.index(one.state), one.by or date.max))


def weakest(found: Sequence[Stands]) -> Basis | None:
    """What the looks rest on: somebody's word if one of them does; None where nobody looked."""
    bases = {one.last.basis for one in found if one.last}
    return next((basis for basis in (Basis.SOMEBODYS_WORD, Basis.DOCUMENT_SEEN) if basis in bases), None)
