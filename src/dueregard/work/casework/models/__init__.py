"""What casework keeps: concerns as they were reported, where they went, what was done and decided, and
files of persons."""

from .about_referrals import Checklist, Copy, Paper
from .concerns import Concern, ConcernPerson, Delivery
from .guessing import WrongTries
from .joining import JoinedConcern
from .marking import Marking
from .record import Action, Assent, Decision, Entry, Triage
from .referrals import Referral, ReferralStage
from .refiling import Refiled

__all__ = [
    "Action",
    "Assent",
    "Checklist",
    "Concern",
    "ConcernPerson",
    "Copy",
    "Decision",
    "Delivery",
    "Entry",
    "JoinedConcern",
    "Marking",
    "Paper",
    "Referral",
    "ReferralStage",
    "Refiled",
    "Triage",
    "WrongTries",
]
