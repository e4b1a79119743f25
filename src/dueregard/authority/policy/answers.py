"""What a kind of control is asked with at a provider, and what it answers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import UUID

from ...ground.audit.vocabulary import Stream
from ...ground.kernel.moments import Moment
from .blocks import Block
from .values.time import Span, Time
from .values.who import Who

B_co = TypeVar("B_co", bound=Block, covariant=True)


@dataclass(frozen=True, slots=True)
class InForce(Generic[B_co]):
    """A control of a policy in force."""

    edition_id: UUID
    policy: str
    kind: str
    id: str
    clause: str
    block: B_co

    @property
    def address(self) -> str:
        """`policy/kind.id`: the control, whatever the edition."""
        return f"{self.policy}/{self.kind}.{self.id}"

    @property
    def source(self) -> str:
        """Edition and control, as a decision or delivery keeps them: it is judged by the text of its day."""
        return f"{self.edition_id}/{self.kind}.{self.id}"


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
class Bearing:
    """One control that another is read off, where it stands, and how."""

    clause: str
    """The id of its clause."""
    title: str
    """What that clause is called."""
    what: str
    """What people call its kind."""
    reading: Reading


@dataclass(frozen=True, slots=True)
class Lack:
    """Something a provider must have before a control can work: a post held, a number given."""

    key: str
    sentence: str


class Treatment(StrEnum):
    """What a new edition does to what is already open."""

    KEEP = "keep"
    MOVE = "move"
    END = "end"


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed: about what, on which occasion, by whom, from when and by when."""

    about_kind: str
    """`concern`, and what later packages look after."""
    about: UUID
    occasion: str
    """Stable across editions of the policy: a cycle's start, a document's edition, an event's id."""
    owes: Who | None
    since: datetime
    limit: Time | None
    aim: Time | None = None
    remind: tuple[Span, ...] = ()
    """How long before the end the owner is reminded."""
    treatment: Treatment = Treatment.MOVE


@dataclass(frozen=True, slots=True)
class EffectOfChange:
    """What adopting a new edition would do, with figures."""

    treatment: Treatment
    affected: int
    sentence: str
