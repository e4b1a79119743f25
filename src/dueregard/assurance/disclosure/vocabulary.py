"""The words of giving somebody to see what is held of them, and what the audit record says of it: no word of it."""

from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb

SHEET = "disclosure-sheet"
"""What the audit record and messages call a record that was put up to be weighed."""


class Gives(StrEnum):
    """What somebody gets to see of one thing."""

    WHOLE = "whole"
    IN_PART = "in-part"
    NOT = "withheld"


class Consent(StrEnum):
    """What somebody else, whom a thing is about too, said to its being given (Data Protection Act 2018, Schedule 2,
    paragraph 16)."""

    GIVEN = "given"
    REFUSED = "refused"
    NO_ANSWER = "no-answer"
    NOT_ASKED = "not-asked"
    """Why they were not asked belongs to the balance."""
    CANNOT = "cannot-consent"


class Sort(StrEnum):
    """What a thing is, as far as it changes what has to be asked of it."""

    REPORT = "report"
    WHO_REPORTED = "who-reported"
    PERSON = "person"
    HAPPENED = "happened"
    PLAN = "plan"
    FILE = "file"
    ELSEWHERE = "elsewhere"
    """It was written at another provider."""


class By(StrEnum):
    """How whoever asked gets the copy."""

    CODE = "code-page"
    PAPER = "paper"


@verb("disclosure.put-up")
class PutUp(Verb):
    """A record was put up, for somebody who had no hand in it to weigh. For which request, the row says."""

    disclosure_sheet: UUID
    answerer: UUID


@verb("disclosure.weighed")
class ThingWeighed(Verb):
    """It was decided what somebody gets to see of one thing. Which, and why, no entry says."""

    weighing: UUID
    gives: Gives


@verb("disclosure.copy-made")
class CopyMade(Verb):
    """A copy was made for whoever asked: how much it gives, and how much is left out."""

    given_copy: UUID
    by: By
    whole: int
    in_part: int
    withheld: int


@verb("disclosure.letter-decided")
class LetterDecided(Verb):
    """It was decided whether the person a matter was about is told in a letter how it ended. Which sentence, and why,
    no entry says."""

    outcome_letter: UUID
    safe: bool
