"""The closed lists of keeping and disposing, and what of it the ledger is told.

Sources: `Keeping children safe in education`, part four and annex C; the records toolkits of IRMS and of the DfE; the
Independent Inquiry into Child Sexual Abuse on 75 years; UK GDPR Art 5(1)(e). Practice, and no legal advice.
"""

from datetime import date
from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb


class RecordClass(StrEnum):
    """What a record is, as far as how long it is kept goes."""

    CHILD = "child"
    ABUSE = "sexual-abuse"
    TRANSFERRED = "transferred"
    ADULT = "adult"
    NOT_REFERRED_CHILD = "not-referred-child"
    NOT_REFERRED_ADULT = "not-referred-adult"
    REFERRED_ADULT = "referred-adult"
    ALLEGATION = "allegation"
    FALSE_ALLEGATION = "false-allegation"
    LOW_LEVEL = "low-level"
    STAFF_NOT_SAID = "staff-not-said"
    """About somebody who works here, and nobody has said whether it is an allegation or a low-level concern."""
    AGE_NOT_KNOWN = "age-not-known"
    CENTRAL_RECORD = "central-record"
    TRAINING = "training"
    APPROVALS = "approvals"
    COMPLAINTS = "complaints"
    MONITORING = "monitoring"
    TALK = "talk"
    """A note of a talk that became no concern."""
    TAKING_PART = "taking-part"
    """That a learner did not take part, and how they were reached."""
    LIAISON = "liaison"
    """What was written of a body outside with which we keep in touch."""


class Anchor(StrEnum):
    """From which day a period runs."""

    BORN = "born"
    LEFT = "left"
    CLOSED = "closed"
    TRANSFERRED = "transferred"
    MADE = "made"


class StaffMatter(StrEnum):
    """What a matter about somebody who works here turned out to be."""

    ALLEGATION = "allegation"
    LOW_LEVEL = "low-level"
    FALSE = "false-or-malicious"


class Came(StrEnum):
    """What came of looking at a record whose time is over."""

    KEEP = "keep"
    DISPOSE = "dispose"
    """Somebody would dispose of it; a second person has to agree."""
    NOT = "not"
    """The second person did not agree, or whoever wrote it took it back."""


class Why(StrEnum):
    """Why a record goes. A closed list: words of a reason would outlive the record, and tell of it."""

    TIME_OVER = "time-over"
    NO_REASON = "no-reason-to-keep"
    ASKED = "asked-for"
    """The person it is about asked for it, and nothing stands against that (UK GDPR Art 17)."""


class HeldOn(StrEnum):
    """What a legal hold lies on."""

    CONCERN = "concern"
    PERSON = "person"
    """Everything here that is about somebody."""
    THING = "thing"
    """One thing that belongs to no concern."""


class LooseKind(StrEnum):
    """What sort of thing belongs to no concern, as the audit record calls it."""

    TALK = "talk"
    EPISODE = "episode"
    EXCHANGE = "exchange"
    REQUEST = "rights-request"
    BREACH = "breach-log"


@verb("rights.period-set")
class PeriodSet(Verb):
    """The provider said how long it keeps records of a class. Why, the row says."""

    record_class: RecordClass


@verb("rights.filed")
class Filed(Verb):
    """Somebody said what a record is, as far as how long it is kept goes."""

    filing: UUID


@verb("rights.held")
class Held(Verb):
    """A legal hold was put on something, or lifted: until when, or without an end."""

    hold: UUID
    on: HeldOn


@verb("rights.looked-at")
class LookedAt(Verb):
    """Somebody looked at a record whose time is over, or answered whoever would dispose of it."""

    look: UUID
    came: Came


@verb("rights.record-disposed-of", lasting=True)
class RecordDisposedOf(Verb):
    """The record of a concern was disposed of by two people: everything its certificate says, so that a restore can
    write it again."""

    disposal: UUID
    record_class: RecordClass
    why: Why
    due_on: date | None
    first: UUID
    second: UUID
    entries: int
    files: int
    letters: int
    people: int
    held_until: date | None
    """Until when a backup in the folder may hold it; None: no rotation is set up."""


@verb("rights.loose-looked-at")
class LooseLookedAt(Verb):
    """Somebody looked at something of no concern whose time is over, or answered whoever would dispose of it."""

    loose_look: UUID
    came: Came


@verb("rights.loose-disposed-of", lasting=True)
class LooseDisposedOf(Verb):
    """Something that belonged to no concern was disposed of by two people: everything its certificate says, so that a
    restore can write it again."""

    loose_disposal: UUID
    kind: LooseKind
    record_class: RecordClass
    why: Why
    due_on: date | None
    first: UUID
    second: UUID
    held_until: date | None
