"""The files of a concern: how each stands, for its handlers and for whoever handed it in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ....authority.access.vocabulary import Circle
from ....ground.audit.models import Entry as LedgerEntry
from ....ground.kernel.moments import Moment
from ....mechanisms.files.queries import Shown, files_of, states_of
from ....mechanisms.files.vocabulary import FileOpened, State
from ..models import Concern, Entry
from ..vocabulary import EntryKind


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file that a reporter handed in, as they may know of it: when it came and how it stands."""

    at: datetime
    state: State


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody opened the copy of a file."""

    at: datetime
    person_id: UUID


def handed_in(concern_id: UUID, moment: Moment) -> tuple[HandedIn, ...]:
    """What whoever reported handed in, oldest first; a file they said two things of is one."""
    rows = Entry.objects.known(moment.known_at).filter(concern_id=concern_id, kind=EntryKind.HANDED_IN)
    came: dict[UUID, datetime] = {}
    for file_id, at in rows.order_by("recorded_at", "id").values_list("file_id", "recorded_at"):
        came.setdefault(file_id, at)
    states = states_of(came) if came else {}
    return tuple(HandedIn(at, states[file_id]) for file_id, at in came.items() if file_id in states)


def attached(concern_id: UUID) -> Mapping[UUID, Shown]:
    """How each file of a concern stands today, by its id."""
    return {one.id: one for one in files_of(concern_id)}


def openings(concern: Concern) -> Mapping[UUID, tuple[Opening, ...]]:
    """Who opened which of its files, and when, oldest first: from the audit record, for whoever may see the concern.

    What was written before a concern was restricted stands in the open stream, and is read from there too.
    """
    streams = {Circle.OPEN.stream, Circle(concern.circle).stream}
    rows = LedgerEntry.objects.filter(subject_id=concern.id, verb=FileOpened.name, stream__in=streams)
    found: dict[UUID, list[Opening]] = {}
    for at, by, detail in rows.order_by("at", "seq").values_list("at", "actor", "detail"):
        found.setdefault(UUID(json.loads(detail)["file"]), []).append(
            Opening(at, UUID(by.removeprefix("person:")))
        )
    return {file_id: tuple(each) for file_id, each in found.items()}
