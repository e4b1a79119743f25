"""What casework keeps: concerns as they were reported, where they went, what was done and decided, and files of persons."""

from .concerns import Concern, ConcernPerson, Delivery
from .record import Action, Decision, Entry, Triage
from .referrals import Referral, ReferralStage

__all__ = [
    "Action",
    "Concern",
    "ConcernPerson",
    "Decision",
    "Delivery",
    "Entry",
    "Referral",
    "ReferralStage",
    "Triage",
]
