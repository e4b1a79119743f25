"""The rungs of what is owed, how it ends, and what clocks announce and write into the ledger."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Stream, Verb, verb
from ...ground.jobs.occasions import Occasion, occasion

HOUSE_RULE = ""
"""In place of a policy's id, for what the law or the house itself asks: no policy gives it, changes it or ends it."""


class RungKind(StrEnum):
    """What a rung is for."""

    REMIND = "remind"
    """Before the end: whoever owes it is reminded."""
    LATE = "late"
    """The end has passed."""
    ESCALATE = "escalate"
    """Still not done, some time after the end."""


class Ending(StrEnum):
    """How an obligation ended."""

    DONE = "done"
    NOT_OWED = "not-owed"
    """The records no longer say that it is owed: done in another way, or fallen away."""


@occasion
class RungReached(Occasion):
    """Somebody is to be reminded, or something is late. Announced once for each rung of an obligation's lap."""

    obligation: UUID
    about: UUID
    stream: Stream
    kind: RungKind
    step: int
    """Of several reminders or escalations, which; from 1."""
    at: datetime
    """When the rung was reached; the sweep may come later."""


@verb("clocks.reconciled")
class Reconciled(Verb):
    """What is owed was compared with what was open, and a batch of differences settled."""

    opened: int
    reopened: int
    moved: int
    ended: int


@verb("clocks.swept")
class Swept(Verb):
    """A batch of reminders and late obligations was announced."""

    reminded: int
    late: int
    escalated: int


@verb("clocks.hours-set")
class HoursSet(Verb):
    """Opening hours were set."""


@verb("clocks.closure-recorded")
class ClosureRecorded(Verb):
    """Days on which the provider shuts were recorded, or taken back."""

    first_day: date
    last_day: date
    shut: bool


@verb("clocks.term-recorded")
class TermRecorded(Verb):
    """A term's dates were recorded, or taken back."""

    first_day: date
    last_day: date
    held: bool
