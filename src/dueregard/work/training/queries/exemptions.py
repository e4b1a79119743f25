"""What somebody need not do at a moment, and why."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.moments import Moment
from ..models import Exemption, ExemptionWords


@dataclass(frozen=True, slots=True)
class Excused:
    """An exemption in force, with the reason that was given for it; empty once that was disposed of."""

    row: Exemption
    reason: str


def exemptions_of(rows: Collection[UUID], moment: Moment) -> list[Exemption]:
    """What a person need not do, by any of their rows in the directory, the latest first; without the reasons."""
    return list(Exemption.objects.holding(moment).filter(person_id__in=rows).order_by("-since", "pk"))


def excused(rows: Collection[UUID], moment: Moment) -> list[Excused]:
    """The same with the reasons: only for who may give and end them, because one may tell of somebody's health."""
    found = exemptions_of(rows, moment)
    words = ExemptionWords.objects.known(moment.known_at).filter(exemption__in=found).select_related("key")
    reasons = {one.exemption_id: _read(one) for one in words}
    return [Excused(row, reasons.get(row.id, "")) for row in found]


def _read(words: ExemptionWords) -> str:
    try:
        return unseal(words, "words", words.key)
    except Shut:
        return ""
