"""Once a month chance picks ten people, and somebody holds their lines of the record against what proves them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from ....ground.audit.operations import Subject, Turn, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ..central_record import Found, SpotCheckRecorded
from ..models import SpotCheck
from ..queries.central_record import grid
from ..queries.spot_checks import of_month
from .checks import keeper_of

MANY = 10
Chance = Callable[[Sequence[UUID], int], Sequence[UUID]]
"""Picks so many of some, each as likely as any other: `random.SystemRandom().sample`."""


def draw_spot_check(*, chance: Chance, actor: Actor, now: datetime) -> tuple[SpotCheck, ...]:
    """Let chance pick this month's ten, or everybody where there are fewer.

    Raises `NotPermitted`; `OutOfTurn` where they were picked already; `BadInput` where nobody is on the record.
    """
    with turn(actor=actor, now=now) as t:
        keeper_of(t)
        month = _month(t)
        if of_month(month, t.moment):
            raise OutOfTurn("This month's people were picked already. They are on this page.")
        people = [line.person for line in grid(t.moment).lines]
        if not people:
            raise BadInput("Nobody is on the record yet, so there is nobody to pick.")
        picked = chance(people, min(MANY, len(people)))
        return tuple(_save(t, SpotCheck(person_id=person, month=month)) for person in picked)


def record_spot_check(*, spot_check_id: UUID, found: Found, actor: Actor, now: datetime) -> None:
    """Say whether the lines of somebody were right. Said anew, the row before stays.

    Raises `NotPermitted`; `NothingHere` for a row that chance did not pick; `OutOfTurn` where somebody said it already.
    """
    with turn(actor=actor, now=now) as t:
        keeper_of(t)
        row: SpotCheck | None = SpotCheck.objects.filter(pk=spot_check_id).first()
        if row is None:
            raise NothingHere
        if not SpotCheck.objects.known(t.moment.known_at).filter(pk=row.pk).exists():
            raise OutOfTurn("Somebody said already what was found. Look again.")
        _save(t, SpotCheck(person_id=row.person_id, month=row.month, found=found, replaces=row))


def _month(t: Turn) -> date:
    return london_day(t.moment.as_at).replace(day=1)


def _save(t: Turn, row: SpotCheck) -> SpotCheck:
    row.recorded_at, row.by = t.now, t.actor.written
    row.save()
    verb = SpotCheckRecorded(row.id, Found(row.found) if row.found else None)
    t.record(verb, Subject("person", row.person_id))
    return row
