"""Claiming jobs under a lease and ending them, taking the slots of periodic work, and noting that the worker is alive.

Each of these is one transaction, but `finish`, which belongs into the transaction of what the job brought about: then
the effect and its being done are true together or not at all, and a worker may be killed anywhere.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q, QuerySet

from ..kernel import bulk
from ..kernel.prepared import Prepared
from .models import Heartbeat, Job, Slot
from .rules import EPOCH, hour_of
from .vocabulary import DONE_KEPT, FAILED_KEPT, LEASE, State


class LeaseLost(RuntimeError):
    """The lease ran out and another worker has the job: whatever this one was about to write must not be written."""


def put(job: Job) -> Job:
    """Put a job into the queue, in the caller's transaction if there is one, and return it.

    One of the same key that still waits for its first attempt stands for it, and is returned instead.
    """
    if not job.key:
        job.save(force_insert=True)
        return job
    waiting = Job.objects.filter(name=job.name, provider_id=job.provider_id, key=job.key)
    with transaction.atomic():
        while True:
            Job.objects.bulk_create([job], ignore_conflicts=True)
            # Locked until our transaction ends, so that it cannot begin before what we wrote is there for it to see.
            # One that has begun meanwhile has given up its key: then we try again, and ours goes in.
            standing = waiting.select_for_update().first()
            if standing is not None:
                return standing


def put_all(jobs: Sequence[Job]) -> None:
    """Put jobs without a key into the queue, in the caller's transaction if there is one."""
    bulk.write(jobs)


_DUE = Prepared(
    lambda now: (
        Job.objects.filter(state__in=(State.WAITING, State.RUNNING), due_at__lte=now)
        .select_for_update(skip_locked=True)
        .order_by("-priority", "due_at", "id")[:1]
    )
)


def claim(worker: UUID, *, now: datetime) -> Job | None:
    """Take the next due job under a lease, writing the attempt down before it is made; None when nothing is due."""
    with transaction.atomic():
        job: Job | None = _DUE.first(now)
        if job is None:
            return None
        job.state, job.due_at, job.key = State.RUNNING, now + LEASE, ""
        job.workers, job.held_by = [*job.workers, str(worker)], uuid4()
        job.save(update_fields=["state", "due_at", "key", "workers", "held_by"])
        return job


def _held(job: Job) -> "QuerySet[Job]":
    return Job.objects.filter(pk=job.pk, held_by=job.held_by, state=State.RUNNING)


def extend(job: Job, *, now: datetime) -> None:
    """Hold the job for a whole lease from now; raises `LeaseLost`."""
    if not _held(job).update(due_at=now + LEASE):
        raise LeaseLost(job.name)


def finish(job: Job, *, now: datetime) -> None:
    """Mark the job done, within the transaction of its effect; raises `LeaseLost`, which undoes that effect.

    A second time, by the same holder, changes nothing.
    """
    if _held(job).update(state=State.DONE, due_at=hour_of(now)):
        return
    if not Job.objects.filter(pk=job.pk, held_by=job.held_by, state=State.DONE).exists():
        raise LeaseLost(job.name)


def put_off(job: Job, *, wait: timedelta, fault: str, place: str, now: datetime) -> None:
    """An attempt failed: let it wait, then try again."""
    _held(job).update(state=State.WAITING, due_at=now + wait, fault=fault, fault_place=place)


def fail(job: Job, *, fault: str, place: str, now: datetime) -> None:
    """The last attempt failed. The job stays where `queries.failed` shows it."""
    _held(job).update(state=State.FAILED, due_at=hour_of(now), fault=fault, fault_place=place)


def slots() -> dict[tuple[str, UUID | None], datetime]:
    """The latest slot taken for each piece of periodic work, by its name and provider."""
    return {(slot.name, slot.provider_id): slot.begins_at for slot in Slot.objects.all()}


def take_slot(name: str, provider_id: UUID | None, begins_at: datetime) -> bool:
    """Take a slot, in the transaction that puts its job into the queue; True for the one that came first."""
    fresh = Slot(name=name, provider_id=provider_id, begins_at=EPOCH)
    Slot.objects.bulk_create([fresh], ignore_conflicts=True)
    older = Slot.objects.filter(name=name, provider_id=provider_id, begins_at__lt=begins_at)
    return older.update(begins_at=begins_at) == 1


def beat(process: str, *, now: datetime) -> None:
    """Note that `process` has gone round."""
    Heartbeat.objects.update_or_create(process=process, defaults={"at": now})


def clear_away(*, now: datetime) -> None:
    """Delete jobs that ended long ago; what failed is kept longer than what is done."""
    done = Q(state=State.DONE, due_at__lt=now - DONE_KEPT)
    failed = Q(state=State.FAILED, due_at__lt=now - FAILED_KEPT)
    Job.objects.filter(done | failed).delete()
