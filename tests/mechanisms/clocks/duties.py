"""Duties the tests of obligations share."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from dueregard.authority.policy.answers import Treatment
from dueregard.ground.audit.vocabulary import Stream
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.mechanisms.clocks.rules.owing import Identity, Owed, Rung, Terms
from dueregard.mechanisms.clocks.vocabulary import RungKind
from household import NOON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def duty(
    number: int,
    *,
    due: datetime | None = NOON + DAY,
    control: str = "clock.report",
    circle: Stream = Stream.OPEN,
    owners: tuple[str, ...] = ("dsl",),
    rungs: Iterable[Rung] | None = None,
    treatment: Treatment = Treatment.MOVE,
) -> Owed:
    """Something owed about thing `number`, with a `ladder` unless other rungs are given."""
    if rungs is None:
        rungs = ladder(due) if due else ()
    identity = Identity("prevent", control, "concern", UUID(int=number), "reported")
    return Owed(identity, Terms(owners, NOON, due, None, tuple(rungs)), circle, treatment)


def ladder(due: datetime) -> tuple[Rung, ...]:
    """A reminder an hour before the end, late just after it, escalated a day later."""
    return (
        Rung(RungKind.REMIND, 1, due - HOUR),
        Rung(RungKind.LATE, 1, due + timedelta(microseconds=1)),
        Rung(RungKind.ESCALATE, 1, due + DAY),
    )


def open_numbers() -> list[int]:
    """The things something is open about."""
    return sorted(
        about.int for about in Obligation.objects.filter(closed_at=None).values_list("about_id", flat=True)
    )
