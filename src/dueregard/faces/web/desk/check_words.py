"""What the pages of the single central record call things."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ....authority.people.vocabulary import Standing
from ....work.training.central_record import (
    Barred,
    CheckKind,
    Evidence,
    Level,
    Outcome,
    ProviderSort,
    UpdateService,
    WhyNot,
)
from ....work.training.queries.lists import Line as Learning
from ....work.training.rules.checks import Cell, State
from .training.states import WORDS

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

KINDS: "dict[CheckKind, StrPromise]" = {
    CheckKind.IDENTITY: gettext_lazy("Identity"),
    CheckKind.PROHIBITION: gettext_lazy("Not prohibited"),
    CheckKind.DBS: gettext_lazy("DBS certificate"),
    CheckKind.QUALIFICATIONS: gettext_lazy("Qualifications"),
    CheckKind.OVERSEAS: gettext_lazy("Checks abroad"),
    CheckKind.RIGHT_TO_WORK: gettext_lazy("Right to work"),
    CheckKind.MANAGEMENT_DIRECTION: gettext_lazy("Not barred from management"),
    CheckKind.EWC: gettext_lazy("Education Workforce Council"),
    CheckKind.REFERENCES: gettext_lazy("References"),
    CheckKind.ONLINE_SEARCH: gettext_lazy("Online search"),
}
STANDINGS: "dict[Standing, StrPromise]" = {
    Standing.STAFF: gettext_lazy("Staff"),
    Standing.ASSOCIATE: gettext_lazy("Associate"),
    Standing.VOLUNTEER: gettext_lazy("Volunteer"),
    Standing.BOARD: gettext_lazy("Board member"),
    Standing.AGENCY_STAFF: gettext_lazy("Agency staff"),
    Standing.SUBCONTRACTOR_STAFF: gettext_lazy("Subcontractor's staff"),
}
OUTCOMES: "dict[Outcome, StrPromise]" = {
    Outcome.SEEN: gettext_lazy("It was made, and what proves it was seen"),
    Outcome.CONFIRMED: gettext_lazy("Their own employer confirmed it in writing"),
    Outcome.NOT_REQUIRED: gettext_lazy("It is not required for this role"),
    Outcome.WITH_CONTENT: gettext_lazy("A certificate came, and it says something"),
}
EVIDENCE: "dict[Evidence, StrPromise]" = {
    Evidence.ORIGINAL: gettext_lazy("The original document"),
    Evidence.ONLINE: gettext_lazy("An official online service"),
    Evidence.CERTIFIED_COPY: gettext_lazy("A certified copy"),
    Evidence.LETTER: gettext_lazy("A letter or message"),
}
WHY_NOT: "dict[WhyNot, StrPromise]" = {
    WhyNot.NOT_REGULATED: gettext_lazy("Their work is not regulated activity"),
    WhyNot.NEVER_ABROAD: gettext_lazy("They have not lived or worked abroad"),
    WhyNot.UNPAID: gettext_lazy("They are not paid"),
    WhyNot.NO_QUALIFICATION: gettext_lazy("The role needs no qualification"),
    WhyNot.NOT_REGISTRABLE: gettext_lazy("The role need not be registered"),
    WhyNot.NOT_MANAGEMENT: gettext_lazy("The role is not management"),
    WhyNot.OTHER: gettext_lazy("Another reason, in words below"),
}
LEVELS: "dict[Level, StrPromise]" = {
    Level.BASIC: gettext_lazy("Basic"),
    Level.STANDARD: gettext_lazy("Standard"),
    Level.ENHANCED: gettext_lazy("Enhanced"),
}
BARRED: "dict[Barred, StrPromise]" = {
    Barred.CHILDREN: gettext_lazy("The children's barred list"),
    Barred.ADULTS: gettext_lazy("The adults' barred list"),
    Barred.BOTH: gettext_lazy("Both barred lists"),
    Barred.NONE: gettext_lazy("No barred list"),
}
UPDATES: "dict[UpdateService, StrPromise]" = {
    UpdateService.NO_CHANGE: gettext_lazy("No change"),
    UpdateService.CHANGED: gettext_lazy("There is something new: ask for a new certificate"),
}
SORTS: "dict[ProviderSort, StrPromise]" = {
    ProviderSort.TRAINING: gettext_lazy("An independent training provider"),
    ProviderSort.COLLEGE: gettext_lazy("A further education college"),
    ProviderSort.ACADEMY: gettext_lazy("A 16 to 19 academy"),
    ProviderSort.SPECIALIST: gettext_lazy("A specialist post-16 institution"),
}
LOOKS = {
    State.DONE: "good",
    State.NOT_REQUIRED: "plain",
    State.SOON: "soon",
    State.DUE: "soon",
    State.STARTED: "soon",
    State.RAN_OUT: "late",
    State.UNDECIDED: "late",
    State.MISSING: "late",
    State.NOT_ASKED: "plain",
}
"""How each is drawn: see `components/status.html`."""


def day(on: date) -> str:
    """`4 Mar 2026`: short enough for a grid."""
    return formatted(on, "j M Y")


def said(cell: Cell) -> str:
    """How a check stands, in a few words for the grid. Of a certificate it says when it was last looked at."""
    made = cell.made
    match cell.state:
        case State.NOT_ASKED:
            return _("not asked")
        case State.NOT_REQUIRED:
            return _("not required")
        case State.MISSING:
            return _("missing") if made is None else _("not enough for this role")
        case State.UNDECIDED:
            return _("waits for a decision")
        case State.STARTED:
            return _("started before it, review by %(day)s") % {"day": _day(cell)}
        case State.RAN_OUT:
            return _("ended on %(day)s") % {"day": _day(cell)}
        case State.DUE:
            return _("last checked %(last)s, local re-check was due %(day)s") % _both(cell)
        case State.SOON:
            if cell.kind is CheckKind.RIGHT_TO_WORK:
                return _("ends on %(day)s") % {"day": _day(cell)}
            return _("last checked %(last)s, local re-check due %(day)s") % _both(cell)
        case State.DONE:
            when = day(made.last_checked) if made else ""
            if made and made.outcome is Outcome.CONFIRMED:
                return _("confirmed %(day)s") % {"day": when}
            if cell.kind is CheckKind.DBS:
                return _("last checked %(day)s") % {"day": when}
            return when


def _day(cell: Cell) -> str:
    return day(cell.due_on) if cell.due_on else ""


def _both(cell: Cell) -> dict[str, str]:
    return {"last": day(cell.made.last_checked) if cell.made else "", "day": _day(cell)}


def learnt(line: Learning | None) -> tuple[str, str]:
    """How somebody stands to training beside their checks: a kind of status, and its words with the day."""
    if line is None:
        return "plain", _("not asked")
    kind, words = WORDS[line.state]
    if line.done:
        return kind, _("last %(day)s") % {"day": day(max(line.done.values()))}
    if line.due:
        return kind, _("due %(day)s") % {"day": day(line.due)}
    return kind, str(words).lower()
