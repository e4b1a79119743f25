"""Everything a provider holds, as one open file: a table a member, a row a line; docs/export.md tells of each part.
Written as a stream, so that little of it is in memory, and nothing of it lies anywhere in clear."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from ...ground.audit.models import Entry
from ...ground.crypto.fields import SealedField
from ...ground.crypto.operations import Shut, key_of, unseal
from ...ground.kernel.privacy import Privacy
from ...mechanisms.files.models import StoredFile
from ...mechanisms.files.queries import copy_of, file_with, standing_of
from ...mechanisms.files.vocabulary import State
from .bundle import PROOF, Member
from .reach import Reach, columns, tables

_AT_ONCE = 500
LEDGER = "audit-record.jsonl"
LEFT_OUT = (
    "What whoever asked for this export may not see is not in it, and neither is what stays here for a reason of its "
    "own (docs/export.md). These words stand in every export, whether or not anything was left out."
)
Say = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Written:
    """An export on its way: its members, in order."""

    reach: Reach
    proof: dict[str, Any]
    """The signed ends of the audit record at the moment of the export; entries after them are not in it."""
    say: Say

    def members(self) -> Iterator[Member]:
        """Tables, then files, then the audit record and its proof; `say` is told how many tables are done."""
        every = list(tables())
        for number, (model, privacy) in enumerate(every):
            self.say(number, len(every))
            yield self._table(model, privacy)
        yield from self._files()
        self.say(len(every), len(every))
        proof = json.dumps(self.proof, indent=1, sort_keys=True)
        upto = self.proof["heads"]["open"]["seq"]
        yield Member(
            LEDGER, "application/jsonl", "the audit record, but for its restricted part", _ledger(upto)
        )
        yield Member(PROOF, "application/json", "the signed ends of the audit record", [proof.encode()])

    def _table(self, model: type[Model], privacy: Privacy) -> Member:
        name = f"tables/{model._meta.label_lower}.jsonl"
        return Member(name, "application/jsonl", privacy.holds, self._lines(model))

    def _lines(self, model: type[Model]) -> Iterator[bytes]:
        rows = self.reach.rows(model).order_by("pk")
        told = columns(model)
        ways = {field.key.replace(".", "__") for field in told if isinstance(field, SealedField)}
        if ways:
            rows = rows.select_related(*sorted(ways))
        for row in rows.iterator(_AT_ONCE):
            yield line({field.attname: _said(row, field) for field in told})

    def _files(self) -> Iterator[Member]:
        rows = self.reach.rows(StoredFile).order_by("recorded_at", "id")
        for file_id in list(rows.values_list("pk", flat=True)):
            file = file_with(file_id)
            if standing_of(file) is not State.READY:
                continue
            try:
                copy = copy_of(file)
                opened = copy.open() if copy else None
            except (Shut, FileNotFoundError):
                continue
            if opened is not None:
                name = f"files/{file.id}.{file.kind}"
                what = f"the safe copy of a file of {file.thing_id}"
                yield Member(name, "application/octet-stream", what, opened.each())


def _ledger(upto: int) -> Iterator[bytes]:
    entries = Entry.objects.filter(stream="open", seq__lte=upto).order_by("seq")
    for entry in entries.iterator(_AT_ONCE):
        yield line(
            {field.attname: _plain(getattr(entry, field.attname)) for field in Entry._meta.concrete_fields}
        )


def _said(row: Model, field: Any) -> Any:
    """What a column says; words opened, and as the boxes they were written in."""
    if not isinstance(field, SealedField):
        return _plain(getattr(row, field.attname))
    key = key_of(row, field.attname)
    if key is None or getattr(row, field.attname) is None:
        return None
    try:
        text = unseal(row, field.attname, key)
    except Shut as shut:
        return {"cannot-be-read": shut.sentence}
    try:
        return json.loads(text)
    except ValueError:
        return text


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | UUID():
            return str(value)
        case bytes() | memoryview():
            return bytes(value).hex()
        case _:
            return value


def line(said: dict[str, Any]) -> bytes:
    """One row as it stands in an export."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, default=str).encode() + b"\n"
