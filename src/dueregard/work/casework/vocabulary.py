"""The closed lists of casework: who reports, about whom, what a form may ask, and how far a matter has come."""

from collections.abc import Mapping
from enum import StrEnum


class ReporterKind(StrEnum):
    """Who reports, as they say it or as their sign-in shows."""

    STAFF = "staff"
    LEARNER = "learner"
    VOLUNTEER = "volunteer"
    EMPLOYER = "employer"
    SUBCONTRACTOR = "subcontractor"
    VISITOR = "visitor"
    PARENT = "parent"
    BOARD_MEMBER = "board-member"
    SOCIAL_WORKER = "social-worker"
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"


class AboutKind(StrEnum):
    """Whom a concern is about."""

    SELF = "self"
    LEARNER = "learner"
    COLLEAGUE = "colleague"
    """Somebody who works here."""
    EMPLOYER_STAFF = "employer-staff"
    SUBCONTRACTOR_STAFF = "subcontractor-staff"
    VISITOR = "visitor"
    PARENT_OR_PARTNER = "parent-or-partner"
    GROUP = "group"
    OUTSIDER = "outsider"
    UNKNOWN = "unknown"
    NOT_SURE = "not-sure"


class Strand(StrEnum):
    """Which of a provider's policies the worry falls under; nobody who reports has to know."""

    SAFEGUARDING = "safeguarding"
    PREVENT = "prevent"
    COMPLAINT = "complaint"
    NON_ENGAGEMENT = "non-engagement"
    UNKNOWN = "unknown"


class PersonKind(StrEnum):
    """Which law a person falls under at the time of the harm."""

    CHILD = "child"
    ADULT_AT_RISK = "adult-at-risk"
    OTHER_ADULT = "other-adult"
    STAFF = "staff"
    UNKNOWN = "unknown"


class Channel(StrEnum):
    """How a concern came to us."""

    WEB = "web"
    IN_PERSON = "in-person"
    PHONE = "phone"
    EMAIL = "email"
    LETTER = "letter"
    FOUND = "found"


class SourceOfConcern(StrEnum):
    """What made somebody notice."""

    CONVERSATION = "conversation"
    BEHAVIOUR = "behaviour"
    APPEARANCE = "appearance"
    ACTIONS = "actions"


class Around(StrEnum):
    """The part somebody plays round the person a concern is about. Other parts, such as witness, are `access`'s."""

    PARENT = "parent-or-carer"
    PARTNER = "partner"
    FAMILY = "family"
    FRIEND = "friend"
    TEACHER = "teacher"
    EMPLOYER = "employer-or-mentor"
    SOCIAL_WORKER = "social-worker"
    POLICE = "police"
    HEALTH = "health-worker"
    SOMEBODY_ELSE = "somebody-else"


class MayWeSpeak(StrEnum):
    """Whether somebody may be spoken to about a concern; empty where nobody has asked."""

    YES = "yes"
    NO = "no"
    ASK_FIRST = "ask-first"
    NOT_SAFE = "not-safe"


class Precision(StrEnum):
    """How exactly a time is known."""

    MINUTE = "minute"
    DAY = "day"
    UNKNOWN = ""


class State(StrEnum):
    """How far a matter has come, as the desk works it."""

    NEW = "new"
    OPENED = "opened"
    TRIAGED = "triaged"
    DECIDED = "decided"
    REFERRED = "referred"
    CLOSED = "closed"
    DISPOSED = "disposed-of"
    """Its words, names and files are gone; that there was a record, and what it was of, is left."""


UNFINISHED = (State.NEW, State.OPENED, State.TRIAGED, State.DECIDED, State.REFERRED)
"""What still asks for work."""


class Due(StrEnum):
    """When something is due in a concern, seen from today."""

    LATE = "late"
    WEEK = "week"
    """In the next seven days."""


class Waits(StrEnum):
    """For whom a concern waits, when it is not us."""

    OUTSIDE = "outside"
    """For whoever a referral was sent to."""
    SECOND = "second"
    """For somebody else to join a decision."""


class Purpose(StrEnum):
    """Why a concern was put before somebody."""

    RECEIVE = "receive"
    PICKED = "picked"
    """Whoever reported chose them, of those the policy lets a reporter choose from."""
    COPY = "copy"
    REVIEW = "review"
    JOIN = "join"
    """A decision somebody else wrote waits for them."""
    MANAGE = "manage"
    """They were appointed to manage a case about somebody who works here."""


class Question(StrEnum):
    """What can be decided about a concern."""

    REFER_OUTSIDE = "refer-outside"
    RESPOND = "respond"
    MONITOR = "monitor"
    NO_REFERRAL = "no-referral"
    CONDUCT = "conduct"
    """Which kind of concern about somebody who works here it is."""
    BARRING = "barring"
    """Whether the Disclosure and Barring Service is told that somebody was removed, or would have been."""
    CLOSE = "close"


class Conduct(StrEnum):
    """Which kind of concern about an adult's conduct it is (Keeping children safe in education, part four)."""

    LOW_LEVEL = "low-level-concern"
    ALLEGATION = "allegation"
    NEITHER = "neither"
    """It is not about their conduct."""


