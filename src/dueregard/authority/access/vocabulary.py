"""The words of access: what a role may do, how a post is held, how people and matters are related, the two circles."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Stream, Verb, verb
from ...ground.jobs.occasions import Occasion, occasion


class Capability(StrEnum):
    """What a role may be given by a policy. A closed list: no policy can invent a power."""

    RECEIVE_CONCERNS = "receive-concerns"
    TRIAGE = "triage"
    DECIDE = "decide"
    CONSULT = "consult"
    REVIEW = "review"
    CLOSE = "close"
    REFER = "refer"
    MANAGE_REGISTERS = "manage-registers"
    KEEP_CHECKS = "keep-checks"
    """Keeps the single central record of checks. It opens no concern, and what opens concerns does not open it."""
    SEE_BOARD_FIGURES = "see-board-figures"
    SEE_RESTRICTED = "see-restricted"
    OPEN_RAISER = "open-raiser"
    """May open the name of whoever reported and asked that it be kept apart from handlers, for a recorded reason."""
    ANSWER_REQUESTS = "answer-requests"
    """Decides what of a record somebody it is about gets to see, where they had no hand in the matter. It opens what is
    put before them for that, and no concern."""
    APPOINT = "appoint"
    ADOPT_POLICY = "adopt-policy"
    ADMINISTER = "administer"


READS_CASES = frozenset(
    {
        Capability.RECEIVE_CONCERNS,
        Capability.TRIAGE,
        Capability.DECIDE,
        Capability.CONSULT,
        Capability.REVIEW,
        Capability.CLOSE,
        Capability.REFER,
        Capability.SEE_RESTRICTED,
        Capability.OPEN_RAISER,
        Capability.ANSWER_REQUESTS,
    }
)
"""Capabilities that open case content; giving a role that has one takes two people."""

NEEDS_SECOND_STEP = READS_CASES | {
    Capability.APPOINT, Capability.ADOPT_POLICY, Capability.ADMINISTER, Capability.KEEP_CHECKS,
}  # fmt: skip
"""Capabilities no password alone opens: those that open case content or everybody's checks, and those that decide whom
it opens to."""

OPENS_PAGES = READS_CASES | {Capability.SEE_BOARD_FIGURES}
"""Whoever holds one of these could notice a matter about themselves; matters about them are sealed."""


class Knew(StrEnum):
    """How somebody made sure that a person who cannot sign in is who they say."""

    FACE = "face-to-face"
    NUMBER = "number-known-before"
    VIDEO = "video"


class Circle(StrEnum):
    """Where a matter lies. The open circle's lists and figures are equal for everybody who may see them."""

    OPEN = "open"
    SEALED = "sealed"

    @property
    def stream(self) -> Stream:
        """The ledger stream of this circle."""
        return Stream(self.value)


class Manner(StrEnum):
    """How a post is held."""

    SUBSTANTIVE = "substantive"
    DEPUTY = "deputy"
    ACTING = "acting"


class Kinship(StrEnum):
    """Relationships between people that walls follow."""

    KIN = "kin"
    LINE_MANAGES = "line-manages"
    """`person` line-manages `other`."""


class Part(StrEnum):
    """The part somebody plays in a matter."""

    SAID_TO_HAVE_HARMED = "said-to-have-harmed"
    HARMED = "harmed"
    WORRIED_ABOUT = "worried-about"
    WITNESS = "witness"
    RAISER = "raiser"
    TYPIST = "typist"
    """Wrote down what somebody else raised; may know how it stands, as the raiser may, and no more."""
    HANDLER = "handler"
    HANDLER_IN_PERSON = "handler-in-person"
    """Handles it by who they are and by no post: the line manager of whoever complained."""
    CLOSE = "close"
    """Their parent, partner, family or friend: too close to handle it, though it is not about them."""
    EMERGENCY = "emergency"
    """Opened it for a few hours, with a reason, though it was put before none of their posts. Opens nothing sealed."""
    GRANTED = "granted"
    """Was let read it until a time, for a reason, and does nothing else in it."""
    ROUND = "round"
    """Somebody who knows or helps them for a living; may be among those who handle it."""


