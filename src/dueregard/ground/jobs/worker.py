"""The worker's loop: a sign of life, the periodic work that has fallen due, then one job after the other.

It is handed everything it needs from above: which providers there are, how one is entered, the clock, and how to sleep.
"""

import logging
import os
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import InterfaceError, OperationalError, connection, connections, transaction

from . import operations
from .backend import result_of
from .declaring import JOBS, JobContext, LeasedTask
from .models import Job
from .rules import EPOCH, place_of, slot_of, unpacked
from .vocabulary import WAITS, WORKER

PAUSE_SECONDS = 1.0
BEAT_EVERY = timedelta(seconds=30)
log = logging.getLogger("dueregard.worker")


class WorkerDied(RuntimeError):
    """The worker was killed, or did not come back, during the last attempt that was left."""


@dataclass(frozen=True, slots=True)
class Periodic:
    """A job that is put into the queue by itself, once in every slot of this length."""

    job: LeasedTask[[]]
    every: timedelta


@dataclass(kw_only=True)
class Worker:
    """One process that does what is due, one job at a time. Any number of them may run."""

    providers: Callable[[], Iterable[UUID]]
    enter: Callable[[UUID], AbstractContextManager[object]]
    clock: Callable[[], datetime]
    periodic: Sequence[Periodic] = ()
    sleep: Callable[[float], object] = time.sleep
    forks: bool = False
    """Whether jobs that take minutes run in a process of their own, so that reminders do not wait for them."""
    id: UUID = field(default_factory=uuid4)
    _apart: tuple[int, Job] | None = None
    """That process and its job; one at a time."""
    _stopping: bool = False
    _beaten_at: datetime | None = None

    def stop(self) -> None:
        """End after the job in hand; safe in a signal handler."""
        self._stopping = True

    def run(self) -> None:
        """Work until told to stop."""
        while not self._stopping:
            _renew_connection()
            try:
                busy = self.run_once()
            except (OperationalError, InterfaceError) as fault:
                # The database is away or too busy. Whoever waits for a message is better served by a worker that waits.
                log.error("the database did not answer: %s", type(fault).__name__)
                busy = False
            if not busy and not self._stopping:
                self.sleep(PAUSE_SECONDS)
        self._look_apart(wait=True)

    def run_until_idle(self) -> int:
        """Do everything that is due now; returns how many jobs that was."""
        done = 0
        while self.run_once():
            done += 1
        return done

    def run_once(self) -> bool:
        """Note a sign of life, queue periodic work, and attempt one job; False when none was due."""
        now = self.clock()
        if self._beaten_at is None or now >= self._beaten_at + BEAT_EVERY:
            operations.beat(WORKER, now=now)
            self._beaten_at = now
            self._look_apart(wait=False)
        self._queue_periodic(now)
        job = operations.claim(self.id, now=now)
        if job is None:
            return False
        declared = JOBS.get(job.name)
        if self.forks and declared and declared.apart:
            self._attempt_apart(job)
        else:
            self._attempt(job)
        return True

    def _attempt_apart(self, job: Job) -> None:
        self._look_apart(wait=True)
        connections.close_all()  # two processes on one connection would read each other's answers
        process = os.fork()
        if process:
            self._apart = process, job
            return
        try:
            self._attempt(job)
        finally:
            os._exit(0)

    def _look_apart(self, *, wait: bool) -> None:
        """Hold the lease of the job that runs apart for as long as its process lives; `wait`: until that has ended."""
        if self._apart is None:
            return
        process, job = self._apart
        ended, _ = os.waitpid(process, 0 if wait else os.WNOHANG)
        if ended:
            self._apart = None
            return
        with suppress(operations.LeaseLost):  # it is done, and about to end
            operations.extend(job, now=self.clock())

    def _scope(self, provider_id: UUID | None) -> AbstractContextManager[object]:
        return nullcontext() if provider_id is None else self.enter(provider_id)

    def _queue_periodic(self, now: datetime) -> None:
        """Work on the house first, then each provider's; slots that were missed are made up for by one job."""
        taken = operations.slots()
        house = [(None, work) for work in self.periodic if work.job.house_wide]
        others = [work for work in self.periodic if not work.job.house_wide]
        theirs = [(provider, work) for provider in (self.providers() if others else ()) for work in others]
        for provider_id, work in [*house, *theirs]:
            name, begins_at = work.job.job_name, slot_of(work.every, now)
            if begins_at <= taken.get((name, provider_id), EPOCH):
                continue
            with self._scope(provider_id), transaction.atomic():
                if operations.take_slot(name, provider_id, begins_at):
                    first = 1 if provider_id is None else 0
                    work.job.using(run_after=now, priority=first, key="periodic").enqueue()

    def _attempt(self, job: Job) -> None:
        declared = JOBS.get(job.name)
        waits = declared.waits if declared else WAITS
        try:
            if job.attempts > len(waits) + 1:
                raise WorkerDied
            self._do(job, JOBS[job.name])
        except operations.LeaseLost:
            log.warning("%s took longer than its lease and was left to another worker", job.name)
        except Exception as fault:  # whatever it was, the job waits or is shown as failed  # noqa: BLE001
            _renew_connection()
            self._put_off(job, waits, fault)

    def _do(self, job: Job, declared: LeasedTask[...]) -> None:
        context = JobContext(task_result=result_of(job), held=job, waits=declared.waits, clock=self.clock)
        with self._scope(job.provider_id):
            declared.func(context, **unpacked(declared.func, job.arguments))
        context.finish()

    def _put_off(self, job: Job, waits: Sequence[timedelta], fault: Exception) -> None:
        # The message of a fault could hold words of a record, here and in the log; its class and place cannot.
        kind, place = f"{type(fault).__module__}.{type(fault).__qualname__}"[:200], place_of(fault)
        if job.attempts > len(waits):
            operations.fail(job, fault=kind, place=place, now=self.clock())
            log.error("%s failed for good: %s at %s", job.name, kind, place)
            return
        operations.put_off(job, wait=waits[job.attempts - 1], fault=kind, place=place, now=self.clock())
        log.warning("%s failed and will be tried again: %s at %s", job.name, kind, place)


def _renew_connection() -> None:
    """Drop a connection that has died or grown old: the next query makes another. Never within a transaction."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
