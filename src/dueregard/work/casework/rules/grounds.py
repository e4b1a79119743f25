"""On what grounds a Prevent concern ends. That no ideology was found is never one by itself: people have come to harm,
and done it, whose matter was closed because none was seen (domain.md 2.4 and 14, rule 8)."""

from collections.abc import Collection
from enum import StrEnum

from ..vocabulary import Question, Strand
from .facts import Facts


class Ground(StrEnum):
    """What was found that lets it end."""

    EXPLAINED = "explained"
    NEEDS_MET = "needs-met"
    PASSED_ON = "passed-on"
    LOOKED_AFTER = "looked-after-elsewhere"
    NO_IDEOLOGY = "no-ideology"


def asks_grounds(question: Question, facts: Facts) -> bool:
    """Whether this decision ends a Prevent concern."""
    return question is Question.CLOSE and facts.get("strand") == Strand.PREVENT


def read_grounds(said: str) -> tuple[Ground, ...]:
    """Grounds as the words of a decision keep them; what is none is left out."""
    return tuple(ground for ground in Ground if ground.value in said.split())


def want_of_grounds(grounds: Collection[Ground]) -> str:
    """Why a Prevent concern may not end on these, as a sentence; empty: it may."""
    if not grounds:
        return "Say what was found that lets this end."
    if set(grounds) == {Ground.NO_IDEOLOGY}:
        return "That no ideology was found is no reason to close by itself. Say what else was found."
    return ""
