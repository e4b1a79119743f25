"""The chronology of a record as its reader wants it: the newest or the oldest first, and of one kind alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ....assurance.disclosure.models import GivenCopy
from ....assurance.transfer.models import Arrival
from ....ground.kernel.refusals import BadInput
from ....work.casework.models import (
    Action,
    Advice,
    CaseManager,
    Checklist,
    Concern,
    Consent,
    Copy,
    Decision,
    Entry,
    Grant,
    Marking,
    Meeting,
    Mistreatment,
    Paper,
    Referral,
    ReferralStage,
    Refiled,
    Removal,
    Share,
    TheirWork,
    Told,
    Triage,
)
from ....work.casework.operations.reading import Worded
from ....work.casework.vocabulary import EntryKind
from ..forms.fields import Pick

ALL, NEWEST, _OLDEST = "all", "newest", "oldest"
_OTHERS, ELSEWHERE = "notes", "elsewhere"
_KINDS = {
    "calls": {
        EntryKind.CALL,
        EntryKind.MEETING,
        EntryKind.VISIT,
        EntryKind.CONSULTATION,
        EntryKind.POINTED_ON,
        EntryKind.SPOKE_TO,
        EntryKind.STATEMENT,
    },
    "letters": {EntryKind.LETTER, EntryKind.SHARED, EntryKind.ASKED, EntryKind.REPLIED},
    "reporter": {
        EntryKind.QUESTION,
        EntryKind.ANSWER,
        EntryKind.TOLD_REPORTER,
        EntryKind.CLOSING,
        EntryKind.MORE,
        EntryKind.TOLD,
        EntryKind.OWN_ACCOUNT,
        EntryKind.HANDED_IN,
    },
}
_ROWS: dict[type[Any], str] = {
    Triage: "decisions",
    Decision: "decisions",
    Action: "actions",
    Referral: "referrals",
    ReferralStage: "referrals",
    Checklist: "referrals",
    Paper: "referrals",
    Copy: "referrals",
    Told: "referrals",
    Consent: "referrals",
    Share: "letters",
    GivenCopy: "letters",
    Advice: "letters",
    CaseManager: "decisions",
    Meeting: "decisions",
    Grant: _OTHERS,
    Removal: "decisions",
    TheirWork: _OTHERS,
    Marking: _OTHERS,
    Mistreatment: _OTHERS,
    Refiled: _OTHERS,
    Concern: "reporter",
    Arrival: ELSEWHERE,
}


def kind_of(row: Any) -> str:
    """Under which kind a row of the record is found; every row has one."""
    if isinstance(row, Entry):
        return next((kind for kind, entries in _KINDS.items() if row.kind in entries), _OTHERS)
    return _ROWS[type(row)]


def happened_at(worded: Worded) -> datetime:
    """When something happened, which may be long before somebody wrote it down."""
    return worded.row.happened_at if isinstance(worded.row, Entry) else worded.row.recorded_at


ORDERS = [(_OLDEST, _("The oldest first")), (NEWEST, _("The newest first"))]
KINDS = [
    (ALL, _("Everything")),
    ("calls", _("Calls, meetings and visits")),
    ("letters", _("Letters, and what was shared")),
    ("reporter", _("What was said to and by the person who reported")),
    ("decisions", _("Sorting and decisions")),
    ("actions", _("Actions")),
    ("referrals", _("Referrals")),
    (_OTHERS, _("Notes and everything else")),
]


class ChronologyForm(forms.Form):
    """Order and kind; raises `BadInput` for an answer that no page offers."""

    order = Pick(label=_("In which order?"), choices=ORDERS)
    kind = Pick(label=_("What do you want to see?"), choices=KINDS)

    def __init__(self, asked: Mapping[str, str]) -> None:
        super().__init__({"order": asked.get("order", _OLDEST), "kind": asked.get("kind", ALL)})
        if not self.is_valid():
            raise BadInput("The record cannot be shown like this. Open it again from the list.")

    @property
    def newest_first(self) -> bool:
        """Whether the newest stands at the head."""
        return bool(self.cleaned_data["order"] == NEWEST)

    def of(self, record: Sequence[Worded]) -> "Chronology":
        """The record in this order, by when things happened; what is not of the kind stays in it, for paper alone."""
        kind = self.cleaned_data["kind"]
        rows = sorted(record, key=lambda w: (happened_at(w), w.row.pk), reverse=self.newest_first)
        hidden = frozenset(w.row.pk for w in rows if kind not in (ALL, kind_of(w.row)))
        return Chronology(tuple(rows), hidden, newest_first=self.newest_first)


@dataclass(frozen=True, slots=True)
class Chronology:
    """The whole record in order, and which rows of it only paper shows."""

    rows: tuple[Worded, ...]
    hidden: frozenset[Any]
    newest_first: bool
