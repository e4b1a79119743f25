"""Applying imports as background work: those begun on a page, and those whose process died."""

from uuid import UUID

from ....ground.audit.batches import OvertakenByOthers
from ....ground.jobs.declaring import JobContext, job
from ....ground.kernel.actors import Actor
from ..models import Intake
from ..vocabulary import IntakeState
from .applying import carry_on


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
