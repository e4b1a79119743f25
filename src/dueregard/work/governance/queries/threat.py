"""The threat level as it was last seen, when it changed, and what is still to be looked at because it did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ....authority.policy.answers import InForce
from ....authority.policy.models import Adoption
from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment, london_day
from ....ground.tenancy.queries import sites_open
from ..models import ThreatSight, ThreatTaskLook
from ..rules.threat import THREAT, Sight, ThreatBlock, ToDo, changes, to_do
from ..threat import Level
from .reviews import due_on, given

Placed = InForce[ThreatBlock]


def controls(moment: Moment) -> tuple[Placed, ...]:
    """What the policies in force say of it."""
    return in_force(THREAT, moment)


def sightings(moment: Moment) -> list[ThreatSight]:
    """Every sighting as it stands, corrected or not, the oldest first."""
    day = london_day(moment.as_at)
    rows = [row for row in ThreatSight.known_at(moment.known_at) if row.seen_on <= day]
    return sorted(rows, key=lambda row: (row.seen_on, row.first_written_at, row.first))


def seen(moment: Moment) -> list[Sight]:
    """The same as the rules know them."""
    return [as_seen(row) for row in sightings(moment)]


def as_seen(row: ThreatSight) -> Sight:
    """A sighting by the name it keeps through corrections."""
    return Sight(row.first, Level(row.level), row.seen_on)


def before_corrections(moment: Moment) -> dict[UUID, list[ThreatSight]]:
    """What was corrected by then, by the sighting it belongs to: its former rows, the latest first."""
    rows = ThreatSight.objects.filter(recorded_at__lte=moment.known_at).order_by("-recorded_at", "-id")
    by_entry: dict[UUID, list[ThreatSight]] = {}
    for row in rows:
        by_entry.setdefault(row.first, []).append(row)
    return {entry: former for entry, (_now, *former) in by_entry.items() if former}


def level_for_staff(moment: Moment) -> Sight | None:
    """The level that stands on every page of the desk: where a policy says so, and somebody has seen one."""
    if not any(one.block.shown_to_staff for one in controls(moment)):
        return None
    found = seen(moment)
    return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class Owed:
    """Something to be looked at, by when (None: no time is set), and on which day it was."""

    to_do: ToDo
    by: date | None
    done: ThreatTaskLook | None


def look_again(control: Placed, moment: Moment) -> tuple[date, date | None]:
    """From which day the next look counts, and by when it is due; None where the policy sets no time. Raises
    `HoursNotSet` and `TermsNotSet`."""
    found = seen(moment)
    since = found[-1].on if found else _in_force_since(control, moment)
    every = given(control.block.every, control, "every", moment).value
    return since, due_on(since, every, moment) if every else None


def looks(moment: Moment) -> dict[UUID, ThreatTaskLook]:
    """What was looked at because of the last change, by the id of its task: the same for every control."""
    change = last_change(moment)
    if change is None:
        return {}
    rows = ThreatTaskLook.objects.known(moment.known_at).filter(
        sight=change.id, done_on__lte=london_day(moment.as_at)
    )
    return {row.task: row for row in rows.select_related("key").order_by("recorded_at")}


def last_change(moment: Moment) -> Sight | None:
    """The last sighting of another level than before."""
    return next(reversed(changes(seen(moment))), None)


def owed(control: Placed, moment: Moment, done: Mapping[UUID, ThreatTaskLook] | None = None) -> list[Owed]:
    """What the last change asks for, done or not; `done`: the looks, if they were read already. Raises as
    `look_again`."""
    change = last_change(moment)
    if change is None:
        return []
    done = looks(moment) if done is None else done
    sites = [site.id for site in sites_open(moment)]
    found = []
    for one in to_do(control.block, control.address, change, sites):
        at = control.block.tasks.index(one.task)
        within = given(one.task.within, control, f"tasks.{at}.within", moment).value
        by = due_on(change.on, within, moment) if within else None
        found.append(Owed(one, by, done.get(one.id)))
    return found


def _in_force_since(control: Placed, moment: Moment) -> date:
    begun = (row.since for row in Adoption.at(moment) if row.policy == control.policy)
    return london_day(next(begun, moment.as_at))
