"""How support goes on, and what the audit record says of it."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb

NOTE = "plan_note"
"""What the audit record and messages call a note that is shared from a plan."""
LONGEST_SHARED = timedelta(days=92)
"""A note is shared for a term at most; what is still needed then is shared anew."""


class Situation(StrEnum):
    """What is so about somebody that others have to know who help them."""

    IN_CARE = "in-care"
    CARE_EXPERIENCED = "care-experienced"
    SOCIAL_WORKER = "social-worker"
    """Keeping children safe in education: the lead holds and uses the fact that a child has one."""
    YOUNG_CARER = "young-carer"
    EHC_PLAN = "ehc-plan"
    """An education, health and care plan, in England."""
    IDP = "individual-development-plan"
    """In Wales."""
    EARLY_HELP = "early-help"


class SaidBy(StrEnum):
    """Who says so."""

    THEMSELVES = "themselves"
    PARENT = "parent-or-carer"
    COUNCIL = "council-or-health"
    BEFORE = "where-they-were-before"
    OUR_RECORDS = "our-own-records"
    SOMEBODY_ELSE = "somebody-else"


class Goes(StrEnum):
    """What came of looking at a plan."""

    ON = "goes-on"
    ENDED = "ended"


@verb("support.plan-begun")
class PlanBegun(Verb):
    """Support was agreed. What, and with whom, no entry says."""

    plan: UUID


@verb("support.plan-reviewed")
class PlanReviewed(Verb):
    """A plan was looked at, and goes on or ended."""

    plan_review: UUID
    goes: Goes


@verb("support.note-shared")
class NoteShared(Verb):
    """A note from a plan was shared with a colleague, for a time."""

    plan_note: UUID
    person: UUID


@verb("support.note-taken-back")
class NoteTakenBack(Verb):
    """A note was taken back before its day. Why, no entry says."""

    plan_note: UUID
    person: UUID


@verb("support.fact-kept")
class FactKept(Verb):
    """Something that is so about somebody's care or support was written down, ended or put right. What, no entry
    says."""

    care_fact: UUID
    ended: bool
