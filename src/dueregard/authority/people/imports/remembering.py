"""What earlier imports leave for later ones: what the provider's columns mean. And that no plan lies about for long."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ..models import Intake
from ..vocabulary import IntakeState
from .columns import Meanings, told
from .planning import drop_plan

KEPT = timedelta(days=1)
"""How long a plan that nobody applied is kept."""
_LOOKED_AT = 20


def remembered(kind: str, names: Sequence[str]) -> Meanings | None:
    """What the columns of the latest file of the same columns were said to mean when it was applied."""
    applied = Intake.objects.filter(state=IntakeState.APPLIED, kind=kind).order_by("-begun_at")
    for means in applied.values_list("means", flat=True)[:_LOOKED_AT]:
        if {*means["columns"], *means.get("others", ())} == set(names):
            return told(means)
    return None


def forget_old_plans(*, now: datetime) -> None:
    """Drop what was planned and not applied within a day, with everything it had staged."""
    old = Intake.objects.filter(state=IntakeState.PLANNED, begun_at__lt=now - KEPT)
    for intake in old.select_related("key"):
        drop_plan(intake)
