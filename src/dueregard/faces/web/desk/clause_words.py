"""How a clause stands, in words and as the part of a drawing."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ....authority.policy.answers import Status

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MEANINGS = {
    Status.NOT_MET: _("records show that it is not done"),
    Status.AT_RISK: _("something is late, or soon will be"),
    Status.NOT_SET: _("we still have to fill something in"),
    Status.NO_DATA: _("there should be records, and there are none"),
    Status.NOT_YET_DUE: _("its time has not come"),
    Status.MET: _("records show that it is done"),
    Status.NO_OCCASION: _("nothing has happened that it speaks of"),
    Status.KEPT_BY_HAND: _("people keep it; no record here shows it"),
    Status.NOT_TESTABLE: _("it says how things are done; nothing to count"),
}
_PARTS = {
    Status.NOT_MET: "late",
    Status.AT_RISK: "grace",
    Status.NOT_SET: "undated",
    Status.NO_DATA: "undated",
    Status.MET: "kept",
}
LEGEND: "dict[str, StrPromise]" = {
    "late": _("not met"),
    "grace": _("at risk"),
    "undated": _("not set, or no data"),
    "kept": _("met"),
    "waiting": _("nothing due, or kept by hand"),
}
"""What each part of a drawing stands for, by the end of its class name."""


def part_of(status: Status | None) -> str:
    """The part of a drawing a status is; empty for none: a gap."""
    return "" if status is None else _PARTS.get(status, "waiting")


def runs(days: Sequence[tuple[date, Status | None]]) -> list[tuple[date, date, Status | None]]:
    """Weeks in which it stood alike, as spans from the first day of the first to the last of the last; the latest
    first."""
    found: list[tuple[date, date, Status | None]] = []
    for day, status in days:
        if found and found[-1][2] is status:
            found[-1] = (found[-1][0], day, status)
        else:
            found.append((day - timedelta(days=6), day, status))
    return found[::-1]
