"""The closed lists of liaison: what sort of body it is, how we were in touch, what came of it; and its audit verbs."""

from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb

EXCHANGE = "exchange"
"""What the audit record calls one time at which somebody of ours was in touch with a body outside."""


class Sort(StrEnum):
    """What sort of body a policy names."""

    COUNCIL = "council"
    POLICE = "police"
    SAFEGUARDING = "safeguarding-partnership"
    PREVENT = "prevent"
    """The regional coordinator, the Prevent team or the Channel panel."""
    HEALTH = "health"
    FUNDER = "funder"
    HOST = "host"
    """Whoever owns the place where we teach: a garrison, a college."""
    OTHER = "other"


class Way(StrEnum):
    """How somebody was in touch."""

    MEETING = "meeting"
    EVENT = "event"
    """A briefing, a forum, a network."""
    CALL = "call"
    WRITING = "writing"


class Came(StrEnum):
    """What came of it here."""

    CHANGED = "changed"
    """Something in the policy, or in what we do, changed because of it."""
    NOTHING = "nothing"
    """Nothing changed, and there is a reason."""


@verb("liaison.exchange-kept")
class ExchangeKept(Verb):
    """Somebody wrote down that one of us was in touch with a body outside."""

    way: Way


@verb("liaison.upshot-said")
class UpshotSaid(Verb):
    """Somebody wrote down what changed because of it, or why nothing did."""

    upshot: UUID
    came: Came


@verb("liaison.undertaken")
class Undertaken(Verb):
    """It was agreed that a post of ours does something by a day."""

    undertaking: UUID


@verb("liaison.fulfilled")
class Fulfilled(Verb):
    """What was agreed was done."""

    fulfilment: UUID


@verb("liaison.retracted")
class Retracted(Verb):
    """What was written down was a mistake."""

    retraction: UUID