ANSWERS: Mapping[Question, tuple[str, ...]] = {
    Question.CONDUCT: tuple(Conduct),
    Question.BARRING: ("refer", "do-not-refer"),
}
"""How the questions end that have answers of their own; they are asked of restricted matters alone."""


class EntryKind(StrEnum):
    """What an entry of the chronology records."""

    NOTE = "note"
    CALL = "call"
    MEETING = "meeting"
    VISIT = "visit"
    LETTER = "letter"
    CONSULTATION = "consultation"
    SUPPORT = "support"
    SPOKE_TO = "spoke-to-the-person"
    """Somebody spoke to the person whose conduct it is about."""
    STATEMENT = "statement-taken"
    """Somebody took a statement from whoever saw or heard it."""
    SHARED = "shared"
    CHALLENGED = "challenged"
    """Somebody was told that what they said or did is not tolerated here."""
    REVIEWED = "reviewed"
    """Whoever the policy has look at it has done so."""
    SOCIAL_WORK = "social-work-contact"
    """Work with somebody's social worker."""
    POINTED_ON = "pointed-on"
    """Somebody outside pointed us to a colleague of theirs, such as the coordinator of another region."""
    ASKED = "asked-of-us"
    """A panel, or another body a matter was referred to, asked something of us."""
    REPLIED = "our-reply"
    QUESTION = "question"
    ANSWER = "answer"
    TOLD_REPORTER = "told-reporter"
    CLOSING = "closing"
    """That it has ended, to whoever reported."""
    THANKS = "thanks"
    """Whoever reported said thank you, with one tap, once they read that it had ended."""
    MORE = "more"
    """Something the reporter, or whoever wrote it down for them, added later."""
    TOLD = "told"
    """The same, and it says when somebody here was told: its time counts for the clocks."""
    NAME_OPENED = "name-opened"
    """Somebody opened the name of whoever reported, which is kept apart from handlers; its words say why."""
    OWN_ACCOUNT = "own-account"
    """What somebody the record is about says of it themselves, in their words."""
    HANDED_IN = "file-handed-in"
    """A file came, by the reporter or whoever wrote it down for them."""
    FILED = "file-added"
    """A handler put a file with the record."""
    NOT_OPENED = "must-not-be-opened"
    """Somebody said that a file must not be opened, and why."""
    POLICE_SAID = "police-said"
    """What the police said about such a file."""
    STEPPED_ASIDE = "stepped-aside"
    """Somebody stepped aside from this matter; its words say why."""


OF_A_FILE = frozenset({EntryKind.HANDED_IN, EntryKind.FILED, EntryKind.NOT_OPENED, EntryKind.POLICE_SAID})
"""Entries that tell of a file, and stay where it lies."""


class Refiling(StrEnum):
    """Which way something went that was filed in error."""

    AWAY = "away"
    HERE = "here"
    RELINKED = "relinked"
    """Somebody had been taken for the wrong person of the directory."""


class Closing(StrEnum):
    """What whoever reported hears when a matter has ended."""

    ENDED = "ended"
    """That it was looked into, and nothing of how it ended."""
    CHECKED = "checked"
    HELPED = "helped"
    PASSED_ON = "passed-on"
    OWN_WORDS = "own-words"


class Stage(StrEnum):
    """Where a referral stands."""

    DRAFTED = "drafted"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    ASSESSED = "initial-assessment"
    INFORMATION_GATHERING = "information-gathering"
    POLICE_LED = "police-led"
    PANEL = "discussed-at-panel"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not-adopted"
    SUPPORT = "support-plan"
    REVIEWED = "reviewed"
    EXITED = "exited"
    SIX_MONTH_REVIEW = "six-month-review"
    TWELVE_MONTH_REVIEW = "twelve-month-review"
    NO_FURTHER_ACTION = "no-further-action"
    SIGNPOSTED = "signposted-elsewhere"
    CONSENT_DECLINED = "consent-declined-or-withdrawn"
    NO_FEEDBACK = "no-feedback-given"
    WITHDRAWN = "withdrawn-before-sending"


class PaperForm(StrEnum):
    """As what sort of file a referral's paper is made."""

    PDF = "pdf"
    WORD = "word"

    @property
    def ending(self) -> str:
        """How the name of such a file ends."""
        return "docx" if self is PaperForm.WORD else "pdf"


class SharingBasis(StrEnum):
    """On what it rests that somebody outside is told something."""

    DUTY = "legal-duty"
    SAFEGUARDING = "safeguarding"
    VITAL = "vital-interests"
    CRIME = "crime"
    AGREED = "agreed"
    OTHER = "other"


class Whom(StrEnum):
    """Who may be told of a referral."""

    PERSON = "person"
    PARENT = "parent"


class WasTold(StrEnum):
    """Whether they were."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not-yet"
    NOT_KNOWN = "not-known"


class Agreed(StrEnum):
    """What we are told of consent to support, such as Channel."""

    GIVEN = "given"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    NOT_ASKED = "not-asked"
    NOT_KNOWN = "not-known"
