"""Periodic work runs once a slot, for the house and then for each provider, however many workers there are."""

from datetime import timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection

from dueregard.ground.jobs import operations
from dueregard.ground.jobs.models import Job
from dueregard.ground.jobs.worker import Periodic
from dueregard.ground.tenancy.operations import enter
from ground.jobs.chores import effects, note, ran, sweep_up, tally, whose, worker
from household import NOON, make_provider

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
DAILY = (Periodic(whose, timedelta(days=1)), Periodic(sweep_up, HOUR))


@pytest.mark.django_db
def test_the_house_comes_first_and_then_each_provider() -> None:
    quay, harbour = make_provider("quay"), make_provider("harbour")
    worker(NOON, DAILY).run_until_idle()
    assert ran[0] == ("sweep_up", None)
    assert {whose for _, whose in ran[1:]} == {(harbour.id, NOON), (quay.id, NOON)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("after", "runs"),
    [
        ((), 1),
        ((MINUTE, 59 * MINUTE), 1),
        ((HOUR,), 2),
        ((HOUR, HOUR + MINUTE, 2 * HOUR), 3),
        ((72 * HOUR,), 2),  # what was missed is made up for by one
        ((HOUR, -HOUR, MINUTE), 2),  # a clock that goes back runs nothing again
    ],
)
def test_a_slot_runs_once(after: tuple[timedelta, ...], runs: int) -> None:
    for passed in (timedelta(), *after):
        for _ in range(2):
            worker(NOON + passed, DAILY).run_until_idle()
    assert ran.count(("sweep_up", None)) == runs


@pytest.mark.django_db
def test_a_new_provider_joins_at_once() -> None:
    make_provider("harbour")
    worker(NOON, DAILY).run_until_idle()
    quay = make_provider("quay")
    ran.clear()
    worker(NOON + MINUTE, DAILY).run_until_idle()
    assert ran == [("whose", (quay.id, NOON + MINUTE))]


@pytest.mark.django_db
def test_slots_do_not_pile_up_while_nothing_is_done() -> None:
    for hours in range(5):
        worker(NOON + hours * HOUR, DAILY)._queue_periodic(NOON + hours * HOUR)
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_a_slot_is_taken_by_one() -> None:
    provider = make_provider().id
    assert [operations.take_slot("a", provider, NOON) for _ in range(2)] == [True, False]
    assert [operations.take_slot("a", None, NOON) for _ in range(2)] == [True, False]
    assert operations.take_slot("b", None, NOON)
    assert operations.slots() == {("a", provider): NOON, ("a", None): NOON, ("b", None): NOON}


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_do_everything_once() -> None:
    provider, things = make_provider(), [uuid4() for _ in range(12)]
    with enter(provider):
        for thing in things:
            tally.using(run_after=NOON).enqueue(thing_id=thing)

    def work() -> None:
        worker(NOON, (Periodic(note, HOUR), Periodic(sweep_up, HOUR))).run_until_idle()
        connection.close()

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with enter(provider):
        assert [effects(thing) for thing in things] == [1] * len(things)
    assert sorted(ran, key=str) == [("note", None), ("sweep_up", None)]
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
