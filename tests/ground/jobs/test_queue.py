"""The queue: jobs are there when what calls for them is, are held by one worker at a time, and never end in silence."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, connection, transaction
from django_tasks import TaskResultStatus, default_task_backend
from django_tasks.exceptions import TaskResultDoesNotExist

from dueregard.ground.jobs import operations, queries
from dueregard.ground.jobs.models import Heartbeat, Job
from dueregard.ground.jobs.operations import LeaseLost
from dueregard.ground.jobs.tasks import clear_away
from dueregard.ground.jobs.vocabulary import LEASE, WAITS, State
from dueregard.ground.kernel.scope import OutOfScope
from dueregard.ground.tenancy.operations import enter
from ground.jobs.chores import (
    SECRET,
    Colour,
    effects,
    note,
    note_all,
    ran,
    stumble,
    sweep_up,
    tally,
    whose,
    worker,
)
from household import NOON, inside, make_provider

MINUTE = timedelta(minutes=1)
A_WORKER = UUID(int=1)


@pytest.fixture
def office(db: None) -> Iterator[UUID]:
    with inside() as provider:
        yield provider.id


def test_a_job_is_there_when_its_transaction_is(office: UUID) -> None:
    def undone() -> None:
        with transaction.atomic():
            note.using(run_after=NOON).enqueue()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    assert Job.objects.count() == 0
    note.using(run_after=NOON).enqueue()
    assert worker().run_until_idle() == 1
    assert ran == [("note", None)]


def test_arguments_arrive_typed(office: UUID) -> None:
    given = (uuid4(), NOON.date(), NOON, Colour.BLUE, 3, True, "concern-reported")
    names = ("thing_id", "on", "at", "colour", "n", "sure", "slug")
    note_all.using(run_after=NOON).enqueue(**dict(zip(names, given, strict=True)))  # type: ignore[arg-type]
    worker().run_until_idle()
    assert ran == [("note_all", given)]


@pytest.mark.parametrize(
    ("task", "args", "kwargs", "fault"),
    [
        (note.using(run_after=NOON), (UUID(int=1),), {}, "its arguments are named"),
        (note, (), {}, "say from when"),
        (note.using(run_after=NOON), (), {"thing_id": SECRET}, "thing_id must be UUID"),
    ],
)
def test_what_may_not_be_queued_is_not(office: UUID, task: Any, args: Any, kwargs: Any, fault: str) -> None:
    with pytest.raises(TypeError, match=fault):
        task.enqueue(*args, **kwargs)
    assert Job.objects.count() == 0


@pytest.mark.django_db
def test_a_job_runs_in_the_scope_of_its_provider_and_in_no_other() -> None:
    harbour, quay = make_provider("harbour"), make_provider("quay")
    with pytest.raises(OutOfScope):
        whose.using(run_after=NOON).enqueue()
    for provider in (harbour, quay):
        with enter(provider):
            whose.using(run_after=NOON).enqueue()
    worker(NOON + MINUTE).run_until_idle()
    assert sorted(ran) == sorted(("whose", (provider.id, NOON + MINUTE)) for provider in (harbour, quay))


def test_what_is_due_is_done_first_come_first_served_but_the_urgent_before(office: UUID) -> None:
    things = [UUID(int=n) for n in range(5)]
    note.using(run_after=NOON + MINUTE).enqueue(thing_id=things[0])
    note.using(run_after=NOON).enqueue(thing_id=things[1])
    note.using(run_after=NOON + timedelta(seconds=1)).enqueue(thing_id=things[2])
    note.using(run_after=NOON + MINUTE, priority=10).enqueue(thing_id=things[3])
    note.using(run_after=NOON + 2 * MINUTE, priority=20).enqueue(thing_id=things[4])
    assert worker(NOON + MINUTE).run_until_idle() == 4
    assert [thing for _, thing in ran] == [things[3], things[1], things[2], things[0]]


def test_a_job_of_one_key_waits_once_until_it_has_begun(office: UUID) -> None:
    keyed = note.using(run_after=NOON, key="one")
    first, second = keyed.enqueue(), keyed.enqueue()
    other = note.using(run_after=NOON, key="other").enqueue()
    elsewhere = tally.using(run_after=NOON, key="one").enqueue(thing_id=UUID(int=1))
    assert (first.id == second.id, len({first.id, other.id, elsewhere.id})) == (True, 3)
    claimed = operations.claim(A_WORKER, now=NOON)
    assert claimed is not None
    assert str(claimed.id) == first.id
    # What called for it the third time may have happened after the first began, and so must be looked at.
    assert keyed.enqueue().id != first.id
    unkeyed = note.using(run_after=NOON)
    assert unkeyed.enqueue().id != unkeyed.enqueue().id


@pytest.mark.django_db
def test_a_key_is_of_one_provider_or_of_the_house() -> None:
    with inside("harbour"):
        mine = note.using(run_after=NOON, key="one").enqueue()
    with inside("quay"):
        theirs = note.using(run_after=NOON, key="one").enqueue()
        house = sweep_up.using(run_after=NOON, key="one").enqueue()
    assert sweep_up.using(run_after=NOON, key="one").enqueue().id == house.id
    assert len({mine.id, theirs.id, house.id}) == 3


@pytest.mark.django_db(transaction=True)
def test_a_job_that_stands_for_another_begins_after_what_that_one_was_called_for() -> None:
    """Else it would look at the world before the change, and nobody would look after it."""
    sweep_up.using(run_after=NOON, key="one").enqueue()
    seen: list[bool] = []

    def claim() -> None:
        if operations.claim(A_WORKER, now=NOON):
            seen.append(Heartbeat.objects.filter(process="change").exists())
        connection.close()

    other = Thread(target=claim)
    with transaction.atomic():
        operations.beat("change", now=NOON)
        sweep_up.using(run_after=NOON, key="one").enqueue()
        other.start()
        other.join(0.5)
        assert seen == []  # it was passed over, or is still being waited for
    other.join()
    if not seen:
        claim_again = operations.claim(A_WORKER, now=NOON)
        assert claim_again is not None
    assert seen in ([], [True])


def test_a_fault_puts_it_off_longer_each_time_and_then_fails_it_aloud(
    office: UUID, caplog: pytest.LogCaptureFixture
) -> None:
    result = stumble.using(run_after=NOON).enqueue()
    now, attempts = NOON, []
    for wait in (*stumble.waits, None):
        assert worker(now - timedelta(seconds=1)).run_until_idle() == 0
        assert worker(now).run_until_idle() == 1
        row = Job.objects.get()
        attempts.append((row.state, row.attempts))
        now += wait or timedelta()
    assert attempts == [(State.WAITING, 1), (State.WAITING, 2), (State.FAILED, 3)]
    assert worker(now + timedelta(days=1)).run_until_idle() == 0
    assert [job.id for job in queries.failed()] == [row.id]
    result.refresh()
    assert result.status == TaskResultStatus.FAILED
    assert result.errors[0].exception_class_path == "builtins.ValueError"
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING", "ERROR"]
    # Neither what was raised nor anything on its way is kept or logged: only where.
    assert SECRET not in caplog.text + repr([*Job.objects.values()])
    assert row.fault_place.startswith("ground/jobs/worker.py:")


def test_a_lease_keeps_others_out_until_it_ends(office: UUID) -> None:
    note.using(run_after=NOON).enqueue()
    first = operations.claim(A_WORKER, now=NOON)
    assert first is not None
    assert operations.claim(A_WORKER, now=NOON + LEASE - MINUTE) is None
    operations.extend(first, now=NOON + LEASE - MINUTE)
    assert operations.claim(A_WORKER, now=NOON + LEASE) is None
    second = operations.claim(A_WORKER, now=NOON + 2 * LEASE)
    assert second is not None
    assert (second.id, second.attempts) == (first.id, 2)


def test_who_lost_the_lease_can_write_nothing_more(office: UUID) -> None:
    thing = uuid4()
    tally.using(run_after=NOON).enqueue(thing_id=thing)
    slow, quick = worker(NOON), worker(NOON + LEASE)
    held = operations.claim(slow.id, now=NOON)
    assert held is not None
    assert quick.run_until_idle() == 1
    assert effects(thing) == 1
    slow._attempt(held)  # it wakes up, writes its effect, and finds that the job is not its own any more
    assert effects(thing) == 1
    assert Job.objects.get().state == State.DONE
    for late in (operations.extend, operations.finish):
        with pytest.raises(LeaseLost):
            late(held, now=NOON + LEASE)
    operations.fail(held, fault="x", place="y", now=NOON)
    assert Job.objects.get().state == State.DONE


def test_who_lost_the_lease_is_not_taken_for_who_has_it(office: UUID) -> None:
    note.using(run_after=NOON).enqueue()
    slow = operations.claim(A_WORKER, now=NOON)
    quick = operations.claim(A_WORKER, now=NOON + LEASE)  # the same worker, even
    assert slow is not None
    assert quick is not None
    for late in (operations.extend, operations.finish):
        with pytest.raises(LeaseLost):
            late(slow, now=NOON + LEASE)
    operations.put_off(slow, wait=MINUTE, fault="x", place="y", now=NOON + LEASE)
    operations.fail(slow, fault="x", place="y", now=NOON + LEASE)
    assert (Job.objects.get().state, Job.objects.get().fault) == (State.RUNNING, "")
    operations.finish(quick, now=NOON + LEASE)
    assert Job.objects.get().state == State.DONE


def test_a_job_whose_worker_dies_every_time_fails_aloud(office: UUID) -> None:
    note.using(run_after=NOON).enqueue()
    now = NOON
    for _ in range(len(WAITS) + 1):
        assert operations.claim(A_WORKER, now=now) is not None  # and never heard of again
        now += LEASE
    assert worker(now).run_until_idle() == 1
    assert [job.fault.rpartition(".")[2] for job in queries.failed()] == ["WorkerDied"]
    assert ran == []


def test_a_job_nobody_knows_any_more_waits_and_then_fails_aloud(office: UUID) -> None:
    note.using(run_after=NOON).enqueue()
    Job.objects.update(name="jobs.gone")
    assert worker().run_until_idle() == 1
    assert Job.objects.get().state == State.WAITING
    assert worker(NOON + WAITS[0]).run_until_idle() == 1
    assert Job.objects.get().fault == "builtins.KeyError"


def test_how_a_job_stands_is_told_by_the_usual_interface(office: UUID) -> None:
    result = tally.using(run_after=NOON).enqueue(thing_id=UUID(int=7))
    assert (result.status, result.kwargs, result.attempts) == (
        TaskResultStatus.READY, {"thing_id": str(UUID(int=7))}, 0,
    )  # fmt: skip
    worker(NOON + MINUTE).run_until_idle()
    assert tally.get_result(result.id).status == TaskResultStatus.SUCCESSFUL
    result.refresh()
    assert (result.finished_at, result.attempts, result.return_value) == (NOON, 1, None)
    with pytest.raises(TaskResultDoesNotExist):
        default_task_backend.get_result(str(uuid4()))


def test_what_ended_long_ago_is_cleared_away(office: UUID) -> None:
    note.using(run_after=NOON).enqueue()
    worker(NOON).run_until_idle()
    stumble.using(run_after=NOON).enqueue()
    Job.objects.filter(name="jobs.stumble").update(state=State.FAILED)
    note.using(run_after=NOON + timedelta(days=365)).enqueue()
    for days, left in ((6, 3), (8, 2), (89, 2), (91, 1)):
        clear_away.using(run_after=NOON).enqueue()
        worker(NOON + timedelta(days=days)).run_until_idle()
        assert Job.objects.exclude(name="jobs.clear_away").count() == left


def test_the_worker_gives_a_sign_of_life_and_its_silence_is_noticed(office: UUID) -> None:
    assert queries.last_ran() is None
    assert queries.is_silent(queries.last_ran(), NOON)
    worker(NOON).run_once()
    assert queries.last_ran() == NOON
    assert not queries.is_silent(queries.last_ran(), NOON + 4 * MINUTE)
    assert queries.is_silent(queries.last_ran(), NOON + 5 * MINUTE)


def test_a_worker_works_until_it_is_told_to_stop(office: UUID) -> None:
    naps: list[float] = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 3:
            busy.stop()

    busy = worker(NOON, sleep=nap)
    note.using(run_after=NOON).enqueue()
    busy.run()
    assert (ran, naps) == ([("note", None)], [1.0, 1.0, 1.0])


def test_a_database_that_does_not_answer_does_not_end_the_worker(db: None) -> None:
    troubles = [OperationalError(SECRET), OperationalError(SECRET)]

    def clock() -> Any:
        if troubles:
            raise troubles.pop()
        return NOON

    patient = worker(clock, sleep=lambda seconds: None if troubles else patient.stop())
    patient.run()
    assert troubles == []
