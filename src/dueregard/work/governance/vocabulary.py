"""How a policy's text changes, what its published page carries, what makes somebody look at it again, and what the
audit record says of it."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb

DRAFT = "draft"
"""What a draft is to whoever signs it: the kind of the matter."""
POLICY = "policy"
"""What an obligation, a letter or an entry about a policy as such, whatever its edition, says that it is about."""


class Change(StrEnum):
    """How much an edition changes. Whoever puts it forward says which; the program holds them to it."""

    TYPO = "typo"
    """Words that change nothing that is done: what runs stays as it is."""
    SUBSTANCE = "substance"


class Stage(StrEnum):
    """How far a draft has come."""

    DRAFTING = "drafting"
    ASKED = "asked"
    """It was put forward, and waits for whoever must be asked or must sign."""
    REFUSED = "refused"
    """Somebody said no; another text can be put forward."""
    SIGNED = "signed"
    """Every step is met; it can be published."""
    PUBLISHED = "published"


class Found(StrEnum):
    """What a review found."""

    STANDS = "stands"
    CHANGES = "changes"
    """It stays in force, and is to be changed: a draft follows."""


class Event(StrEnum):
    """What a policy may say that it is looked at again after."""

    GUIDANCE = "guidance"
    """New or changed guidance or law."""
    INCIDENT = "incident"
    SITE = "new-site"
    THREAT = "threat-level"
    INSPECTION = "inspection"
    SERVICE = "new-service"
    """New courses, new kinds of learners, a new way of working."""


SAID_OF: dict[Event, str] = {
    Event.GUIDANCE: "new guidance or law",
    Event.INCIDENT: "an incident",
    Event.SITE: "a new site",
    Event.THREAT: "a change of the threat level",
    Event.INSPECTION: "an inspection or a recommendation about quality",
    Event.SERVICE: "a new kind of course, learner or way of working",
}
"""What people call each."""


class Shown(StrEnum):
    """What a policy may say that its published page carries, beside its title and words."""

    REFERENCE = "reference"
    EDITION = "edition"
    FIRST_ADOPTED = "first-adopted"
    ISSUED = "issued"
    IN_FORCE_FROM = "in-force-from"
    REVIEWED = "reviewed"
    REVIEW_BY = "review-by"
    ISSUED_BY = "issued-by"
    PURPOSE = "purpose"


CALLED: dict[Shown, str] = {
    Shown.REFERENCE: "its document reference",
    Shown.EDITION: "its edition",
    Shown.FIRST_ADOPTED: "when it was first adopted",
    Shown.ISSUED: "when it was issued",
    Shown.IN_FORCE_FROM: "from when it is in force",
    Shown.REVIEWED: "when it was last looked at",
    Shown.REVIEW_BY: "by when it is looked at again",
    Shown.ISSUED_BY: "who issued it",
    Shown.PURPOSE: "what it is for",
}
"""What people call each."""


class Where(StrEnum):
    """Where a policy may say that it is published."""

    WEBSITE = "website"
    """The public page here, which everybody can open without an account."""


@verb("governance.draft-kept")
class DraftKept(Verb):
    """A text of a draft was kept."""

    begun: UUID
    """The first text of the same draft: its address."""


@verb("governance.draft-dropped")
class DraftDropped(Verb):
    """A draft was given up."""


@verb("governance.gap-left")
class GapLeft(Verb):
    """A value that the policy does not give was knowingly left open in a draft."""

    gap: UUID


@verb("governance.put-forward")
class DraftPutForward(Verb):
    """A draft was put before whoever must be asked or must sign."""

    putting: UUID
    change: Change


@verb("governance.called-back")
class DraftCalledBack(Verb):
    """A draft that had been put forward was taken back to be changed."""

    putting: UUID


@verb("governance.published")
class Published(Verb):
    """A signed draft became an edition, in force from a day."""

    publication: UUID
    edition: UUID
    since: date


@verb("governance.reviewed")
class Reviewed(Verb):
    """Somebody looked whether a policy still stands."""

    policy_review: UUID
    found: Found


@verb("governance.event-noted")
class EventNoted(Verb):
    """Something happened after which policies are looked at again."""

    event: Event
    happened_on: date


@verb("governance.event-taken-back")
class EventTakenBack(Verb):
    """It turned out that nothing of the kind had happened."""

    event: Event
    happened_on: date
