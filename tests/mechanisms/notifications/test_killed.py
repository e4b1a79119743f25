"""A worker killed with -9 at each step of sending: sent once; but after the server's answer twice, and recognisably."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection

from dueregard.ground.audit.operations import turn
from dueregard.ground.jobs.vocabulary import LEASE
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.notifications.models import Message
from dueregard.mechanisms.notifications.vocabulary import Progress
from household import NOON, SETUP
from mechanisms.notifications.letterbox import Inbox, make_office, make_reader, tell_of, work

# The worker of the composition root, at noon, on the database of this test and its mail server.
SCRIPT = """
    import sys, django
    from datetime import datetime
    from django.conf import settings
    django.setup()
    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    import mechanisms.notifications.letterbox  # who may be told of our things
    from dueregard.config.worker import make_worker
    make_worker(clock=lambda: datetime.fromisoformat(sys.argv[2])).run()
"""
PATIENCE_SECONDS = 60


@pytest.fixture
def provider(transactional_db: None, inbox: Inbox) -> Provider:
    """Somebody is to be told of something."""
    provider = make_office()
    with enter(provider):
        tell_of(make_reader())
    return provider


@contextmanager
def a_worker() -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process of its own, gone afterwards whatever happens."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SCRIPT), str(connection.settings_dict["NAME"]), NOON.isoformat()],
        env=os.environ | {
            "DJANGO_SETTINGS_MODULE": "dueregard.config.settings",
            "DUEREGARD_MAIL_SECURITY": "none",
            "DUEREGARD_MAIL_HOST": settings.EMAIL_HOST,
            "DUEREGARD_MAIL_PORT": str(settings.EMAIL_PORT),
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def accepted(provider: Provider) -> bool:
    with enter(provider):
        return Message.objects.get().progress == Progress.ACCEPTED


@pytest.mark.parametrize("step", ["greeting", "recipient", "text"])
def test_a_killed_worker_loses_nothing(step: str, provider: Provider, inbox: Inbox) -> None:
    with a_worker() as worker:

        def kill(at: str) -> str | None:
            if at != step:
                return None
            worker.kill()
            worker.wait()
            return "451 nobody is there to hear the answer"

        inbox.at = kill
        assert worker.wait(PATIENCE_SECONDS) == -signal.SIGKILL
    inbox.at = lambda at: None
    assert (inbox.mails, accepted(provider)) == ([], False)
    work(NOON + LEASE / 2)
    assert inbox.mails == []  # the dead worker's lease still stands
    for later in (LEASE, 2 * LEASE):
        work(NOON + later)
        assert (len(inbox.mails), accepted(provider)) == (1, True)


def test_killed_after_our_commit_it_is_not_sent_again(provider: Provider, inbox: Inbox) -> None:
    with a_worker() as worker:
        wait_until = time.monotonic() + PATIENCE_SECONDS
        while not accepted(provider) and time.monotonic() < wait_until:
            time.sleep(0.05)
        worker.kill()
    work(NOON + LEASE)
    assert (len(inbox.mails), accepted(provider)) == (1, True)


def test_only_between_the_answer_and_our_commit_it_is_sent_twice_with_the_same_id(
    provider: Provider, inbox: Inbox
) -> None:
    inbox.may_answer.clear()
    with a_worker() as worker:
        assert inbox.has_text.wait(PATIENCE_SECONDS)
        # Whoever has the turn keeps the worker from its commit; it has the answer when it takes its leave.
        with enter(provider), turn(actor=SETUP, now=NOON):
            inbox.may_answer.set()
            assert inbox.has_left.wait(PATIENCE_SECONDS)
            worker.kill()
            worker.wait()
    assert (len(inbox.mails), accepted(provider)) == (1, False)
    for later in (LEASE, 2 * LEASE):
        work(NOON + later)
    first, second = inbox.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert accepted(provider)
