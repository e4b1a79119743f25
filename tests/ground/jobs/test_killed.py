"""A worker in a process of its own, killed with -9 in the worst places, or asked politely to stop."""

import os
import signal
import subprocess
import sys
import textwrap
from uuid import uuid4

import pytest
from django.db import connection

import forked
from dueregard.ground.audit.operations import Subject, turn
from dueregard.ground.audit.vocabulary import Read
from dueregard.ground.jobs.models import Job
from dueregard.ground.jobs.vocabulary import LEASE, State
from dueregard.ground.tenancy.operations import enter
from ground.jobs.chores import DIE, dawdle, effects, linger, tally, worker
from household import NOON, SETUP, make_provider

SCRIPT = """
    import signal, sys, django
    from django.conf import settings
    django.setup()
    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    from ground.jobs.chores import worker
    ours = worker(sleep=lambda seconds: ours.stop())
    ours.forks = True
    signal.signal(signal.SIGTERM, lambda *_: ours.stop())
    ours.run()
"""


def environment(die: str = "") -> dict[str, str]:
    own = {"DJANGO_SETTINGS_MODULE": "dueregard.config.settings", "PYTHONPATH": os.pathsep.join(sys.path)}
    return os.environ | own | {DIE: die}


def database() -> str:
    return str(connection.settings_dict["NAME"])


def work(die: str = "") -> int:
    """Let a worker do what is due at noon, on the database of this test, and stop; how it ended."""
    return forked.run(database(), environment=environment(die), script=textwrap.dedent(SCRIPT)).returncode


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("place", "already"),
    [("before the effect", 0), ("within the transaction", 0), ("after the commit", 1)],
)
def test_killed_anywhere_the_effect_is_there_once(place: str, already: int) -> None:
    provider, thing = make_provider(), uuid4()
    with enter(provider):
        tally.using(run_after=NOON).enqueue(thing_id=thing)
    assert work(place) == -signal.SIGKILL
    with enter(provider):
        assert effects(thing) == already
    assert worker(NOON + LEASE / 2).run_until_idle() == 0  # the dead worker's lease still stands
    assert worker(NOON + LEASE).run_until_idle() == 1 - already
    with enter(provider):
        assert effects(thing) == 1
    assert Job.objects.get().state == State.DONE


@pytest.mark.django_db(transaction=True)
def test_asked_to_stop_it_ends_the_job_in_hand() -> None:
    provider, things = make_provider(), (uuid4(), uuid4())
    with enter(provider):
        for thing in things:
            linger.using(run_after=NOON).enqueue(thing_id=thing)
    asked = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SCRIPT), database()],
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert asked.stdout is not None
    assert asked.stdout.readline() == "lingering\n"
    asked.terminate()
    asked.communicate(timeout=60)
    assert asked.returncode == 0
    with enter(provider):
        assert [effects(thing) for thing in things] == [1, 0]
    assert sorted(Job.objects.values_list("state", flat=True)) == [State.DONE, State.WAITING]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("die", ["", "within the transaction"])
def test_what_takes_minutes_keeps_no_other_job_waiting(die: str) -> None:
    """It runs in a process of its own, and one that is killed there is as one that was killed in the loop."""
    provider, slow, quick = make_provider(), uuid4(), uuid4()
    with enter(provider):
        dawdle.using(run_after=NOON, priority=1).enqueue(thing_id=slow, until=quick)
        if not die:
            tally.using(run_after=NOON).enqueue(thing_id=quick)
        else:
            with turn(actor=SETUP, now=NOON) as t:
                t.record(Read((quick,)), Subject("thing", quick))
    assert work(die) == 0
    with enter(provider):
        assert (effects(slow), effects(quick)) == (0 if die else 1, 1)
    assert worker(NOON + LEASE).run_until_idle() == (1 if die else 0)
    assert set(Job.objects.values_list("state", flat=True)) == {State.DONE}
