"""Whether the words in the records are still those that were written: each against what the ledger promised of it."""

import json
from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

from ..crypto.envelopes import Unreadable
from ..crypto.fields import SealedField
from ..crypto.operations import Destroyed, key_of, unseal_salted
from .models import Entry
from .rules import Fault, commitment

_BATCH = 500
Promises = set[str]


def verify_words() -> Fault | None:
    """Open every sealed word of the provider in scope and compare it with the ledger; the first that is not what was
    written, or None.

    Words that were disposed of cannot be compared: as many promises as keys were destroyed may be without their words.
    """
    kept: Promises = set()
    disposed = 0
    for row, column in _sealed():
        key = key_of(row, column)
        if key is None:
            continue
        try:
            kept.add(commitment(*unseal_salted(row, column, key)))
        except Destroyed:
            disposed += 1
        except Unreadable:
            return _unopened(row)
    missing = [entry for entry in _promising() if not kept.issuperset(json.loads(entry.commitments))]
    if len(missing) <= disposed:
        return None
    first = missing[0]
    what = f"the words of entry {first.seq} are not those that were written"
    return Fault(first.stream, first.seq, str(first.id), what)


def _sealed() -> Iterator[tuple[Model, str]]:
    """Every row with words, and the column they are in."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedField):
                rows = model._default_manager.exclude(**{field.name: None})
                path = field.key.replace(".", "__")
                yield from ((row, field.name) for row in rows.select_related(path).iterator(_BATCH))


def _promising() -> Iterator[Entry]:
    return iter(Entry.objects.exclude(commitments="[]").order_by("at", "id").iterator(_BATCH))


def _unopened(row: Model) -> Fault:
    """The words do not open: changed, or moved from elsewhere. Named by the entry of the thing they belong to."""
    of = getattr(row, "concern_id", row.pk)
    entry = Entry.objects.filter(subject_id=of).exclude(commitments="[]").order_by("at", "id").first()
    what = f"words in {row._meta.label} {row.pk} do not open: they were changed, or are of another row"
    if entry is None:
        return Fault("", 0, "", what)
    return Fault(entry.stream, entry.seq, str(entry.id), what)
