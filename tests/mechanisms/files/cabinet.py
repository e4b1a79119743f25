"""Things that files belong to, a store of their own for each test, and somebody who hands files in and opens them."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from dueregard.config.worker import make_worker
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.crypto.models import DataKey
from dueregard.ground.crypto.operations import make_data_key
from dueregard.ground.kernel.actors import Actor
from dueregard.mechanisms.files.operations.keeping import keep
from dueregard.mechanisms.files.operations.opening import open_copy
from dueregard.mechanisms.files.operations.receiving import Received, Receiving
from dueregard.mechanisms.files.queries import files_of
from dueregard.mechanisms.files.things import own_files
from dueregard.mechanisms.files.vocabulary import State, Thing
from household import NOON

THING = Thing("thing", UUID(int=1))
SEALED_THING = Thing("thing", UUID(int=2))
"""What is written of it is in the other chain."""
SOMEBODY = Actor.person(UUID(int=9))
NAME = "Zoë certificate of Hollyhock Lane.txt"


def _stream(thing_id: UUID) -> Stream:
    return Stream.SEALED if thing_id == SEALED_THING.id else Stream.OPEN


own_files("thing", stream=_stream)


def received(data: bytes, name: str = NAME) -> Received:
    receiving = Receiving(announced=len(data))
    receiving.write(data)
    return receiving.finish(name)


def hand_in(data: bytes, *, thing: Thing = THING, key: DataKey | None = None, now: datetime = NOON) -> UUID:
    """A file, kept; its key its own unless told."""
    coming = received(data)
    with turn(actor=SOMEBODY, now=now) as t:
        return keep(t, coming, thing=thing, key=key or make_data_key("file", now=t.now))


def work(now: datetime = NOON) -> None:
    """The worker of the composition root, at this time, until nothing is due."""
    worker = make_worker(clock=lambda: now)
    worker.periodic = ()
    worker.run_until_idle()


def opened(file_id: UUID, *, now: datetime = NOON) -> bytes:
    with turn(actor=SOMEBODY, now=now, always=True) as t:
        copy = open_copy(t, file_id)
    return b"".join(copy.parts)


def state(file_id: UUID) -> State:
    return next(
        one.state for thing in (THING, SEALED_THING) for one in files_of(thing.id) if one.id == file_id
    )


def stored() -> list[Path]:
    """Everything that lies in the store."""
    return [path for path in Path(settings.FILES).rglob("*") if path.is_file()]


def verbs(stream: Stream = Stream.OPEN) -> list[str]:
    """What was written of files, oldest first."""
    found = Entry.objects.filter(stream=stream, verb__startswith="files.").order_by("seq")
    return [verb.removeprefix("files.") for verb in found.values_list("verb", flat=True)]
