"""What is recorded: completions, exemptions, editions of what is to be read, gates passed or overridden, checks of
people, what people say of themselves, how people were chosen, corrections that somebody asked for of the file on
themselves, how many felt how sure before and after a session, and who works here beside the place around."""

from .checks import Check, EarlyStart, SortOfProvider, SpotCheck
from .claims import Claim
from .completions import Completion, DocumentEdition, Exemption, ExemptionWords, Passage
from .cpd import CpdEntry
from .overrides import Override
from .own_file import CorrectionAnswer, CorrectionRequest
from .recruiting import Candidate, CandidateDecision, PanelMember, TakenOn, Vacancy, VacancyNote
from .sureness import SureTally
from .workforce import Baseline, Judgement

__all__ = [
    "Baseline",
    "Candidate",
    "CandidateDecision",
    "Check",
    "Claim",
    "Completion",
    "CorrectionAnswer",
    "CorrectionRequest",
    "CpdEntry",
    "DocumentEdition",
    "EarlyStart",
    "Exemption",
    "ExemptionWords",
    "Judgement",
    "Override",
    "PanelMember",
    "Passage",
    "SortOfProvider",
    "SpotCheck",
    "SureTally",
    "TakenOn",
    "Vacancy",
    "VacancyNote",
]
