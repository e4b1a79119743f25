"""What a report that has been sent might still say: at most two questions about how it was written.

They look at the writing and never at anybody in it, weigh nothing and decide nothing: every one may be left empty, and
the report has gone its way before any is put.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

MOST = 2


class Suggestion(StrEnum):
    """A question that is put after sending."""

    FULL_NAME = "full-name"
    """Somebody was named by initials alone."""
    WHEN = "when"
    WHOSE_WORDS = "whose-words"
    """Whether whoever reports saw it, or was told."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, as far as it matters here."""

    text: str
    names: tuple[str, ...] = ()
    by_staff: bool = False
    about_self: bool = False
    says_when: bool = False
    """A time was given in one of the boxes for it."""
    says_how_known: bool = False
    """What was said stands in its own box, or it was ticked how they know."""


def suggestions(written: Written) -> tuple[Suggestion, ...]:
    """The questions worth putting, the most useful first; never more than two.

    Initials are queried to staff, who can look a name up, and to nobody else: a learner or somebody outside may have
    written no more than they dared.
    """
    found = {
        Suggestion.FULL_NAME: written.by_staff and bool(initials_in(written.names)),
        Suggestion.WHEN: not (written.says_when or _TIME.search(written.text)),
        Suggestion.WHOSE_WORDS: not (
            written.about_self or written.says_how_known or _SOURCE.search(written.text)
        ),
    }
    return tuple(one for one, worth in found.items() if worth)[:MOST]


def initials_in(names: tuple[str, ...]) -> tuple[str, ...]:
    """Of these names, those that are initials and nothing else."""
    return tuple(name.strip() for name in names if _INITIALS.fullmatch(name.strip()))


_INITIALS = re.compile(r"[^\W\d_]\.?|[^\W\d_]\.[^\W\d_]\.?|(?:[A-Z][.\s-]{0,2}){1,3}[A-Z]\.?")
"""`J`, `J. F.`, `j.f.`, `JF`, `A-M K`; no word of small letters."""
_TIME = re.compile(
    r"\b(?:today|yesterday|tonight|tomorrow|morning|afternoon|evening|night|noon|week|weekend|month|year|ago|"
    r"mon|tues|wednes|thurs|fri|satur|sun)(?:day)?s?\b"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b"
    r"|\b\d{1,2}(?:[:.]\d\d|\s?[ap]m\b|(?:st|nd|rd|th)\b|[/-]\d{1,2})",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"\b(?:saw|seen|see|watched|noticed|found|heard|hear|overheard|said|says|say|told|tells|wrote|texted|posted|showed)\b"
    '|["“”„«»]',
    re.IGNORECASE,
)
