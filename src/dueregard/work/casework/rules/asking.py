"""What one report asks when several policies have a form each: whatever any asks, as strictly as the strictest."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from ..controls.form import Ask, FormBlock, FormField, RecordingType, Reminder
from ..vocabulary import Strand

T = TypeVar("T")
ALWAYS = frozenset(
    {
        FormField.REPORTER_NAME,
        FormField.SAFE_CONTACT,
        FormField.ABOUT,
        FormField.NARRATIVE,
        FormField.EVIDENCE_EXISTS,
    }
)
"""Asked whatever a policy says: how to answer safely, and that a file is kept and not sent round."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a report asks at a provider. A field that is not in `asks` is not asked."""

    asks: Mapping[FormField, Ask] = field(default_factory=dict)
    labels: Mapping[FormField, str] = field(default_factory=dict)
    recording_types: tuple[RecordingType, ...] = tuple(RecordingType)
    strands: tuple[Strand, ...] = ()
    """What the reporter may say it falls under; they never have to know."""
    first_contact: bool = False
    """Whether the policy has the first word come ahead of the form."""
    reminders: tuple[Reminder, ...] = ()
    groups: tuple[str, ...] = ()
    """The groups of people for which a policy has a way of its own; empty: none is asked about."""

    @property
    def look(self) -> Hashable:
        """Equal for sheets that ask the same."""
        plain = (self.recording_types, self.strands, self.first_contact, self.reminders, self.groups)
        return frozenset(self.asks.items()), frozenset(self.labels.items()), plain

    def __hash__(self) -> int:
        return hash(self.look)


def sheet_of(forms: Iterable[FormBlock]) -> Sheet:
    """One sheet from every form in force. Without any, all is asked and nothing of it wanted.

    Where two policies have words for the same field, those of the later hold: it came after the base it stands on.
    """
    found = tuple(forms)
    if not found:
        return Sheet(asks=dict.fromkeys(FormField, Ask.OPTIONAL))
    asks = dict.fromkeys(ALWAYS, Ask.OPTIONAL)
    labels: dict[FormField, str] = {}
    for asked in (asked for form in found for asked in form.fields):
        if asked.label:
            labels[asked.field] = asked.label
        if asked.ask is Ask.REQUIRED:
            asks[asked.field] = Ask.REQUIRED
        elif asked.ask is Ask.OPTIONAL:
            asks.setdefault(asked.field, Ask.OPTIONAL)
    return Sheet(
        asks=asks,
        labels=labels,
        recording_types=_in_order(RecordingType, (form.recording_types for form in found)),
        strands=_in_order(Strand, (form.strands for form in found)),
        first_contact=any(form.first_contact for form in found),
        reminders=_in_order(Reminder, (form.reminders for form in found)),
    )


def _in_order(wanted: Iterable[T], chosen: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    named = {one for some in chosen for one in some}
    return tuple(one for one in wanted if one in named)
