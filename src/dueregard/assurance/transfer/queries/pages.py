"""Which pages were made of a case."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ....ground.crypto.operations import Shut, unseal
from ..models import OnePage


@dataclass(frozen=True, slots=True)
class PageMadeBefore:
    """A page that was made."""

    at: datetime
    by_person: UUID | None
    names: int
    passages: int
    words: Mapping[str, str]


def pages_of(concern_id: UUID) -> tuple[PageMadeBefore, ...]:
    """Every page made of a case, the latest first; for somebody who has read it, and whose reading is logged."""
    rows = OnePage.objects.filter(concern_id=concern_id).select_related("concern__account_key")
    return tuple(_opened(row) for row in rows.order_by("-recorded_at", "-id"))


def _opened(row: OnePage) -> PageMadeBefore:
    try:
        words = json.loads(unseal(row, "words", row.concern.account_key))
    except Shut as shut:
        words = {"why": shut.sentence}
    by = UUID(row.by.removeprefix("person:")) if row.by.startswith("person:") else None
    return PageMadeBefore(row.recorded_at, by, row.names, row.passages, words)
