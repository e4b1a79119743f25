"""The ways a person may stand to a provider."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb


class Standing(StrEnum):
    """What somebody is here. One person can be several at once."""

    STAFF = "staff"
    ASSOCIATE = "associate"
    VOLUNTEER = "volunteer"
    BOARD = "board-member"
    LEARNER = "learner"
    EMPLOYER_STAFF = "employer-staff"
    SUBCONTRACTOR_STAFF = "subcontractor-staff"
    AGENCY_STAFF = "agency-staff"


WORKS_HERE = frozenset(
    {
        Standing.STAFF,
        Standing.ASSOCIATE,
        Standing.VOLUNTEER,
        Standing.BOARD,
        Standing.AGENCY_STAFF,
        Standing.SUBCONTRACTOR_STAFF,
    }
)
"""Whose conduct belongs behind the restricted door: everybody who works for or under the provider."""


class Work(StrEnum):
    """What somebody who works here does, as policies tell it apart."""

    DELIVERY = "delivery"
    """Teaches, trains, assesses or coaches learners."""
    SUPPORT = "support"
    """Supports learners otherwise, or the running of the provider."""
    MANAGEMENT = "management"
    IT = "it"
    """Runs filtering and monitoring, among other things."""


class Regulated(StrEnum):
    """Whether the work is regulated activity with under-18s (Safeguarding Vulnerable Groups Act 2006, schedule 4)."""

    YES = "yes"
    NO = "no"


class IntakeState(StrEnum):
    """How far an import has come."""

    PLANNED = "planned"
    APPLYING = "applying"
    APPLIED = "applied"
    DROPPED = "dropped"
    """Nobody wanted it, or the records changed under it."""
    CLEARED = "cleared"
    """It was dropped, and the rows it had staged are deleted, or are being deleted."""


class Apart(StrEnum):
    """What is read only where a provider has opted in, and is kept apart from everything else: of learners, and of
    staff, each by itself."""

    ETHNICITY = "ethnicity"
    DISABILITY = "disability"
    NATIONAL_INSURANCE = "national-insurance-number"
    STAFF_SEX = "staff-sex"
    STAFF_ETHNICITY = "staff-ethnicity"
    STAFF_DISABILITY = "staff-disability"


OF_STAFF = (Apart.STAFF_SEX, Apart.STAFF_ETHNICITY, Apart.STAFF_DISABILITY)
"""What is kept of those whom the provider employs, and of nobody else who works here: whoever employs them keeps it."""


class Use(StrEnum):
    """What for a provider may opt in. The list is closed: what is not on it is no reason to ask."""

    EQUALITY = "equality-monitoring"
    """Equality of opportunity and treatment, in figures and never about one person (UK GDPR Art 9(2)(g); Data
    Protection Act 2018 Sch 1 para 8)."""
    ADJUSTMENTS = "reasonable-adjustments"
    """What disabled learners and staff have a right to (Equality Act 2010 s 20; UK GDPR Art 9(2)(g); Data Protection
    Act 2018 Sch 1 para 6)."""
    FUNDING = "funding-evidence"
    """Showing the funder whom publicly funded training was for (UK GDPR Art 6(1)(e))."""


USES: Mapping[Apart, tuple[Use, ...]] = {
    Apart.ETHNICITY: (Use.EQUALITY,),
    Apart.DISABILITY: (Use.ADJUSTMENTS, Use.EQUALITY),
    Apart.NATIONAL_INSURANCE: (Use.FUNDING,),
    Apart.STAFF_SEX: (Use.EQUALITY,),
    Apart.STAFF_ETHNICITY: (Use.EQUALITY,),
    Apart.STAFF_DISABILITY: (Use.ADJUSTMENTS, Use.EQUALITY),
}
"""For which of them each may be kept."""


@verb("people.opted-in")
class OptedIn(Verb):
    """From now until this day somebody lets one kind of what is kept apart be read, for one purpose."""

    kept: Apart
    use: Use
    last_day: date


@verb("people.opted-out")
class OptedOut(Verb):
    """One kind of what is kept apart is no longer read, and what there is of it is destroyed."""

    kept: Apart


@verb("people.kept-apart-read")
class KeptApartRead(Verb):
    """Somebody opened what is kept apart of one member of staff. It says nothing of whether anything is."""


@verb("people.kept-apart-said")
class KeptApartSaid(Verb):
    """Somebody wrote down by hand, or took back, one kind of what is kept apart of one member of staff."""

    kept_apart: UUID
    kept: Apart


@verb("people.kept-apart-destroyed")
class KeptApartDestroyed(Verb):
    """Keys of what was kept apart were destroyed: its time was over, or something newer came in its place."""

    kept: Apart
    keys: int


@verb("people.span-recorded")
class SpanRecorded(Verb):
    """Somebody was employed, enrolled or placed."""

    standing: Standing
    span: UUID


@verb("people.span-ended")
class SpanEnded(Verb):
    """An employment, enrolment or placement ended."""

    span: UUID


@verb("people.number-recorded")
class NumberRecorded(Verb):
    """Somebody is known by a number."""

    number: UUID


@verb("people.import-begun")
class ImportBegun(Verb):
    """A file of people was read and compared, and is being applied; nothing of it is seen yet."""

    batches: int


@verb("people.import-applied")
class ImportApplied(Verb):
    """Everything a file of people brought is seen from now on. The batch of its rows has the import's id."""

    added: int
    changed: int
    ended: int


@verb("people.import-dropped")
class ImportDropped(Verb):
    """An import that was begun is not finished: somebody changed the same records meanwhile."""


@verb("people.import-cleared-away")
class ImportClearedAway(Verb):
    """The rows of an import that was dropped are deleted. Nobody ever saw them."""

    rows: int
