"""Whether the words in the records are still those that were written: each against what the ledger promised of it."""

import json
from collections.abc import Iterator
from uuid import UUID

from django.apps import apps
from django.db.models import Model, QuerySet

from ..crypto.envelopes import Unreadable
from ..crypto.fields import SealedField
from ..crypto.models import DataKey
from ..crypto.operations import Shut, key_of, keys_missing
from .models import Entry
from .promising import promised
from .rules import Fault
from .vocabulary import KeysLost, RestoredWithoutKeys, WordsDisposedOf

_BATCH = 500
Promises = set[str]


def verify_words() -> Fault | None:
    """Open every sealed word of the provider in scope and compare it with the ledger; the first that is not what was
    written, or None.

    Words that were disposed of cannot be compared. Those alone may be missing that an entry of their disposal names,
    and every destroyed key has such an entry. While record keys are missing that did not come back with a backup, what
    was written before that restore cannot be compared either: no more keys than the record itself tells of. Nor can
    what was written before the record says that all keys were lost.
    """
    disposals = {entry.subject_id: entry for entry in _disposals()}
    without = _restored_without_keys()
    if fault := _judge_keys(disposals) or _judge_missing(without):
        return fault
    keys_missing_since = without.at if without and keys_missing() else None
    kept: Promises = set()
    for entry in disposals.values():
        kept.update(json.loads(entry.commitments))
    for row, column in _sealed():
        key = key_of(row, column)
        if key is None:
            continue
        try:
            kept.add(promised(row, column, key))
        except Shut:
            continue
        except Unreadable:
            return _unopened(row)
    lost = ends_of_lost_words()
    for entry in _promising():
        if keys_missing_since is not None and entry.at <= keys_missing_since:
            continue
        if entry.seq > lost.get(entry.stream, 0) and not kept.issuperset(json.loads(entry.commitments)):
            return _fault(entry, f"the words of entry {entry.seq} are not those that were written")
    return None


def ends_of_lost_words() -> dict[str, int]:
    """For each stream the entry, if there is one, up to which no word can be read, because all keys were lost."""
    entries = Entry.objects.filter(verb=KeysLost.name).order_by("seq")
    return dict(entries.values_list("stream", "seq"))


def sealed_under(key: DataKey) -> Iterator[tuple[Model, str]]:
    """Every row whose words lie under this key, and the column they are in."""
    for rows, field in _columns():
        path = field.key.replace(".", "__")
        yield from ((row, field.name) for row in rows.filter(**{path: key}).select_related(path))


def _sealed() -> Iterator[tuple[Model, str]]:
    for rows, field in _columns():
        path = field.key.replace(".", "__")
        yield from ((row, field.name) for row in rows.select_related(path).iterator(_BATCH))


def _columns() -> Iterator[tuple[QuerySet[Model], SealedField]]:
    """Every column that holds words, and the rows that have some."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedField):
                yield model._default_manager.exclude(**{field.name: None}), field


def _disposals() -> Iterator[Entry]:
    return iter(Entry.objects.filter(verb=WordsDisposedOf.name).order_by("at", "id").iterator(_BATCH))


def _judge_keys(disposals: dict[UUID, Entry]) -> Fault | None:
    """The keys that are gone are those that were disposed of, and no others."""
    gone = set(DataKey.objects.filter(wrapped=None).values_list("id", flat=True))
    back = DataKey.objects.filter(pk__in=disposals).exclude(wrapped=None).values_list("id", flat=True)
    for key in back:
        entry = disposals[key]
        return _fault(entry, f"what was disposed of by entry {entry.seq} can be read again")
    for key in sorted(gone - set(disposals)):
        return Fault("", 0, "", f"the key {key} was destroyed, and no entry says that it was disposed of")
    return None


def _restored_without_keys() -> Entry | None:
    """The last restore that left record keys out, if the record tells of one."""
    found: Entry | None = Entry.objects.filter(verb=RestoredWithoutKeys.name).order_by("seq").last()
    return found


def _judge_missing(without: Entry | None) -> Fault | None:
    missing, told = keys_missing(), json.loads(without.detail)["keys"] if without else 0
    if missing <= told:
        return None
    return Fault("", 0, "", f"{missing} record keys are missing, and the record tells of {told}")


def _promising() -> Iterator[Entry]:
    promising = Entry.objects.exclude(commitments="[]").exclude(verb=WordsDisposedOf.name)
    return iter(promising.order_by("at", "id").iterator(_BATCH))


def _unopened(row: Model) -> Fault:
    """The words do not open: changed, or moved from elsewhere. Named by the entry of the thing they belong to."""
    of = getattr(row, "concern_id", row.pk)
    entry = Entry.objects.filter(subject_id=of).exclude(commitments="[]").order_by("at", "id").first()
    what = f"words in {row._meta.label} {row.pk} do not open: they were changed, or are of another row"
    return _fault(entry, what) if entry else Fault("", 0, "", what)


def _fault(entry: Entry, what: str) -> Fault:
    return Fault(entry.stream, entry.seq, str(entry.id), what)
