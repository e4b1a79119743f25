"""What casework keeps: concerns as they were reported, where they went, what was done and decided, and
files of persons."""

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
    "Concern",
    "ConcernPerson",
    "Decision",
    "Delivery",
    "Entry",
    "JoinedConcern",
    "Marking",
    "Referral",
    "ReferralStage",
    "Refiled",
    "Triage",
    "WrongTries",
]
