"""Kinds of control: what a kind is, the six questions it may answer, and the register of all kinds.

Every kind answers `check` and `words` from the file alone. The other four (`ready`, `duties`, `evidence`,
`change`) are answered by a kind that has the method: there is no default answer to inherit.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, ClassVar, Generic, Protocol, TypeVar, runtime_checkable
from uuid import UUID

from ...ground.audit.vocabulary import Stream
from ...ground.kernel.moments import Moment
from .blocks import Block
from .values.time import Time
from .values.trouble import Trouble
from .values.when import Fact
from .values.who import Named, Naming, Who, bare_name

B = TypeVar("B", bound=Block)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question is about: a provider's records of one circle, as at a moment."""

    provider_id: UUID
    circle: Stream
    moment: Moment


class Status(StrEnum):
    """How a control stands. In order of gravity: a clause shows the first that any of its controls has."""

    NOT_MET = "not met"
    AT_RISK = "at risk"
    NOT_SET = "not set"
    NO_DATA = "no data"
    """Records should exist and do not."""
    NOT_YET_DUE = "not yet due"
    MET = "met"
    NO_OCCASION = "no occasion"
    """Nothing fell due."""
    KEPT_BY_HAND = "kept by hand"
    NOT_TESTABLE = "not testable"

    @property
    def gravity(self) -> int:
        """0 is the gravest."""
        return list(Status).index(self)


class Basis(StrEnum):
    """What a reading rests on."""

    HAPPENED_HERE = "happened here"
    DOCUMENT_SEEN = "document seen"
    SOMEBODYS_WORD = "somebody's word"


@dataclass(frozen=True, slots=True)
class Count:
    """So many of so many: 11 of 12 concerns."""

    n: int
    of: int
    unit: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a control stands, with the reason. It names no person."""

    status: Status
    because: str
    basis: Basis | None = None
    count: Count | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something a provider must have before a control can work: a post held, a number given."""

    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed: about what, on which occasion, by whom, from when and by when."""

    about: UUID
    occasion: str
    """Stable across editions of the policy: a cycle's start, a document's edition, an event's id."""
    owes: Who
    since: datetime
    time: Time | None


class Treatment(StrEnum):
    """What a new edition does to what is already open."""

    KEEP = "keep"
    MOVE = "move"
    END = "end"


@dataclass(frozen=True, slots=True)
class EffectOfChange:
    """What adopting a new edition would do, with figures."""

    treatment: Treatment
    affected: int
    sentence: str


class File(Protocol):
    """What a kind may see of the file it is checked in."""

    def blocks(self, kind: str) -> Mapping[str, Block]:
        """Every block of a kind that could be read, by id."""


class Kind(Generic[B]):
    """A kind of control. A subclass says what its block holds and what only it can check."""

    name: ClassVar[str]
    on_screen: ClassVar[str]
    """What people call it; the name is never shown."""
    Block: ClassVar[type[Block]]
    facts: ClassVar[Mapping[str, Fact]] = {}
    """What its conditions may ask about."""
    anchors: ClassVar[frozenset[str]] = frozenset()
    """What its times may count from, pause at and restart at."""
    persons: ClassVar[frozenset[str]] = frozenset()
    """Who of the matter itself may be named: `person:reporter`."""

    def check(self, id: str, block: B, file: File) -> Iterable[Trouble]:
        """What is wrong that no single key shows; paths are keys of the block."""
        return ()

    def words(self, block: B, naming: Naming = bare_name) -> str:
        """The sentence shown to people."""
        raise NotImplementedError

    def declares(self, id: str, block: B) -> Mapping[Named, str]:
        """Names other controls may use because of this one, each with what people call it."""
        return {}


@runtime_checkable
class AnswersReady(Protocol):
    """A kind that can say what the provider still lacks."""

    def ready(self, block: Any, scope: Scope) -> Iterable[Lack]:
        """What this provider lacks for the control to work."""


@runtime_checkable
class AnswersDuties(Protocol):
    """A kind under which somebody owes something."""

    def duties(self, block: Any, scope: Scope) -> Iterable[Duty]:
        """Who owes what: one query over the whole set."""


@runtime_checkable
class AnswersEvidence(Protocol):
    """A kind whose keeping can be read off the records."""

    def evidence(self, block: Any, scope: Scope) -> Reading:
        """How it stands."""


@runtime_checkable
class AnswersChange(Protocol):
    """A kind that can say what a new edition does."""

    def change(self, old: Any, new: Any, scope: Scope) -> EffectOfChange:
        """What replacing `old` with `new` would do to what is open."""


class Question(StrEnum):
    """The six questions."""

    CHECK = "check"
    READY = "ready"
    DUTIES = "duties"
    EVIDENCE = "evidence"
    CHANGE = "change"
    WORDS = "words"


def answered(kind: Kind[Any]) -> frozenset[Question]:
    """The questions a kind truly answers."""
    return frozenset(question for question in Question if hasattr(kind, question.value))


class Registry:
    """The kinds that are known."""

    def __init__(self) -> None:
        self._kinds: dict[str, Kind[Any]] = {}

    def register(self, kind: Kind[Any]) -> None:
        """Make a kind known; a second kind of the same name is a fault in our code."""
        if kind.name in self._kinds:
            raise TypeError(f"the kind {kind.name!r} is registered twice")
        self._kinds[kind.name] = kind

    def get(self, name: str) -> Kind[Any] | None:
        """The kind of this name, if there is one."""
        return self._kinds.get(name)

    def nearest(self, name: str) -> str:
        """The known name most like `name`, or empty."""
        return next(iter(get_close_matches(name, list(self._kinds), n=1)), "")

    def __iter__(self) -> Iterator[Kind[Any]]:
        return iter(self._kinds.values())

    @property
    def names(self) -> tuple[str, ...]:
        """Every known name, sorted."""
        return tuple(sorted(self._kinds))


KINDS = Registry()
"""Every kind of the installation. Packages register theirs from `controls` when Django starts."""
register = KINDS.register
