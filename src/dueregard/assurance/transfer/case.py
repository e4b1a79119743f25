"""`case.json`: a record as another provider reads it, in this program or any other. docs/transfer.md tells of each
key; a change of any is a new schema."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from ...ground.kernel.canonical import canonical_json
from ...mechanisms.files.queries import Shown
from ...work.casework.models import Entry
from ...work.casework.operations.chronicle import Boxes, Happened
from ...work.casework.operations.names import Names
from ...work.casework.operations.reading import File

SCHEMA = 1
MOST_ENTRIES = 20_000
"""In one record."""
_Box = tuple[str, str]
_EARLIEST, _LATEST = 1900, 2199


def _of_our_times(at: datetime) -> datetime:
    if not _EARLIEST <= at.year <= _LATEST:
        raise ValueError("no time of ours")
    return at


_Time = Annotated[AwareDatetime, AfterValidator(_of_our_times)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(_Part):
    """Somebody in a matter: the part they play, and what was said to tell who they are."""

    part: str
    name: str
    words: dict[str, str]


class Thing(_Part):
    """One thing that happened, as it reads; `sha256` is of the rest of it in canonical JSON."""

    at: _Time
    to_the: Literal["minute", "day", ""]
    written_at: _Time
    by: str
    kind: str
    title: str
    boxes: list[_Box]
    before: list[list[_Box]]
    file: str | None
    sha256: str


class Attached(_Part):
    """A file of a matter: where it lies in the bundle, or why it is not there."""

    id: UUID
    member: str | None
    media_type: str
    state: str


class Matter(_Part):
    """One record."""

    reference: str
    received_at: _Time
    reporter: str
    about: str
    strand: str
    state: str
    restricted: bool
    people: list[Person]
    chronology: list[Thing] = Field(max_length=MOST_ENTRIES)
    files: list[Attached]


class CaseFile(_Part):
    """Everything that goes in one bundle."""

    schema_: Literal[1] = Field(alias="schema")
    provider: str
    ukprn: str
    made_at: _Time
    matters: list[Matter] = Field(min_length=1, max_length=500)


def holds(thing: Mapping[str, Any]) -> bool:
    """Whether an entry, as it stands in the file, says what it said when it was made."""
    said = {key: value for key, value in thing.items() if key != "sha256"}
    try:
        return bool(thing["sha256"] == fingerprint(said))
    except (TypeError, ValueError):  # a broken number, half a letter: nothing a fingerprint can be made of
        return False


def fingerprint(said: Mapping[str, Any]) -> str:
    """Of something that JSON can say."""
    return hashlib.sha256(canonical_json(said)).hexdigest()


def matter_of(
    file: File, happened: Iterable[Happened], files: Mapping[UUID, tuple[Shown, str | None]], names: Names
) -> Matter:
    """One record, for somebody who has read it. Who reported it stays here: their name was given to this provider."""
    concern = file.concern
    return Matter(
        reference=concern.reference,
        received_at=concern.received_at,
        reporter=concern.reporter,
        about=concern.about,
        strand=concern.strand,
        state=concern.state,
        restricted=concern.circle == "sealed",
        people=[
            Person(
                part=one.row.part, name=names.get(str(one.row.person_id), ""), words=dict(one.words)
            )
            for one in file.people
        ],
        chronology=[_thing(one, names) for one in happened],
        files=[
            Attached(id=shown.id, member=member, media_type=shown.kind.media_type, state=shown.state)
            for shown, member in files.values()
        ],
    )  # fmt: skip


def _thing(one: Happened, names: Names) -> Thing:
    file_id = one.row.file_id if isinstance(one.row, Entry) else None
    said = {
        "at": one.at,
        "to_the": one.to_the,
        "written_at": one.written_at,
        "by": names.get(one.by, one.by),
        "kind": one.row.kind if isinstance(one.row, Entry) else one.row._meta.model_name,
        "title": one.title,
        "boxes": _listed(one.boxes),
        "before": [_listed(before) for before in one.before],
        "file": str(file_id) if file_id else None,
    }
    draft = Thing(sha256="", **said)
    return draft.model_copy(update={"sha256": fingerprint(draft.model_dump(mode="json", exclude={"sha256"}))})


def _listed(boxes: Boxes) -> list[_Box]:
    return [(label, text) for label, text in boxes]
