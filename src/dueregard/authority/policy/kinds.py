"""Kinds of control: what a kind is, the six questions it may answer, and the register of all kinds.

Every kind answers `check` and `words` from the file alone. The other four (`ready`, `duties`, `evidence`,
`change`) are answered by a kind that has the method: there is no default answer to inherit.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, ClassVar, Generic, Protocol, TypeVar, runtime_checkable

from .answers import Bearing, Duty, EffectOfChange, InForce, Lack, Reading, Scope
from .blocks import Block
from .values.trouble import Trouble
from .values.when import Fact
from .values.who import Named, Naming, bare_name

B = TypeVar("B", bound=Block)


class File(Protocol):
    """What a kind may see of the file it is checked in."""

    def blocks(self, kind: str) -> Mapping[str, Block]:
        """Every block of a kind that could be read, by id."""

    @property
    def clauses(self) -> Collection[str]:
        """The ids of its clauses."""

    @property
    def names(self) -> Collection[str]:
        """The name of every control of it, `kind.id`, also of one that could not be read."""


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

    def ready(self, control: InForce[Any], scope: Scope) -> Iterable[Lack]:
        """What this provider lacks for the control to work."""


@runtime_checkable
class AnswersDuties(Protocol):
    """A kind under which somebody owes something."""

    def duties(self, control: InForce[Any], scope: Scope) -> Iterable[Duty]:
        """Who owes what: one query over the whole set."""


@runtime_checkable
class AnswersEvidence(Protocol):
    """A kind whose keeping can be read off the records."""

    def evidence(self, control: InForce[Any], scope: Scope) -> Reading:
        """How it stands."""


@runtime_checkable
class AnswersTogether(AnswersEvidence, Protocol):
    """A kind that reads the records of several of its controls at once, with as many questions as for one."""

    def evidence_of(self, controls: Sequence[InForce[Any]], scope: Scope) -> Sequence[Reading]:
        """How each of them stands, in their order."""


@runtime_checkable
class AnswersFromOthers(Protocol):
    """A kind whose keeping is read off how other controls of its policy stand, and off no record of its own."""

    def borne_by(self, block: Any) -> Sequence[str]:
        """The controls of its policy that it is read off, each `kind.id`."""

    def evidence_from(self, bearings: Sequence[Bearing]) -> Reading:
        """How it stands, of how each of them does."""


@runtime_checkable
class AnswersChange(Protocol):
    """A kind that can say what a new edition does."""

    def change(self, old: InForce[Any], new: InForce[Any], scope: Scope) -> EffectOfChange:
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
