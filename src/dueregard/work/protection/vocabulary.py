"""The closed lists of protection: how a threat came, what protects somebody, what came of it; and its audit verbs."""

from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb

THREAT = "threat"
"""What the audit record and messages call a threat."""


class Source(StrEnum):
    """How we know of it."""

    RECEIVED = "received"
    """Somebody was threatened."""
    POLICE_BELIEVE = "police-believe"
    """The police believe that somebody is, or may be."""


class Way(StrEnum):
    """By what way a threat came."""

    IN_PERSON = "in-person"
    PHONE = "phone"
    MESSAGE = "message"
    ONLINE = "online"
    LETTER = "letter"
    OTHERS = "through-somebody-else"
    NOT_KNOWN = "not-known"


class Happened(StrEnum):
    """What was done about a threat, and what came of it."""

    POLICE_TOLD = "police-told"
    ASSESSED = "risk-assessed"
    """The police, or we with them, weighed the risk."""
    SAFEGUARDED = "safeguarding"
    """What was done here to keep somebody safe."""
    WARNED = "warning-given"
    """Somebody involved was warned."""
    INVESTIGATED = "investigation"
    ARRESTED = "arrest"
    NOTHING_MORE = "no-further-action"


class Measure(StrEnum):
    """What protects somebody."""

    PHONE_MARKER = "phone-marker"
    """The police marked a telephone number: a call from it is answered at once."""
    ADDRESS_MARKER = "address-marker"
    OTHER = "other"


class Standing(StrEnum):
    """How a measure stands."""

    ASKED = "asked"
    IN_PLACE = "in-place"
    REFUSED = "refused"
    ENDED = "ended"


MAY_FOLLOW: dict[Standing, tuple[Standing, ...]] = {
    Standing.ASKED: (Standing.IN_PLACE, Standing.REFUSED, Standing.ENDED),
    Standing.IN_PLACE: (Standing.ENDED,),
    Standing.REFUSED: (Standing.ASKED,),
    Standing.ENDED: (Standing.ASKED,),
}
"""What may come after what."""


@verb("protection.threat-logged")
class ThreatLogged(Verb):
    """A threat was written down. Against whom and by whom, no entry says."""

    source: Source


@verb("protection.step-kept")
class ThreatStepKept(Verb):
    """What was done about a threat, or came of it, was written down."""

    threat_step: UUID
    happened: Happened


@verb("protection.measure-kept")
class MeasureKept(Verb):
    """A protective measure was written down, or stands otherwise now."""

    measure: UUID
    standing: Standing
