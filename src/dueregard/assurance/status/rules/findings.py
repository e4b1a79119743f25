"""What looking through a policy can find: each a sentence, where it stands, who can mend it and how grave it is."""

from dataclasses import dataclass
from enum import StrEnum


class Flaw(StrEnum):
    """What is looked for."""

    NOBODY = "nobody-holds-it"
    """Something is owed by posts nobody holds."""
    ONE_PERSON = "one-person"
    """The same person would take every step of a signing."""
    NO_CONTROL = "no-control"
    """A clause nothing here checks."""
    BORNE_BY_NOTHING = "borne-by-nothing"
    """An objective for which the policy does nothing."""
    NEVER = "never-met"
    """What it asks cannot be done."""
    DEAD_LINK = "dead-link"
    OUTSIDE_LINK = "outside-link"
    """An address elsewhere that nobody looks after, or that was not as it should be when somebody last looked."""
    OLD_GUIDANCE = "old-guidance"
    OLD_SOURCE = "old-source"
    """A meaning taken from what something else took the place of."""
    WRONG_SECTION = "wrong-section"
    REVIEW_LATE = "review-late"
    WORD_ONLY = "word-only"
    """A clause that stands well on nothing but somebody's word."""


class Grave(StrEnum):
    """How grave a finding is, the gravest first."""

    MEND = "to put right"
    """The policy promises something that does not happen, or cannot."""
    LOOK = "to look at"
    """Somebody who knows the matter decides whether it is right as it is."""
    KNOW = "good to know"
    """No fault: said so that nobody takes it for more than it is."""


class Mends(StrEnum):
    """Who can mend something."""

    APPOINTS = "whoever gives posts"
    OWNER = "whoever owns the policy"
    RECORDS = "whoever keeps the records it rests on"


GRAVE: dict[Flaw, Grave] = {
    Flaw.NOBODY: Grave.MEND,
    Flaw.ONE_PERSON: Grave.MEND,
    Flaw.NO_CONTROL: Grave.KNOW,
    Flaw.BORNE_BY_NOTHING: Grave.MEND,
    Flaw.NEVER: Grave.MEND,
    Flaw.DEAD_LINK: Grave.MEND,
    Flaw.OUTSIDE_LINK: Grave.LOOK,
    Flaw.OLD_GUIDANCE: Grave.LOOK,
    Flaw.OLD_SOURCE: Grave.LOOK,
    Flaw.WRONG_SECTION: Grave.LOOK,
    Flaw.REVIEW_LATE: Grave.MEND,
    Flaw.WORD_ONLY: Grave.LOOK,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. It names posts and never a person."""

    flaw: Flaw
    clause: str
    """The id of the clause; empty: the policy as a whole."""
    sentence: str
    mends: Mends = Mends.OWNER

    @property
    def grave(self) -> Grave:
        """How grave it is."""
        return GRAVE[self.flaw]
