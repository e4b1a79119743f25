"""Whether the rows beside the words are those that were written: nothing put in, taken away or brought from elsewhere.

The record names most rows by their ids, and counts others. What a fact with words says is promised with its words
(`promising`); what one without words says is promised nowhere: see the threat model for what follows from that.
"""

import json
from collections import Counter
from dataclasses import dataclass, fields
from functools import cache
from typing import get_type_hints
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from ..kernel.models import Owned
from .batches import Batched, fingerprint
from .models import Entry, Showing
from .rules import Fault
from .vocabulary import VERBS, RowsShown

_BATCH = 2000
_ABOUT = ("concern_id", "thing_id", "edition_id")
"""The columns that say what a row is about."""
_Named = dict[str, Counter[UUID]]


@dataclass(slots=True)
class _Told:
    """What the record says of rows: how often it names each id, by what it calls it; and how often each verb was
    written of a thing."""

    named: _Named
    last: dict[UUID, Entry]
    of: Counter[tuple[str, UUID]]


def verify_rows() -> Fault | None:
    """Compare the rows of the provider in scope with what the audit record says was written; the first that does not
    fit, or None."""
    models = [model for model in apps.get_models() if issubclass(model, Owned)]
    told = _told({model.named_as for model in models if model.named_as})
    for model in models:
        fault = _judge_names(model, told) if model.named_as else None
        fault = fault or (_judge_counts(model, told) if model.counted_as else None)
        if fault:
            return fault
    return _judge_batches()


def _judge_batches() -> Fault | None:
    """What came in batches is named by the batch, its number of rows and their fingerprint."""
    shown = Entry.objects.filter(verb=RowsShown.name, subject_kind=Showing.named_as)
    for entry in shown.order_by("at", "id"):
        said, (rows, told) = json.loads(entry.detail), fingerprint(entry.subject_id)
        if (said["rows"], said["fingerprint"]) != (rows, str(told)):
            what = f"of {said['rows']} rows that came in together, {rows} are there, or others than those"
            return Fault(entry.stream, entry.seq, str(entry.id), what)
    return None


def _told(kinds: set[str]) -> _Told:
    told = _Told({kind: Counter() for kind in kinds}, {}, Counter())
    ids = {name: _ids(name) & kinds for name in VERBS}
    columns = ("id", "stream", "seq", "verb", "subject_kind", "subject_id", "detail")
    for entry in Entry.objects.only(*columns).order_by("at", "id").iterator(_BATCH):
        told.of[entry.verb, entry.subject_id] += 1
        said = json.loads(entry.detail)
        names = {(entry.subject_kind, entry.subject_id)} | {
            (kind, UUID(said[kind])) for kind in ids.get(entry.verb, ()) if said[kind]
        }
        for kind, id_ in names:
            if kind in kinds:
                told.named[kind][id_] += 1
                told.last[id_] = entry
    return told


@cache
def _ids(verb: str) -> frozenset[str]:
    """The values of a verb that are the id of a row."""
    hints = get_type_hints(VERBS[verb])
    return frozenset(field.name for field in fields(VERBS[verb]) if hints[field.name] is UUID)  # type: ignore[arg-type]


def _judge_names(model: type[Owned], told: _Told) -> Fault | None:
    named = told.named[model.named_as]
    there = set()
    of_batches = issubclass(model, Batched)
    columns = [name for name in ("batch_id", "withdrawn", "replaces_id") if hasattr(model, name)]
    for row in model.objects.values("pk", *columns).iterator(chunk_size=_BATCH):
        there.add(row["pk"])
        if of_batches and row["batch_id"]:
            continue  # named by its batch
        # A row that only takes another back has no name of its own: then that one was named once more for it.
        taken_back = row.get("withdrawn") and named[row["replaces_id"]] > 1
        if not named[row["pk"]] and not taken_back:
            return Fault("", 0, "", f"no entry of the audit record tells of {_label(model)} {row['pk']}")
    for id_ in named:
        if id_ not in there:
            entry = told.last[id_]
            what = f"{_label(model)} {id_}, of which entry {entry.seq} tells, is not there"
            return Fault(entry.stream, entry.seq, str(entry.id), what)
    return None


def _judge_counts(model: type[Owned], told: _Told) -> Fault | None:
    column = next(name for name in _ABOUT if hasattr(model, name))
    there = Counter(model.objects.filter(replaces=None).values_list(column, flat=True))
    written: Counter[UUID] = Counter()
    for (verb, thing), many in told.of.items():
        if verb in model.counted_as:
            written[thing] += many
    for thing in sorted(there.keys() | written.keys()):
        if there[thing] != written[thing]:
            what = f"{_label(model)} has {there[thing]} rows of {thing}, and the audit record tells of {written[thing]}"
            return Fault("", 0, "", what)
    return None


def _label(model: type[Model]) -> str:
    return model._meta.label
