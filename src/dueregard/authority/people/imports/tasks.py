"""Imports as background work: applying those begun on a page and those whose process died, and tidying up."""

from uuid import UUID

from ....ground.audit.batches import OvertakenByOthers
from ....ground.jobs.declaring import JobContext, job
from ....ground.kernel.actors import Actor
from ..models import Intake
from ..vocabulary import IntakeState
from .applying import carry_on
from .clearing import clear_dropped
from .destroying import destroy_what_is_over
from .remembering import forget_old_plans


@job(apart=True)
def apply_import(context: JobContext, *, intake_id: UUID) -> None:
    """Apply one import to its end, unless another process is at it; then look again when that could have died."""
    applying = Intake.objects.filter(pk=intake_id, state=IntakeState.APPLYING)
    intake = applying.select_related("key").first()
    if intake is None:
        return
    if intake.held_until and intake.held_until > context.now():
        apply_import.using(run_after=intake.held_until).enqueue(intake_id=intake_id)
        return
    try:
        carry_on(
            intake=intake,
            actor=Actor.system("import"),
            clock=context.now,
            say=lambda _done, _of: context.extend(),
        )
    except OvertakenByOthers:
        return  # it was given up, and its page says so


@job(apart=True)
def destroy_kept_apart(context: JobContext) -> None:
    """After somebody opted out: forget plans that hold what may not be kept, and destroy what is kept of it."""
    forget_old_plans(now=context.now())
    destroy_what_is_over(now=context.now())


@job(apart=True)
def tidy_imports(context: JobContext) -> None:
    """Forget plans that nobody applied, destroy what is kept apart and over, and delete what dropped imports had
    staged."""
    forget_old_plans(now=context.now())
    destroy_what_is_over(now=context.now())
    clear_dropped(now=context.now())