CONCERNED = frozenset({Part.SAID_TO_HAVE_HARMED, Part.HARMED, Part.WORRIED_ABOUT})
"""Parts of the people a matter is about."""
WALLED = CONCERNED | {Part.CLOSE}
"""Parts whose people, kin and subordinates are walled from handling the matter."""


@verb("access.holding-given")
class HoldingGiven(Verb):
    """Somebody was given a post."""

    person: UUID
    manner: Manner


@verb("access.holding-ended", lasting=True)
class HoldingEnded(Verb):
    """Somebody's time in a post was ended."""

    person: UUID
    ended: UUID
    """The row that stood until then; the entry's subject is the one that replaces it."""


@verb("access.relationship-recorded")
class RelationshipRecorded(Verb):
    """Two people were recorded as kin, or one as the other's line manager."""

    kinship: Kinship


@verb("access.away-recorded")
class AwayRecorded(Verb):
    """Somebody will be away, and their cover steps in."""

    person: UUID


@verb("access.away-ended")
class AwayEnded(Verb):
    """Somebody is back, or will not be away after all."""

    person: UUID


@verb("access.recused", lasting=True)
class Recused(Verb):
    """Somebody stepped aside from a matter."""

    person: UUID


@verb("access.post-proposed")
class PostProposed(Verb):
    """Somebody proposed to give a post that opens concerns; a second person must agree."""

    person: UUID
    manner: Manner


@verb("access.post-agreed")
class PostAgreed(Verb):
    """A second person agreed, and the post was given."""

    person: UUID
    holding: UUID


@verb("access.post-turned-down")
class PostTurnedDown(Verb):
    """A proposed post was turned down, or taken back."""

    person: UUID


@verb("access.readers-reviewed")
class ReadersReviewed(Verb):
    """Somebody went through who can open concerns, and why."""

    readers: int


@verb("access.lockout-noted")
class LockoutNoted(Verb):
    """Somebody cannot sign in; somebody else must vouch for them."""

    person: UUID


@verb("access.lockout-answered")
class LockoutAnswered(Verb):
    """Somebody vouched for them, or the note was taken back."""

    person: UUID


@verb("access.vouched")
class Vouched(Verb):
    """Somebody vouched on their own session for a person who could not sign in: the old sign-in ended, and a code for a
    new one was given."""

    person: UUID
    knew: Knew


@verb("access.readmitted")
class Readmitted(Verb):
    """What somebody reads shows to everybody who handles concerns, from when they were vouched for until a day after
    they came in."""

    person: UUID
    voucher: UUID


class EmergencyAbout(StrEnum):
    """What was written about an emergency access."""

    REASON = "reason"
    REVIEW = "review"


class Verdict(StrEnum):
    """What whoever looked at an emergency access afterwards found. Empty: nobody has looked yet."""

    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not-justified"


@verb("access.emergency-words")
class EmergencyWritten(Verb):
    """Somebody wrote why they opened a matter in an emergency, or what they found when they looked at it afterwards."""

    about: EmergencyAbout


@verb("access.emergency")
class EmergencyStands(Verb):
    """Somebody has emergency access to one matter until a time; a later entry of the same `use` ends it sooner, or says
    how it was found afterwards."""

    use: UUID
    person: UUID
    thing: UUID
    until: datetime
    told: int
    """How many people were told at once. Fewer than two: no more could be found."""
    verdict: Verdict | None = None


@occasion
class WallsMove(Occasion):
    """From an instant on somebody may be kept from matters they were not kept from: they got a post, kin or a line
    manager, or somebody vouched for them. What ends keeps nobody from anything, and says nothing."""

    since: datetime


@occasion
class SomebodyLockedOut(Occasion):
    """Somebody cannot sign in, and waits for somebody who vouches."""

    lockout: UUID
    person: UUID
    said_by: UUID


@occasion
class SomebodyVouched(Occasion):
    """Somebody who could not sign in is let in again."""

    vouching: UUID
    person: UUID
    voucher: UUID


@occasion
class PostWaits(Occasion):
    """A post that opens concerns waits for a second person."""

    proposal: UUID
    person: UUID
    proposer: UUID


@occasion
class PostGiven(Occasion):
    """Two people gave somebody a post that opens concerns."""

    holding: UUID
    person: UUID
