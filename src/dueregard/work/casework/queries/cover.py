"""Cover in the weeks ahead: which posts that handle concerns have nobody on which days."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from ....authority.access.models import Absence, Holding
from ....authority.access.powers import stand_ins
from ....authority.access.vocabulary import READS_CASES
from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment, london_day
from ....mechanisms.clocks.queries.calendars import calendar
from ....mechanisms.clocks.rules.cover import FOUR_WEEKS, Presence, cover_gaps
from ..rules.cover import CoverDay, Run, days_ahead, runs, still_ahead
from .looking import presences

A_WEEK = 7


@dataclass(frozen=True, slots=True)
class PostCover:
    """A post and its cover, day by day. Whoever deputises for it counts as being there."""

    role: str
    title: str
    days: tuple[CoverDay, ...]
    runs: tuple[Run, ...]
    held_by: frozenset[UUID]
    """Who holds it, or stands in for it, at some time in these days."""


def cover_ahead(moment: Moment, days: int = FOUR_WEEKS) -> tuple[PostCover, ...]:
    """Every post that the policies in force give a part in handling concerns, or call accountable, from today on."""
    first, place = london_day(moment.as_at), calendar(moment)
    deputies = stand_ins(moment)
    held: dict[str, list[Presence]] = {}
    for holding in Holding.known_at(moment.known_at):
        held.setdefault(holding.role, []).extend(presences([holding], moment.as_at))
    away = presences(Absence.known_at(moment.known_at), moment.as_at)
    found = []
    for role, title in _posts(moment).items():
        there = [presence for each in (role, *deputies.get(role, ())) for presence in held.get(each, ())]
        gaps = still_ahead(cover_gaps(there, away, place, first, days), moment.as_at)
        each_day = days_ahead(gaps, place, first, days)
        found.append(PostCover(role, title, each_day, runs(each_day), _people(there)))
    return tuple(found)


def gaps_this_week(moment: Moment) -> tuple[PostCover, ...]:
    """The posts with a day, or hours, in the next seven days in which nobody is there."""
    return tuple(post for post in cover_ahead(moment, A_WEEK) if post.runs)


def _posts(moment: Moment) -> dict[str, str]:
    """The posts by id, with the title of the policy that came first."""
    found: dict[str, str] = {}
    for control in in_force("role", moment):
        block = control.block
        if not block.body and (block.accountable or READS_CASES & set(block.may)):
            found.setdefault(control.id, block.title)
    return found


def _people(there: Iterable[Presence]) -> frozenset[UUID]:
    return frozenset(presence.person_id for presence in there)
