"""What casework keeps: concerns as they were reported, where they went, what was done and decided, and
files of persons."""

from .about_referrals import Checklist, Consent, Copy, Paper, Told
from .concerns import Concern, ConcernPerson, Delivery
from .conduct import Advice, CaseManager, Removal, TheirWork
from .granting import Grant
from .guessing import WrongTries
from .joining import JoinedConcern
from .marking import Marking
from .meetings import Meeting
from .mistreatment import Mistreatment
from .record import Action, Assent, Decision, Entry, Triage
from .referrals import Referral, ReferralStage
from .refiling import Refiled
from .sharing import Share

__all__ = [
    "Action",
    "Advice",
    "Assent",
    "CaseManager",
    "Checklist",
    "Concern",
    "ConcernPerson",
    "Consent",
    "Copy",
    "Decision",
    "Delivery",
    "Entry",
    "Grant",
    "JoinedConcern",
    "Marking",
    "Meeting",
    "Mistreatment",
    "Paper",
    "Referral",
    "ReferralStage",
    "Refiled",
    "Removal",
    "Share",
    "TheirWork",
    "Told",
    "Triage",
    "WrongTries",
]
