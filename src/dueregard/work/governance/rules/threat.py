"""What a policy says of the threat level, which of several sightings changed it, and what is still to be looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import pairwise
from typing import ClassVar
from uuid import UUID

from ....authority.policy.blocks import Block, Flag, Id, Part, Reminder, Words
from ....authority.policy.values.figures import TimeLimit
from ....authority.policy.values.who import Who
from ..threat import Level, Touches

THREAT = "threat-level"


class Step(Part):
    """One of the five levels, and what the policy says that it means."""

    level: Level
    means: Words


class ThreatTask(Part):
    """Something that is looked at again when the level changes: a place or a plan."""

    misplaced: ClassVar[dict[str, str]] = dict.fromkeys(
        ("person", "people", "learners", "staff", "population", "populations", "audience"),
        "a change of the threat level touches places and plans, and never a person; delete it.",
    )

    id: Id
    touches: Touches
    what: Words
    owner: Who
    within: TimeLimit
    remind: tuple[Reminder, ...] = ()


class ThreatBlock(Block):
    """The threat level as the policy explains it: who looks it up, how often, and what follows a change."""

    levels: tuple[Step, ...]
    """All five, the lowest first."""
    owner: Who
    """Who looks up what is published, and writes it down."""
    every: TimeLimit
    remind: tuple[Reminder, ...] = ()
    term: Id | None = None
    """The definition of this policy that says what the level is."""
    looked_up: Words | None = None
    """Where it is published."""
    shown_to_staff: Flag = False
    """Whether the level stands on every page of the desk."""
    tasks: tuple[ThreatTask, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """That somebody saw a level published."""

    id: UUID
    level: Level
    on: date


def changes(sights: Sequence[Sight]) -> tuple[Sight, ...]:
    """The sightings of another level than the one before, in their order; the first of all changes nothing.

    `sights` are in the order of the days on which they were seen, and of one day in the order they were written.
    """
    return tuple(now for before, now in pairwise(sights) if now.level is not before.level)


@dataclass(frozen=True, slots=True)
class ToDo:
    """A place or plan to be looked at because of one change."""

    task: ThreatTask
    change: Sight
    control: str
    site: UUID | None = None

    @property
    def id(self) -> UUID:
        """The same for the same task of the same change, whatever the edition."""
        said = f"{self.change.id} {self.control} {self.task.id} {self.site or ''}"
        return UUID(bytes=sha256(said.encode()).digest()[:16])


def to_do(block: ThreatBlock, control: str, change: Sight | None, sites: Iterable[UUID]) -> tuple[ToDo, ...]:
    """What the last change asks for, in the order of the policy: a place at each site, or once where none is kept."""
    if change is None:
        return ()
    places: list[UUID | None] = [*sites] or [None]
    return tuple(
        ToDo(task, change, control, site)
        for task in block.tasks
        for site in (places if task.touches is Touches.PLACE else [None])
    )
