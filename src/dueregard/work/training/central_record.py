"""The single central record: which checks there are, how each came out, what was seen, and what is asked of whom."""

from enum import StrEnum
from uuid import UUID

from ...authority.people.vocabulary import Standing
from ...ground.audit.vocabulary import Verb, verb


class CheckKind(StrEnum):
    """The checks that are recorded of people who work here, in the order of the record's columns.

    A separate look at the barred list belongs to a start before the certificate (`EarlyStart`), and whether work is
    regulated activity to how somebody stands here (`people.Span`): neither is a check of its own.
    """

    IDENTITY = "identity"
    PROHIBITION = "prohibition"
    """That they are not barred from teaching or from the work (Education Act 2002, section 142 and later orders)."""
    DBS = "dbs"
    QUALIFICATIONS = "qualifications"
    OVERSEAS = "overseas"
    """Further checks on somebody who lived or worked abroad."""
    RIGHT_TO_WORK = "right-to-work"
    MANAGEMENT_DIRECTION = "management-direction"
    """That no direction bars them from management (Education and Skills Act 2008, section 128)."""
    EWC = "ewc-registration"
    """Registration with the Education Workforce Council, in Wales."""
    REFERENCES = "references"
    ONLINE_SEARCH = "online-search"


SAID: dict[CheckKind, str] = {
    CheckKind.IDENTITY: "identity",
    CheckKind.PROHIBITION: "not prohibited from the work",
    CheckKind.DBS: "DBS certificate",
    CheckKind.QUALIFICATIONS: "qualifications",
    CheckKind.OVERSEAS: "checks abroad",
    CheckKind.RIGHT_TO_WORK: "right to work",
    CheckKind.MANAGEMENT_DIRECTION: "not barred from management",
    CheckKind.EWC: "Education Workforce Council registration",
    CheckKind.REFERENCES: "references",
    CheckKind.ONLINE_SEARCH: "online search",
}
"""What people call each."""


class Outcome(StrEnum):
    """How a check came out. A certificate that says something is recorded as decided on, never with what it says."""

    SEEN = "seen"
    CONFIRMED = "confirmed"
    """Whoever employs them confirmed it in writing: for agency and other third-party staff."""
    NOT_REQUIRED = "not-required"
    WITH_CONTENT = "with-content"


class WhyNot(StrEnum):
    """Why a check is not required for a role."""

    NOT_REGULATED = "not-regulated-activity"
    NEVER_ABROAD = "never-abroad"
    UNPAID = "unpaid"
    NO_QUALIFICATION = "no-qualification-needed"
    NOT_REGISTRABLE = "not-registrable"
    NOT_MANAGEMENT = "not-management"
    OTHER = "other"
    """Said in words."""


class Evidence(StrEnum):
    """What was seen."""

    ORIGINAL = "original-document"
    ONLINE = "online-service"
    """An official service: a share code, the register of teachers, the Update Service."""
    CERTIFIED_COPY = "certified-copy"
    LETTER = "letter"


class Level(StrEnum):
    """The level of a DBS certificate."""

    BASIC = "basic"
    STANDARD = "standard"
    ENHANCED = "enhanced"


class Barred(StrEnum):
    """Which barred lists an enhanced certificate looked at."""

    NONE = "none"
    CHILDREN = "children"
    ADULTS = "adults"
    BOTH = "both"


class UpdateService(StrEnum):
    """What the Update Service said when it was last asked."""

    NO_CHANGE = "no-change"
    CHANGED = "changed"
    """There is something new: a new certificate is to be asked for."""


class ProviderSort(StrEnum):
    """What a provider is in the law of checks; it decides which are asked."""

    COLLEGE = "college"
    ACADEMY = "academy"
    SPECIALIST = "specialist"
    """A specialist post-16 institution."""
    TRAINING = "training-provider"


class Found(StrEnum):
    """What a spot check of somebody's lines found, held against what proves them."""

    RIGHT = "right"
    WRONG = "wrong"


ON_RECORD = frozenset(
    {
        Standing.STAFF,
        Standing.ASSOCIATE,
        Standing.VOLUNTEER,
        Standing.BOARD,
        Standing.AGENCY_STAFF,
        Standing.SUBCONTRACTOR_STAFF,
    }
)
"""Who may stand in the single central record. Employers' staff and learners never do, and no check is asked of them."""
THIRD_PARTY = frozenset({Standing.AGENCY_STAFF, Standing.SUBCONTRACTOR_STAFF})
"""Whose own employer makes the checks, and confirms them to us."""


@verb("training.check-recorded")
class CheckRecorded(Verb):
    """A check of somebody was recorded, or put right."""

    kind: CheckKind
    check: UUID


@verb("training.check-taken-back")
class CheckTakenBack(Verb):
    """A check that was recorded by mistake was taken back."""

    kind: CheckKind
    check: UUID


@verb("training.early-start-recorded")
class EarlyStartRecorded(Verb):
    """Somebody starts before their certificate is here, with all that is asked for that."""

    early_start: UUID


@verb("training.provider-sort-said")
class ProviderSortSaid(Verb):
    """Somebody said what the provider is in the law of checks."""

    sort: ProviderSort
    provider_sort: UUID


@verb("training.sheet-taken")
class SheetTaken(Verb):
    """Somebody took the single central record away as a workbook."""

    numbers: bool
    """Whether the numbers of certificates are in it."""


@verb("training.spot-check-recorded")
class SpotCheckRecorded(Verb):
    """Chance picked somebody; or somebody held their lines against what proves them, and said what they found."""

    spot_check: UUID
    found: Found | None
