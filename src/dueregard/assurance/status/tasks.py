"""Readings as background work: each night, and as soon as another edition is in force."""

from collections.abc import Sequence

from ...authority.policy.vocabulary import CameIntoForce
from ...ground.audit.operations import Turn
from ...ground.jobs.declaring import JobContext, job
from ...ground.jobs.occasions import on_many
from ...ground.kernel import scope
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment
from .keeping import keep_days, keep_reading

_BY = Actor.system("readings")


@job()
def keep_past_days(context: JobContext) -> None:
    """Keep how every clause stood at the end of each day that is over and was not kept yet."""
    if not scope.is_read_only():
        keep_days(actor=_BY, now=context.now())


@job()
def keep_today(context: JobContext) -> None:
    """Keep how every clause stands now, while the day goes on."""
    if not scope.is_read_only():
        keep_reading(Moment.now(context.now()), actor=_BY, now=context.now())


def another_edition(_happened: Sequence[CameIntoForce], t: Turn) -> None:
    """What changes with an edition shows the same day, and not only the next morning."""
    keep_today.using(run_after=t.now, key="publication").enqueue()


on_many(CameIntoForce)(another_edition)
