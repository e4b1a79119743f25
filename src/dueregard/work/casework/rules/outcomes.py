"""How an allegation may end, what may be said of it in a reference, and as what it is kept (Keeping children safe in
education, part four; domain.md 3)."""

from enum import StrEnum

from ..vocabulary import Conduct


class AllegationOutcome(StrEnum):
    """The five words of the guidance."""

    SUBSTANTIATED = "substantiated"
    MALICIOUS = "malicious"
    FALSE = "false"
    UNSUBSTANTIATED = "unsubstantiated"
    UNFOUNDED = "unfounded"


class KeptAs(StrEnum):
    """The record class that says how long it is kept; the provider's retention schedule has the years."""

    ALLEGATION = "allegation"
    LOW_LEVEL = "low-level-concern"
    REMOVED = "allegation-malicious-or-false"
    """Taken out of their personnel file, unless they ask that it stay."""


IN_REFERENCES = frozenset({AllegationOutcome.SUBSTANTIATED})
"""Of the five, what may be in a reference; a low-level concern is in none either."""


def goes_into_references(outcome: AllegationOutcome) -> bool:
    """Whether a reference may speak of an allegation that ended so."""
    return outcome in IN_REFERENCES


def kept_as(kind: Conduct | None, outcome: AllegationOutcome | None) -> KeptAs | None:
    """As what a matter of this kind that ended so is kept; None: as every other concern."""
    if kind is Conduct.LOW_LEVEL:
        return KeptAs.LOW_LEVEL
    if kind is not Conduct.ALLEGATION:
        return None
    removed = {AllegationOutcome.MALICIOUS, AllegationOutcome.FALSE}
    return KeptAs.REMOVED if outcome in removed else KeptAs.ALLEGATION
