"""The provider's policies decide what a report asks. Nothing they ask for ever stops a report from being sent."""

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ....work.casework.controls.form import Ask, FormField, Reminder
from ....work.casework.rules.asking import Sheet
from ....work.casework.vocabulary import ReporterKind, Strand
from .grouping import group_choices

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

QUESTIONS: dict[FormField, tuple[str, ...]] = {
    FormField.REPORTER_NAME: ("name",),
    FormField.REPORTER_POSITION: ("position",),
    FormField.REPORTER_DEPARTMENT: ("department",),
    FormField.REPORTER_PHONE: ("phone",),
    FormField.REPORTER_EMAIL: ("email",),
    FormField.SAFE_CONTACT: ("contact", "contact_when"),
    FormField.ABOUT: ("about",),
    FormField.PERSON_NAME: ("who",),
    FormField.PERSON_ADDRESS: ("who_address",),
    FormField.PERSON_PHONE: ("who_phone",),
    FormField.PERSON_DATE_OF_BIRTH: ("who_born",),
    FormField.PERSON_BACKGROUND: ("background",),
    FormField.PARENT_OR_CARER: ("carer",),
    FormField.SOCIAL_WORKER: ("social_worker",),
    FormField.RECORDING_TYPE: ("recording",),
    FormField.SOURCE_OF_CONCERN: ("source",),
    FormField.DISCLOSED_AT: ("disclosed",),
    FormField.HAPPENED_AT: ("happened",),
    FormField.NOTICED_AT: ("noticed",),
    FormField.TOLD_AT: ("told",),
    FormField.EMERGENCY_CALLED_AT: ("emergency_at",),
    FormField.NARRATIVE: ("seen", "said"),
    FormField.OPINION: ("opinion",),
    FormField.ACTION_TAKEN: ("done",),
    FormField.EVIDENCE_EXISTS: ("evidence",),
    FormField.WISHES: ("wishes",),
    FormField.SIGNATURE: ("signature",),
}
"""The questions of the page behind each field of a policy's form; `signed-on` is the day of the signature."""
ABOUT_THE_REPORTER = frozenset({"name", "position", "department", "phone", "email", "signature"})
"""Wanted of nobody who would rather not say who they are."""
REMINDERS: "dict[Reminder, StrPromise]" = {
    Reminder.RING_999: _("If somebody is in danger now, ring 999 before you write."),
    Reminder.GET_SAFE_FIRST: _("Get yourself somewhere safe first."),
    Reminder.DO_NOT_INVESTIGATE: _("Please do not ask around or look into it yourself."),
    Reminder.OWN_WORDS: _("Write the words that were used, as far as you remember them."),
    Reminder.REPORT_IF_IN_DOUBT: _("If you are in doubt, tell us. You do not have to be sure."),
}


class Shared(dict[str, forms.Field]):
    """Questions that all forms of a class have in common: copying forty takes longer than checking their answers."""

    def __deepcopy__(self, _memo: object) -> dict[str, forms.Field]:
        return dict(self)


class Steered(forms.Form):
    """A form whose questions the policies in force choose among. Forms that ask the same share them, unchanged."""

    def __init__(self, *args: Any, sheet: Sheet, **options: Any) -> None:
        super().__init__(*args, **options)
        self.sheet = sheet
        fields, self.wanted = _asked(type(self), sheet)
        self.fields = dict(fields)

    def own(self, name: str) -> Any:
        """This form's own copy of a question, to be changed."""
        self.fields[name] = deepcopy(self.fields[name])
        return self.fields[name]

    def left_out(self) -> Iterator[str]:
        """What the policies want and the reporter left empty, by its question; shown once, before sending."""
        spared = ABOUT_THE_REPORTER if self.cleaned_data["reporter"] == ReporterKind.ANONYMOUS else ()
        for name, field in self.fields.items():
            if name in self.wanted and name not in spared and not self.cleaned_data.get(name):
                yield str(field.label)


@lru_cache(maxsize=200)
def _asked(kind: type[forms.Form], sheet: Sheet) -> tuple[dict[str, forms.Field], frozenset[str]]:
    """The questions of this kind of form that a sheet asks, in its words; and which of them a policy wants answered:
    those are marked, and never a condition."""
    asked = {
        name: sheet.asks.get(field, Ask.NOT_ASKED) for field, names in QUESTIONS.items() for name in names
    }
    asks = {name for name, ask in asked.items() if ask is not Ask.NOT_ASKED} | (
        set(kind.base_fields) - set(asked)
    )
    here = {
        "safe": Reminder.GET_SAFE_FIRST in sheet.reminders,
        "first_told": sheet.first_contact,
        "strand": len(sheet.strands) > 1,
        "group": bool(sheet.groups),
    }
    asks -= {name for name, is_asked in here.items() if not is_asked}
    fields = {name: deepcopy(field) for name, field in kind.base_fields.items() if name in asks}
    for field, (first, *_more) in QUESTIONS.items():
        if first in fields and field in sheet.labels:
            fields[first].label = sheet.labels[field]
    if "group" in fields:
        asked_group: Any = fields["group"]
        asked_group.choices = group_choices(sheet.groups)
    _narrow(fields, "strand", (*sheet.strands, Strand.UNKNOWN))
    _narrow(fields, "recording", sheet.recording_types)
    wanted = (first for field, (first, *_more) in QUESTIONS.items() if sheet.asks.get(field) is Ask.REQUIRED)
    return fields, frozenset(wanted)


def _narrow(fields: Mapping[str, Any], name: str, allowed: Collection[str]) -> None:
    if name in fields:
        fields[name].choices = [choice for choice in fields[name].choices if choice[0] in allowed]
