"""Keeping a file that was received, and setting how large one may be."""

import json
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.crypto.models import DataKey
from ....ground.jobs.occasions import announce
from ....ground.kernel.actors import Actor
from ....ground.kernel.ids import is_blurred, uuid7
from ....ground.kernel.refusals import BadInput
from ..models import SizeLimit, StoredFile
from ..queries import size_limit
from ..things import stream_of
from ..vocabulary import LARGEST, FileKept, FileTakenIn, SizeLimitSet, Thing
from .receiving import Received, too_large


def keep(t: Turn, received: Received, *, thing: Thing, key: DataKey, own: UUID | None = None) -> UUID:
    """Keep a file with the thing it belongs to, in the caller's transaction; returns the file's id.

    `key`: of what it is disposed of together with. `own`: the id it gets, from a caller who knows the same sending
    again by it. Raises `NotTaken` when it is larger than this provider takes.
    """
    if received.size > (limit := size_limit(t.moment)):
        raise too_large(limit)
    file = StoredFile(
        id=own or uuid7(),
        thing_kind=thing.kind,
        thing_id=thing.id,
        key=key,
        kind=received.kind.value,
        size=received.size,
        blob=received.sealed.blob,
        to_the_hour=is_blurred(),
        recorded_at=t.now,
        by=t.actor.written,
    )
    words = json.dumps(received.sealed.words(name=received.name))
    promised = promise(file, "sealed", words, key)
    file.save()
    t.record(
        FileTakenIn(file.id, received.kind, received.size),
        Subject(thing.kind, thing.id),
        stream=stream_of(thing.kind, thing.id),
        commitments=[promised],
    )
    transaction.on_commit(partial(received.note_kept))
    announce(FileKept(file.id), t)
    return file.id


def set_size_limit(*, megabytes: int, actor: Actor, now: datetime) -> None:
    """Take files of the provider in scope up to this size from now on; what was taken before stays."""
    most = LARGEST >> 20
    if not 1 <= megabytes <= most:
        raise BadInput(f"A file may be limited to between 1 and {most} MB.", field="megabytes")
    with turn(actor=actor, now=now) as t:
        limit = SizeLimit(megabytes=megabytes, since=t.now, recorded_at=t.now, by=actor.written)
        limit.save()
        t.record(SizeLimitSet(limit.id, megabytes), Subject("limit", limit.id))
