"""A report to a board as it was made, and where the minutes of the meeting speak of it."""

from typing import ClassVar

from django.db import models

from ...ground.crypto.fields import SealedField
from ...ground.crypto.models import DataKey
from ...ground.kernel.constraints import SameProvider
from ...ground.kernel.models import Fact


class BoardReport(Fact):
    """What a board was shown. It is never drawn up again from records: this is what it said on its day."""

    named_as: ClassVar[str] = "board_report"
    meeting_on = models.DateField()
    text = models.TextField()
    """Canonical JSON: see `rules.board`. It names no person and tells no matter apart."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the text."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*Fact.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "meeting_on"], name="reports_boardreport_meeting")
        ]


class BoardMinute(Fact):
    """Where the minutes speak of a report. Said again it replaces what was said before."""

    named_as: ClassVar[str] = "minute"
    report = models.ForeignKey(
        BoardReport, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    discussed_on = models.DateField()
    key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    words = SealedField(context="reports.minute.v1", key="key")
    """The reference of the minute, and what the board decided."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("report", name="reports_boardminute_report_own"),
            SameProvider("key", name="reports_boardminute_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "report"], name="reports_boardminute_report")
        ]
