"""Registers beside a policy: what it relies on, what it is read with, how it is made known; and what somebody saw."""

from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb


class Force(StrEnum):
    """What a source is to the policy that relies on it."""

    STATUTORY = "statutory"
    GUIDANCE = "guidance"
    OWN = "own"
    """What the provider itself has written or stands for."""
    RESOURCE = "resource"
    """Help from others to which people are pointed, such as a free course."""


class Channel(StrEnum):
    """By what a policy is made known."""

    HANDBOOK = "handbook"
    INDUCTION = "induction"
    INTRANET = "intranet"
    WEBSITE = "website"
    DISPLAY = "display"
    """On the premises, looked at site by site."""
    LETTER = "letter"
    SESSION = "session"


TEXTS = frozenset({Channel.HANDBOOK, Channel.INTRANET, Channel.WEBSITE, Channel.DISPLAY})
"""Channels that hold the text itself: once a new edition is in force, what was seen there before is another text."""


class Audience(StrEnum):
    """To whom a policy is made known."""

    STAFF = "staff"
    LEARNERS = "learners"
    EMPLOYERS = "employers"
    SUBCONTRACTORS = "subcontractors"
    SUPPLIERS = "suppliers"
    VISITORS = "visitors"
    PARENTS = "parents"
    BOARD = "board"


class Saw(StrEnum):
    """What somebody saw who looked."""

    STANDS = "stands"
    """It is as the register says."""
    NEWER = "newer"
    """Of a source there is a newer edition than the policy names."""
    OLDER = "older"
    """What is made known is an older edition than the one in force."""
    ONE_WAY = "one-way"
    """It is in force, and does not speak of this policy."""
    GONE = "gone"
    """It is no longer there, no longer in force, or did not take place."""


@verb("governance.register-looked")
class RegisterLooked(Verb):
    """Somebody looked at an entry of a register beside a policy."""

    register_look: UUID
    saw: Saw
