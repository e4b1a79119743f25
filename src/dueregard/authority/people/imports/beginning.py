"""Beginning to apply a plan that somebody saw: only that plan, only on the records it was made for, one at a time."""

from datetime import datetime

from ....ground.audit.operations import Subject, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import OutOfTurn
from ..models import Intake
from ..vocabulary import ImportBegun, IntakeState
from .apart import taken
from .applying import HELD
from .overtaking import touched_before
from .tasks import apply_import


class PlanChanged(OutOfTurn):
    """The file or the records have changed since this plan was shown. Nothing was changed: look at a new plan."""

    code = "plan-changed"


class AnotherImport(OutOfTurn):
    """Another file of people is being applied. Wait until it is done, and then look at a new plan."""

    code = "another-import"


class NothingToApply(OutOfTurn):
    """Nothing of this file can be applied: what is wrong with it stands in the plan."""

    code = "nothing-to-apply"


def begin(*, intake: Intake, plan: str, actor: Actor, now: datetime, apart: bool = True) -> Intake:
    """Begin to apply a plan that was shown: `plan` is its hash. `apart`: by the worker; else by whoever calls, and by
    the worker only if that dies. Raises `PlanChanged`, `AnotherImport`, or
    `NothingToApply` for a file of which nothing may be taken."""
    with turn(actor=actor, now=now) as t:
        held_until = t.now if apart else t.now + HELD
        intake = Intake.objects.select_for_update().select_related("key").get(pk=intake.pk)
        if intake.figures.get("stops"):
            raise NothingToApply
        other = Intake.objects.filter(state=IntakeState.APPLYING).exclude(pk=intake.pk).first()
        if other is not None:
            raise AnotherImport(_held(other))
        may_not_keep = not taken(t.moment).issuperset(intake.figures.get("apart", ()))
        if (
            may_not_keep
            or intake.state != IntakeState.PLANNED
            or intake.plan != plan
            or touched_before(intake)
        ):
            raise PlanChanged
        intake.state, intake.held_until, intake.by = IntakeState.APPLYING, held_until, actor.written
        intake.save()
        t.record(ImportBegun(intake.batches), Subject("import", intake.id))
        apply_import.using(run_after=held_until).enqueue(intake_id=intake.id)
    return intake


def taken_up(*, intake: Intake, now: datetime) -> Intake | None:
    """An import of exactly this plan that was begun and whose process died; None when there is none."""
    found: Intake | None = (
        Intake.objects.filter(state=IntakeState.APPLYING, held_until__lte=now, plan=intake.plan)
        .select_related("key")
        .first()
    )
    return found


def _held(other: Intake) -> str:
    said = f"{' '.join((AnotherImport.__doc__ or '').split())} It was begun at {other.begun_at:%H:%M} UTC."
    if other.held_until:
        said += (
            f" If it was cut off, the worker goes on with it after {other.held_until:%H:%M} UTC. On the command line "
            "the same command does so too."
        )
    return said
