"""What somebody asks themselves before a referral is sent (domain.md 14, rule 5): that behaviour is there and not only
an opinion, that lawful speech and somebody's needs were thought of, and that they would do it for anybody.

Each answer is a word and the reason for it. "Not known" is an answer; nothing is. The answers are kept, not weighed:
a "no" stops nothing, since whoever sends it has given the reason.
"""

from collections.abc import Mapping
from enum import StrEnum


class Check(StrEnum):
    """The questions."""

    BEHAVIOUR = "behaviour"
    LAWFUL = "lawful-expression"
    ADJUSTMENTS = "adjustments"
    ANOTHER_WAY = "another-way"
    ANYBODY = "anybody-else"


class Answer(StrEnum):
    """What may be said to each."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not-known"


_CALLED = {
    Check.BEHAVIOUR: "whether there is behaviour",
    Check.LAWFUL: "lawful expression",
    Check.ADJUSTMENTS: "reasonable adjustments",
    Check.ANOTHER_WAY: "another route",
    Check.ANYBODY: "whether you would refer anybody else",
}


def why(check: Check) -> str:
    """Under what name the reason for an answer stands among the words."""
    return f"{check}-why"


def blank(words: Mapping[str, str]) -> tuple[Check, ...]:
    """The questions without an answer, or with one and no reason for it."""
    answers = {str(answer) for answer in Answer}
    return tuple(
        check for check in Check if words.get(check) not in answers or not words.get(why(check), "").strip()
    )


def still_blank(checks: tuple[Check, ...]) -> str:
    """What stands in the way of sending, as a sentence."""
    named = [_CALLED[check] for check in checks]
    said = " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
    return f"Before this is sent, five questions are answered. Still blank: {said}."
