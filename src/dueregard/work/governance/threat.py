"""The national threat level: its five steps, what a change of it touches, and what the audit record says of it.

The level is the government's, about the country; a person enters what they saw published. Nothing here asks another
machine, and nothing that follows from it is about a person.
"""

from datetime import date
from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb


class Level(StrEnum):
    """The five steps, the lowest first."""

    LOW = "low"
    MODERATE = "moderate"
    SUBSTANTIAL = "substantial"
    SEVERE = "severe"
    CRITICAL = "critical"


class Touches(StrEnum):
    """What may be looked at again when the level changes. There is no third."""

    PLACE = "place"
    """Each site by itself."""
    PLAN = "plan"


@verb("governance.threat-seen")
class ThreatSeen(Verb):
    """Somebody wrote down which threat level they saw published."""

    threat_sight: UUID
    level: Level
    seen_on: date


@verb("governance.threat-corrected")
class ThreatCorrected(Verb):
    """Somebody put right what was written of a threat level seen; the row that stood is kept."""

    threat_sight: UUID
    level: Level
    seen_on: date


@verb("governance.threat-task-done")
class ThreatTaskDone(Verb):
    """A place or a plan was looked at because the threat level had changed."""

    threat_task: UUID
    touches: Touches
