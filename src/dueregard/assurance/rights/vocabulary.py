"""The questions the law's papers ask a provider, whose data a basis is for, and the bases there are.

Sources: UK GDPR Arts 6, 9, 10, 30 and 35; Data Protection Act 2018, Schedule 1; the recognised legitimate interests of
the Data (Use and Access) Act 2025 (Annex 1, in force since 5 February 2026). A description for whoever fills the papers
in, not legal advice.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb


class Authority(StrEnum):
    """What the provider is in the eyes of data protection law: it decides which bases there are."""

    PUBLIC = "public-authority"
    PRIVATE = "private"


class Whose(StrEnum):
    """Kinds of people, each of whom needs a basis of their own."""

    CHILD = "child"
    ADULT_AT_RISK = "adult-at-risk"
    OTHER_ADULT = "other-adult"
    """A learner of 18 or over who needs no care or support. Nothing may be assumed for them."""
    STAFF = "staff"
    OTHERS = "others"
    """Employers' people, parents, visitors, whoever reports."""


class Article6(StrEnum):
    """Why it is lawful to hold anything at all (UK GDPR Art 6(1))."""

    LEGAL_OBLIGATION = "legal-obligation"
    PUBLIC_TASK = "public-task"
    SAFEGUARDING = "recognised-safeguarding"
    CRIME = "recognised-crime"
    EMERGENCY = "recognised-emergency"
    LEGITIMATE_INTERESTS = "legitimate-interests"


class Condition(StrEnum):
    """Why it is lawful to hold what is special: health, belief, ethnic origin (Art 9), crimes (Art 10)."""

    PARA_18 = "paragraph-18"
    """Safeguarding of children and of individuals at risk."""
    PARA_6 = "paragraph-6"
    """Statutory and government purposes."""
    PARA_10 = "paragraph-10"
    """Preventing or detecting unlawful acts."""
    PARA_12 = "paragraph-12"
    """Regulatory requirements about unlawful acts and dishonesty."""
    PARA_1 = "paragraph-1"
    """Employment, social security and social protection."""
    NONE = "none-held"


class Question(StrEnum):
    """What only the provider can say. Every blank in a paper is one of these."""

    AUTHORITY = "authority"
    CONTROLLER = "controller"
    CONTACT = "contact"
    OFFICER = "officer"
    REGISTRATION = "registration"
    HOST = "host"
    DPIA_DAY = "dpia-day"
    DPIA_OWNER = "dpia-owner"
    DPIA_REVIEW = "dpia-review"
    DPIA_ASKED = "dpia-asked"
    DPIA_LEFT = "dpia-left"
    ACCESSIBILITY_CONTACT = "accessibility-contact"
    ACCESSIBILITY_TRIED = "accessibility-tried"
    ACCESSIBILITY_KNOWN = "accessibility-known"
    KEEP_CHILD = "keep-child"
    KEEP_ABUSE = "keep-abuse"
    KEEP_ADULT = "keep-adult"
    KEEP_NOT_REFERRED = "keep-not-referred"
    KEEP_REFERRED = "keep-referred"
    KEEP_ALLEGATION = "keep-allegation"
    KEEP_LOW_LEVEL = "keep-low-level"
    KEEP_DIRECTORY = "keep-directory"
    KEEP_LOG = "keep-log"
    BASIS_CHILD = "basis-child"
    BASIS_ADULT_AT_RISK = "basis-adult-at-risk"
    BASIS_OTHER_ADULT = "basis-other-adult"
    BASIS_STAFF = "basis-staff"
    BASIS_OTHERS = "basis-others"
    CONDITION_CHILD = "condition-child"
    CONDITION_ADULT_AT_RISK = "condition-adult-at-risk"
    CONDITION_OTHER_ADULT = "condition-other-adult"
    CONDITION_STAFF = "condition-staff"
    CONDITION_OTHERS = "condition-others"
    WHY_CHILD = "why-child"
    WHY_ADULT_AT_RISK = "why-adult-at-risk"
    WHY_OTHER_ADULT = "why-other-adult"
    WHY_STAFF = "why-staff"
    WHY_OTHERS = "why-others"


DAYS = frozenset({Question.DPIA_DAY, Question.DPIA_REVIEW, Question.ACCESSIBILITY_TRIED})
"""Answered by a day."""
PARTS: dict[str, tuple[Question, ...]] = {
    "organisation": (
        Question.AUTHORITY,
        Question.CONTROLLER,
        Question.CONTACT,
        Question.OFFICER,
        Question.REGISTRATION,
        Question.HOST,
    ),
    "assessment": (
        Question.DPIA_DAY,
        Question.DPIA_OWNER,
        Question.DPIA_REVIEW,
        Question.DPIA_ASKED,
        Question.DPIA_LEFT,
    ),
    "keeping": tuple(one for one in Question if one.startswith("keep-")),
    "accessibility": tuple(one for one in Question if one.startswith("accessibility-")),
}
"""What is asked together; bases are asked for one kind of people at a time."""


def basis_of(whose: Whose) -> tuple[Question, Question, Question]:
    """The three questions about one kind of people: the basis, the condition, and why."""
    return Question(f"basis-{whose}"), Question(f"condition-{whose}"), Question(f"why-{whose}")


class BreachPart(StrEnum):
    """What is written about a breach (UK GDPR Art 33); written anew, what stood before stays beneath."""

    HAPPENED = "happened"
    PEOPLE = "people"
    CONSEQUENCES = "consequences"
    MEASURES = "measures"
    REGULATOR = "regulator"
    AFFECTED = "affected"


class Telling(StrEnum):
    """What is decided about telling the Information Commissioner, or the people it is about."""

    TELL = "tell"
    TOLD = "told"
    NOT = "not"


DECIDES = frozenset({BreachPart.REGULATOR, BreachPart.AFFECTED})
"""Parts that hold a decision about telling."""


@verb("rights.breach-stands")
class BreachStands(Verb):
    """A breach was noted, or it was settled whether the regulator is told, or that is open again."""

    log: UUID
    aware_at: datetime
    settled: bool


@verb("rights.breach-written")
class BreachWritten(Verb):
    """Something was written about a breach."""

    part: BreachPart
    telling: Telling | None = None


@verb("rights.answer-given")
class AnswerGiven(Verb):
    """Somebody answered a question of the law's papers, or answered it anew. What they said is in the row."""

    question: Question
