"""The threat level as it was last seen, when it changed, and what is still to be looked at because it did."""

from dataclasses import dataclass
from datetime import date

from ....authority.policy.answers import InForce
from ....authority.policy.models import Adoption
from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment, london_day
from ....ground.tenancy.models import Site
from ..models import ThreatSight, ThreatTaskLook
from ..rules.threat import THREAT, Sight, ThreatBlock, ToDo, changes, to_do
from ..threat import Level
from .reviews import due_on, given

Placed = InForce[ThreatBlock]


def controls(moment: Moment) -> tuple[Placed, ...]:
    """What the policies in force say of it."""
    return in_force(THREAT, moment)


def sightings(moment: Moment) -> list[ThreatSight]:
    """Every sighting, the oldest first."""
    day = london_day(moment.as_at)
    rows = [row for row in ThreatSight.known_at(moment.known_at) if row.seen_on <= day]
    return sorted(rows, key=lambda row: (row.seen_on, row.recorded_at, row.id))


def seen(moment: Moment) -> list[Sight]:
    """The same as the rules know them."""
    return [Sight(row.id, Level(row.level), row.seen_on) for row in sightings(moment)]


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


def owed(control: Placed, moment: Moment) -> list[Owed]:
    """What the last change asks for, done or not. Raises as `look_again`."""
    change = next(reversed(changes(seen(moment))), None)
    if change is None:
        return []
    sites = Site.objects.holding(moment).order_by("name").values_list("id", flat=True)
    done = {
        row.task: row
        for row in ThreatTaskLook.objects.known(moment.known_at)
        .filter(sight=change.id, done_on__lte=london_day(moment.as_at))
        .select_related("key")
        .order_by("recorded_at")
    }
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
