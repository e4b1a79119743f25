"""What the audit record says of reports: that one was made and where it was minuted, never what it says."""

from datetime import date
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb


@verb("reports.board-report-made")
class BoardReportMade(Verb):
    """A report to a board was made, for a meeting on a day."""

    board_report: UUID
    meeting_on: date
    fingerprint: UUID
    """The first half of the SHA-256 of what it says."""


@verb("reports.minute-noted")
class MinuteNoted(Verb):
    """Somebody wrote down where the minutes speak of a report."""

    minute: UUID
    discussed_on: date
