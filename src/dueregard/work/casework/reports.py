"""A report as a face hands it down: what somebody said, whom it is about and when, typed and nothing more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from ...authority.access.vocabulary import Part
from .vocabulary import AboutKind, Channel, Precision, ReporterKind, SourceOfConcern, Strand


@dataclass(frozen=True, slots=True)
class Occurred:
    """When something was so, and how exactly that is known."""

    at: datetime
    to_the: Precision


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """Somebody in a report: the part they play, what was said to tell who they are, and the directory's id if known."""

    part: Part
    words: Mapping[str, str]
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Picked:
    """The post whoever reports chose to tell, of those their policy offers, and why if they say."""

    role: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One concern as reported. `account` and `raiser` map fields of the form to words."""

    reporter: ReporterKind
    about: AboutKind
    account: Mapping[str, str]
    strand: Strand = Strand.UNKNOWN
    channel: Channel = Channel.WEB
    population: str = ""
    source: tuple[SourceOfConcern, ...] = ()
    """What made whoever reports notice."""
    danger: bool = False
    emergency_called_at: datetime | None = None
    raiser: Mapping[str, str] = field(default_factory=dict)
    raiser_person_id: UUID | None = None
    """Who raises it, when we know. An actor who is somebody else has typed it for them, and is no raiser."""
    raiser_apart: bool = False
    """They gave their name and asked that handlers should not have it."""
    people: tuple[PersonNamed, ...] = ()
    conduct: bool = False
    """One of these people works here and is said to have harmed somebody, whoever it is about."""
    involved: frozenset[UUID] = frozenset()
    """Of those who read reports, the ones the reporter says are involved."""
    signs: frozenset[str] = frozenset()
    """Of the lists of policies, by their address: what whoever reports sees described in their own words."""
    picked: Picked | None = None
    """It adds somebody to those the policy names, and takes nobody away."""
    noticed: Occurred | None = None
    disclosed: Occurred | None = None
    """When somebody told the person who reports."""
    happened: Occurred | None = None
    told_at: datetime | None = None
    """When whoever reports first told somebody here."""

    @property
    def anonymous(self) -> bool:
        """Whether the reporter chose to give nothing about themselves."""
        return self.reporter is ReporterKind.ANONYMOUS


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """What is added to a report later. `words` maps what it is to words; what was first written never changes."""

    words: Mapping[str, str]
    danger: bool = False
    people: tuple[PersonNamed, ...] = ()
    told: Occurred | None = None
    """When somebody here was told, where that is said only now."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the reporter keeps. The code is shown once and stored nowhere."""

    concern_id: UUID
    reference: str
    code: str
    reached: int
    """How many people it was put before; 0 means that it waits, restricted, and outside contacts are shown."""
    again: bool = field(default=False, compare=False)
    """It had been sent before: nothing was stored now."""
