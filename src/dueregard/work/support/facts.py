"""What is so about somebody's care and support, opened: from when to when, of whom, and who says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from ...ground.crypto.operations import unseal_boxes
from ...ground.kernel.moments import Moment, london_day
from .models import CareFact
from .vocabulary import SaidBy, Situation

NAMES: Mapping[Situation, str] = {
    Situation.IN_CARE: "In care",
    Situation.CARE_EXPERIENCED: "Was in care",
    Situation.SOCIAL_WORKER: "Has a social worker",
    Situation.YOUNG_CARER: "Cares for somebody",
    Situation.EHC_PLAN: "Education, health and care plan",
    Situation.IDP: "Individual development plan",
    Situation.EARLY_HELP: "Early help",
}


@dataclass(frozen=True, slots=True)
class Known:
    """One fact with its words."""

    row: CareFact
    situation: Situation
    said_by: SaidBy
    person_row: UUID
    """The row of the record's people whom it is of."""
    words: str
    so_now: bool

    @property
    def span(self) -> str:
        """From when to when, as words."""
        begun = f"since {_day(self.row.since)}" if self.row.since else "since when is not known"
        return f"{begun}, until {_day(self.row.until)}" if self.row.until else begun


def _day(day: object) -> str:
    return f"{day:%d %B %Y}".lstrip("0")


def facts_of(concern_id: UUID, moment: Moment) -> list[Known]:
    """Every fact that stands on a record, what is so now first; for whoever has logged that reading."""
    rows = CareFact.objects.known(moment.known_at).filter(concern=concern_id)
    found = []
    today = london_day(moment.as_at)
    for row in rows.select_related("concern__account_key").order_by("since", "recorded_at", "id"):
        boxes = unseal_boxes(row, "words", row.concern.account_key)
        if boxes:
            now = (row.since is None or row.since <= today) and (row.until is None or today < row.until)
            found.append(
                Known(
                    row,
                    Situation(boxes["situation"]),
                    SaidBy(boxes["said-by"]),
                    UUID(boxes["person"]),
                    boxes.get("words", ""),
                    now,
                )
            )
    return sorted(found, key=lambda one: not one.so_now)
