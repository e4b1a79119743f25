"""A provider whose policy says what happens when a learner stops taking part, and what a tutor notes there."""

from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.answers import Reading, Scope
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.work.engagement.controls import ENGAGEMENT_KIND
from dueregard.work.engagement.models import Episode
from dueregard.work.engagement.operations.noting import Note, note_episode
from dueregard.work.engagement.queries import controls
from dueregard.work.engagement.vocabulary import Sort, Topic
from household import NOON, SETUP, make_holder, make_person

TODAY = london_day(NOON)
WHO = "Kit Marlow, group 4"


class Crew(NamedTuple):
    """Who works and learns there."""

    tutor: UUID
    lead_tutor: UUID
    other: UUID
    admin: UUID
    learner: UUID


def crew() -> Crew:
    """Adopt the policy, and fill its posts."""
    adopt(data=archetype("apprenticeship-provider"), path="apprenticeship-provider.md", actor=SETUP, now=NOON)
    return Crew(
        make_person("Tu Tor"),
        make_holder("Le Adtutor", "lead-tutor"),
        make_person("Ot Her"),
        make_holder("Ad Min", "administration"),
        make_person("Lea Rner", Standing.LEARNER),
    )


def noted(by: UUID, sort: Sort = Sort.STOPPED, *, on: date = TODAY, days: int = 0, **more: Any) -> Episode:
    """Something noted by somebody, so many days after noon."""
    said: dict[str, Any] = {"who": WHO, "what": "Not in any session this week."}
    said |= {"topics": (Topic.PREVENT,)} if sort is Sort.NO_ACCESS else {}
    note = Note(sort=sort, noticed_on=on, **said | more)
    return note_episode(note=note, **acting(by, days))


def acting(by: UUID, days: int = 0) -> dict[str, Any]:
    """Who does it, and when."""
    return {"actor": Actor.person(by), "now": NOON + timedelta(days=days)}


def reading(sort: Sort, days: int = 0) -> Reading:
    """How the policy's control for a sort stands so many days after noon."""
    moment = Moment.now(NOON + timedelta(days=days))
    (control,) = controls(moment)[sort]
    return ENGAGEMENT_KIND.evidence(control, Scope(scope.provider_id(), Stream.OPEN, moment))
