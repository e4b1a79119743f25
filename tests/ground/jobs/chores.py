"""Jobs that only tests have, and a worker to run them: also in a process of its own, which may be killed."""

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.operations import Subject, turn
from dueregard.ground.audit.vocabulary import Read
from dueregard.ground.jobs.declaring import JobContext, job
from dueregard.ground.jobs.worker import Periodic, Worker
from dueregard.ground.kernel.scope import provider_id
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import by_id, enter
from household import NOON, SETUP

SECRET = "Kit Marlow said something"
DIE = "TEST_DIE"
"""Names the place where a worker in a process of its own is to be killed."""


class Colour(StrEnum):
    """A choice."""

    RED = "red"
    BLUE = "dark blue"


ran: list[tuple[str, Any]] = []
"""What the jobs of this process did, in order."""


@job()
def note(context: JobContext, *, thing_id: UUID | None = None) -> None:
    """Does nothing but run."""
    ran.append(("note", thing_id))


@job()
def note_all(
    context: JobContext,
    *,
    thing_id: UUID,
    on: date,
    at: datetime,
    colour: Colour,
    n: int,
    sure: bool,
    slug: str,
) -> None:
    """Takes everything a job may take."""
    ran.append(("note_all", (thing_id, on, at, colour, n, sure, slug)))


@job(waits=(timedelta(minutes=1), timedelta(minutes=5)))
def stumble(context: JobContext) -> None:
    """Fails, with words in its fault."""
    raise ValueError(SECRET)


@job()
def whose(context: JobContext) -> None:
    """Notes the provider it runs for, and the time."""
    ran.append(("whose", (provider_id(), context.now())))


@job(house_wide=True)
def sweep_up(context: JobContext) -> None:
    """Work on the house itself."""
    ran.append(("sweep_up", None))


def die_at(place: str) -> None:
    """Be killed here, as by `kill -9`, if this is the place."""
    if os.environ.get(DIE) == place:
        os.kill(os.getpid(), signal.SIGKILL)


@job()
def tally(context: JobContext, *, thing_id: UUID) -> None:
    """Its effect, an entry in the ledger, and its being done are one."""
    take_effect(context, thing_id)


def take_effect(context: JobContext, thing_id: UUID) -> None:
    """Write the entry; a worker may be killed before, while or after."""
    die_at("before the effect")
    with turn(actor=SETUP, now=context.now()) as t:
        t.record(Read((thing_id,)), Subject("thing", thing_id))
        context.finish()
        die_at("within the transaction")
    die_at("after the commit")


@job()
def linger(context: JobContext, *, thing_id: UUID) -> None:
    """Takes a while."""
    sys.stdout.write("lingering\n")
    sys.stdout.flush()
    time.sleep(0.5)
    take_effect(context, thing_id)


@job(apart=True)
def dawdle(context: JobContext, *, thing_id: UUID, until: UUID) -> None:
    """Takes as long as it takes until another job took effect."""
    for _ in range(100):
        if effects(until):
            take_effect(context, thing_id)
            return
        time.sleep(0.1)
    raise TimeoutError


def effects(thing_id: UUID) -> int:
    """How often a job took effect."""
    return Entry.objects.filter(subject_id=thing_id).count()


def entering(provider: UUID) -> AbstractContextManager[Provider]:
    """As the composition root hands it in."""
    return enter(by_id(provider))


def worker(
    now: datetime | Callable[[], datetime] = NOON,
    periodic: Sequence[Periodic] = (),
    sleep: Callable[[float], object] = time.sleep,
) -> Worker:
    """A worker that looks at this clock."""
    clock = now if callable(now) else lambda: now
    return Worker(
        providers=lambda: list(Provider.objects.order_by("slug").values_list("id", flat=True)),
        enter=entering,
        clock=clock,
        periodic=periodic,
        sleep=sleep,
    )
