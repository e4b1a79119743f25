"""The closed lists of taking part: what somebody notes, how a learner is reached, how it ends; and its audit verbs."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb

EPISODE = "episode"
"""What the audit record, clocks and messages call one time in which a learner does not take part."""


class Sort(StrEnum):
    """What somebody noted of a learner."""

    STOPPED = "stopped"
    """They no longer take part, and nobody knows why."""
    BREAK = "break"
    """A break in learning, furlough too: agreed, and they mean to come back."""
    NO_ACCESS = "no-access"
    """They never had, or lost, access to modules about keeping safe."""


class Topic(StrEnum):
    """The modules somebody cannot open."""

    ONLINE_SAFETY = "online-safety"
    SAFEGUARDING = "safeguarding"
    PREVENT = "prevent"


class Kept(StrEnum):
    """What is written down about reaching somebody, and about keeping in touch during a break."""

    ATTEMPT = "attempt"
    """Somebody tried to reach them."""
    CONTACT = "contact"
    """Somebody was in touch with them."""
    REVIEW = "review"
    """Their programme was looked at with them."""
    LEARNING = "learning"
    """They showed that they learn."""


class Way(StrEnum):
    """How somebody was reached, or not."""

    PHONE = "phone"
    MESSAGE = "message"
    EMAIL = "email"
    LETTER = "letter"
    IN_PERSON = "in-person"
    VISIT = "visit"
    OTHERS = "through-somebody-else"


class CameOfIt(StrEnum):
    """What came of trying to reach somebody."""

    REACHED = "reached"
    WORD_LEFT = "word-left"
    NO_ANSWER = "no-answer"
    SOMEBODY_ELSE = "somebody-else-answered"


class Outcome(StrEnum):
    """How it ended."""

    BACK = "back"
    BREAK = "break-agreed"
    RESTORED = "restored"
    LEFT = "left"
    PASSED_ON = "passed-on"
    """It is with somebody who can help. Whether that is a concern, no row here says."""
    MISTAKE = "mistake"
    """It was noted by mistake: nobody was late with it."""


OUTCOMES: Final[Mapping[Sort, tuple[Outcome, ...]]] = MappingProxyType(
    {
        Sort.STOPPED: (Outcome.BACK, Outcome.BREAK, Outcome.LEFT, Outcome.PASSED_ON, Outcome.MISTAKE),
        Sort.BREAK: (Outcome.BACK, Outcome.LEFT, Outcome.PASSED_ON, Outcome.MISTAKE),
        Sort.NO_ACCESS: (Outcome.RESTORED, Outcome.LEFT, Outcome.MISTAKE),
    }
)
KEPT: Final[Mapping[Sort, tuple[Kept, ...]]] = MappingProxyType(
    {
        Sort.STOPPED: (Kept.ATTEMPT,),
        Sort.BREAK: (Kept.ATTEMPT, Kept.CONTACT, Kept.REVIEW, Kept.LEARNING),
        Sort.NO_ACCESS: (Kept.ATTEMPT,),
    }
)
"""What may be written down of each sort."""


@verb("engagement.noted")
class Noted(Verb):
    """Somebody noted that a learner does not take part. Which learner, no entry says."""

    sort: Sort


@verb("engagement.step-kept")
class StepKept(Verb):
    """Something was written down about reaching them."""

    step: UUID
    kind: Kept


@verb("engagement.flagged")
class Flagged(Verb):
    """Whoever the policy names was told."""

    flag: UUID


@verb("engagement.ended")
class Ended(Verb):
    """It ended."""

    ending: UUID
    outcome: Outcome
