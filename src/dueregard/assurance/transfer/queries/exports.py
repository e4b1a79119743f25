"""Exports of everything: who may ask and who may agree, how each stands, and where its file lies."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from ....authority.access import queries as access
from ....authority.access.powers import accountable_roles, powers_in_force
from ....authority.access.vocabulary import Capability
from ....ground.kernel.moments import Moment
from ..models import Export, ExportStep
from ..vocabulary import Step

KEPT = timedelta(days=7)
"""How long a file waits to be fetched, and a question to be answered. A figure of this program."""


@dataclass(frozen=True, slots=True)
class Stood:
    """An export and how far it has come."""

    row: Export
    steps: tuple[ExportStep, ...]

    @property
    def last(self) -> Step | None:
        """The step it came to; None while a second person is awaited."""
        return Step(self.steps[-1].step) if self.steps else None

    @property
    def made(self) -> ExportStep | None:
        """That its file was made."""
        return next((one for one in self.steps if one.step == Step.MADE), None)

    @property
    def is_over(self) -> bool:
        """Whether nothing comes of it any more."""
        return any(one.step in (Step.REFUSED, Step.GONE) for one in self.steps)

    @property
    def is_agreed(self) -> bool:
        """Whether a second person agreed, and its file is, or will be, there."""
        return any(one.step == Step.AGREED for one in self.steps) and not self.is_over


def asks(who: access.Reader, moment: Moment) -> bool:
    """Whether somebody may ask for everything: whoever answers for a policy here."""
    return bool(who.roles & accountable_roles(moment))


def agrees(who: access.Reader, moment: Moment) -> bool:
    """Whether somebody may agree that it leaves: whoever answers for a policy, or decides on concerns. Never the same
    person who asked."""
    return asks(who, moment) or Capability.DECIDE in who.capabilities


def who_may_agree(row: Export, moment: Moment) -> frozenset[UUID]:
    """Everybody in a post who may answer, and did not ask."""
    powers = powers_in_force(moment)
    deciding = {role for role, given in powers.may.items() if Capability.DECIDE in given}
    people = {one.person_id for one in access.holders(deciding | accountable_roles(moment), moment)}
    return frozenset(people - access.rows_of(row.asker_id, moment))


def exports(moment: Moment, most: int = 20) -> list[Stood]:
    """The latest first."""
    rows = list(Export.objects.known(moment.known_at).defer("words").order_by("-recorded_at", "-id")[:most])
    steps: dict[UUID, list[ExportStep]] = {row.id: [] for row in rows}
    for one in ExportStep.objects.filter(export__in=list(steps)).defer("words").order_by("recorded_at", "id"):
        steps[one.export_id].append(one)
    return [Stood(row, tuple(steps[row.id])) for row in rows]


def export_with(export_id: UUID, moment: Moment) -> Stood | None:
    """One of them."""
    row = Export.objects.known(moment.known_at).filter(pk=export_id).select_related("key").first()
    if row is None:
        return None
    steps = ExportStep.objects.filter(export=row).defer("words").order_by("recorded_at", "id")
    return Stood(row, tuple(steps))


def agreed(now: datetime) -> list[UUID]:
    """Those whose file is still to be made."""
    return [one.row.id for one in exports(Moment.now(now)) if one.is_agreed and not one.made]


def until(one: Stood) -> datetime:
    """When it ends by itself: its file, or the question."""
    return (one.made.recorded_at if one.made else one.row.recorded_at) + KEPT


def folder() -> Path:
    """Where closed files wait: in the data folder, and in no backup."""
    return Path(settings.DATA) / "exports"


def file_of(export_id: UUID) -> Path:
    """Where the closed file of an export lies."""
    return folder() / f"{export_id}.age"


def progress_of(export_id: UUID) -> tuple[int, int] | None:
    """How many tables are done, of how many; None when nobody has begun."""
    try:
        done, of = json.loads(noted(export_id).read_text())
    except (OSError, ValueError):
        return None
    return int(done), int(of)


def noted(export_id: UUID) -> Path:
    """Where it is noted how far the worker has come."""
    return folder() / f"{export_id}.progress"
