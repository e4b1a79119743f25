"""Recruitment: what is said of a vacancy, how a candidate came out of it, and what the audit record says about it.

It holds little: the post, who chose, why, and that what must be there was there. No application, no CV, nothing of what
a referee wrote; and of a candidate a name and the reasons, under a key of their own.
"""

from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb


class Noted(StrEnum):
    """What may be said of a vacancy, each with a day, some with words. A policy asks for any of `ASKABLE`."""

    INTERVIEWS = "interviews"
    """The day on which the panel meets the candidates; what its members are trained in is asked as at that day."""
    NEED = "need"
    """What somebody was found to be needed for."""
    DESCRIPTION = "description-reviewed"
    """The job description was held against the post."""
    TOLD_INSIDE = "told-inside"
    """People who work here were told of it."""
    DUTIES = "duties-made-plain"
    """Whoever recruits was told that equality and the duties to keep people safe both hold."""
    MIXED = "panel-looked-at"
    """Somebody asked whether the panel is as mixed as it can be. A judgement: nothing is kept of any member."""
    EXCEPTION = "exception"
    """Why the panel is smaller than the policy asks, or not trained as it asks."""


ASKABLE = frozenset(Noted) - {Noted.INTERVIEWS, Noted.EXCEPTION}
"""What a policy may want to be said of each vacancy."""
SAID: dict[Noted, str] = {
    Noted.NEED: "what somebody is needed for",
    Noted.DESCRIPTION: "that the job description was held against the post",
    Noted.TOLD_INSIDE: "that people who work here were told of it",
    Noted.DUTIES: "that recruiters were told that equality and the duties to keep people safe both hold",
    Noted.MIXED: "whether the panel is as mixed as it can be",
}
"""What people call each that a policy may ask."""
IN_WORDS = frozenset({Noted.NEED, Noted.MIXED, Noted.EXCEPTION})
"""What is said in words; of the rest the day is enough."""


class Chosen(StrEnum):
    """How a candidate came out of it."""

    CHOSEN = "chosen"
    NOT_CHOSEN = "not-chosen"
    WITHDREW = "withdrew"


DECIDED = frozenset({Chosen.CHOSEN, Chosen.NOT_CHOSEN})
"""What the panel decides; whoever withdraws decides it themselves."""


@verb("training.vacancy-opened")
class VacancyOpened(Verb):
    """A post is to be filled."""


@verb("training.vacancy-noted")
class VacancyNoted(Verb):
    """Something was said of a vacancy."""

    vacancy_note: UUID
    what: Noted


@verb("training.panel-seated")
class PanelSeated(Verb):
    """Somebody sits on the panel of a vacancy, or does not any more."""

    panel_member: UUID
    seated: bool


@verb("training.candidate-noted")
class CandidateNoted(Verb):
    """Somebody is a candidate for a vacancy. Who, the record does not say."""

    candidate: UUID


@verb("training.candidate-decided")
class CandidateDecided(Verb):
    """A candidate was chosen or not chosen, or withdrew."""

    candidate_decision: UUID
    outcome: Chosen


@verb("training.taken-on")
class PersonTakenOn(Verb):
    """Whoever was chosen begins, as somebody of the directory."""

    taken_on: UUID
    missing: int
    """How much of what must be there before was missing; more than none only where the policy lets somebody override
    it."""
