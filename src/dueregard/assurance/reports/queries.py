"""Reports to a board that were made, each as it was made, and where the minutes speak of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ...authority.access.queries import Reader
from ...authority.access.vocabulary import Capability
from ...ground.crypto.operations import Shut, unseal
from ...ground.kernel.moments import Moment
from ...ground.kernel.rulings import Ruling, allow, deny
from .models import BoardMinute, BoardReport
from .rules.board import Told, digest, read


@dataclass(frozen=True, slots=True)
class Minuted:
    """Where the minutes speak of a report."""

    row: BoardMinute
    words: str
    """Empty where they can be read no more."""


@dataclass(frozen=True, slots=True)
class Made:
    """A report that was made."""

    row: BoardReport
    told: Told
    whole: bool
    """Whether what is kept is what was made."""
    minuted: Minuted | None

    @property
    def made_at(self) -> datetime:
        """When."""
        return self.row.recorded_at


def ruling_on_reporting(who: Reader) -> Ruling:
    """Whether somebody makes and sees reports to a board: whoever sees the board's figures."""
    if Capability.SEE_BOARD_FIGURES in who.capabilities:
        return allow("you see the board's figures")
    return deny("Only whoever sees the board's figures makes reports to the board.")


def reports_made(moment: Moment) -> tuple[Made, ...]:
    """Every report, the latest first."""
    rows = list(BoardReport.objects.known(moment.known_at).order_by("-meeting_on", "-recorded_at", "-id"))
    minutes = BoardMinute.objects.known(moment.known_at).select_related("key").order_by("recorded_at", "id")
    minuted = {row.report_id: row for row in minutes.filter(report__in=rows)}
    return tuple(
        Made(row, read(row.text), digest(row.text) == row.digest, _minuted(minuted.get(row.id)))
        for row in rows
    )


def report_made(report_id: UUID, moment: Moment) -> Made | None:
    """One of them."""
    return next((one for one in reports_made(moment) if one.row.id == report_id), None)


def _minuted(row: BoardMinute | None) -> Minuted | None:
    if row is None:
        return None
    try:
        return Minuted(row, unseal(row, "words", row.key))
    except Shut:
        return Minuted(row, "")
