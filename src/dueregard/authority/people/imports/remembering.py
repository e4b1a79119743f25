"""What earlier imports leave for later ones: what the provider's columns mean. And that no plan lies about for long."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ....ground.kernel.moments import Moment
from ..models import Intake
from ..vocabulary import IntakeState
from .apart import taken
from .columns import Field, Meanings, Takes, may_hold, told
from .planning import drop_plan

KEPT = timedelta(days=1)
"""How long a plan that nobody applied is kept."""
_LOOKED_AT = 20


def remembered(kind: str, names: Sequence[str], takes: Takes = frozenset()) -> Meanings | None:
    """What the columns of the latest file of the same columns were said to mean when it was applied, as far as they may
    still mean it."""
    applied = Intake.objects.filter(state=IntakeState.APPLIED, kind=kind).order_by("-begun_at")
    for means in applied.values_list("means", flat=True)[:_LOOKED_AT]:
        if {*means["columns"], *means.get("others", ())} == set(names):
            columns = {name: of for name, of in means["columns"].items() if may_hold(name, Field(of), takes)}
            return told(means | {"columns": columns}, takes)
    return None


def forget_old_plans(*, now: datetime) -> None:
    """Drop what was planned and not applied within a day, or holds what may not be kept any more, with everything it
    had staged."""
    takes = taken(Moment.now(now))
    for intake in Intake.objects.filter(state=IntakeState.PLANNED).select_related("key"):
        if intake.begun_at < now - KEPT or not takes.issuperset(intake.figures.get("apart", ())):
            drop_plan(intake)
