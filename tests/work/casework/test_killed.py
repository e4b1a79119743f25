"""Drill: the power goes in mid-report. What was acknowledged is there, once; what was not can be sent again.

`python -m bench kill` does the same through the web for hours, and kills the worker and PostgreSQL too.
"""

import os
import random
import signal
import subprocess
import sys
import time
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection

from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.crypto.operations import unseal
from dueregard.ground.jobs.models import Job
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.receipts import show
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import NOON, SETUP, inside, make_holder

DEATHS = 2
PROGRAM = """
import sys, os
from uuid import UUID, uuid4
import django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.operations import by_slug, enter
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
with enter(by_slug("harbour")):
    while True:
        request = uuid4()
        print(request, flush=True)
        said = {"seen": f"Words of {request}."}
        report = Report(reporter=ReporterKind.ANONYMOUS, about=AboutKind.LEARNER, account=said)
        done = report_concern(report=report, request_id=request, actor=Actor.outsider(), now=utc_now())
        print(done.reference, done.code, flush=True)
"""


@pytest.fixture
def provider(transactional_db: None) -> Provider:
    with inside() as found:
        make_holder("Lea Dee", "dsl")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
    return found


def _until_the_power_goes() -> tuple[list[tuple[UUID, str, str]], UUID]:
    """What a process acknowledged before it was killed, and the report it had in hand."""
    own = {f"DUEREGARD_{name}": str(getattr(settings, name)) for name in ("DATA", "KEYS")}
    own["DJANGO_SETTINGS_MODULE"] = "dueregard.config.settings"
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(connection.settings_dict["NAME"])],
        stdout=subprocess.PIPE, text=True, env=os.environ | own,
    )  # fmt: skip
    assert process.stdout
    said = [process.stdout.readline() for _ in range(8)]
    time.sleep(random.uniform(0, 0.1))
    process.send_signal(signal.SIGKILL)
    said += process.stdout.readlines()
    process.wait()
    process.stdout.close()
    lines = [line.split() for line in said if line.endswith("\n")]
    held = [
        (UUID(born), reference, code)
        for (born,), (reference, code) in zip(lines[::2], lines[1::2], strict=False)
    ]
    return held, UUID(lines[-1 if len(lines) % 2 else -2][0])


def _sent_again(request: UUID) -> tuple[UUID, str, str]:
    report = Report(
        reporter=ReporterKind.ANONYMOUS, about=AboutKind.LEARNER, account={"seen": f"Words of {request}."}
    )
    done = report_concern(report=report, request_id=request, actor=Actor.outsider(), now=NOON)
    return request, done.reference, done.code


def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(provider: Provider) -> None:
    """Takes as long as a process needs to start, a few times."""
    held = {}
    with enter(provider):
        for _ in range(DEATHS):
            acknowledged, in_hand = _until_the_power_goes()
            assert len(acknowledged) >= 4
            for request, *receipt in (*acknowledged, _sent_again(in_hand)):
                held[request] = tuple(receipt)
        assert Concern.objects.count() == len(held)
        for request, (reference, code) in held.items():
            found = show(reference=reference, code=code, now=NOON).standing.concern_id
            concern = Concern.objects.select_related("account_key").get(pk=found, request_id=request)
            assert f"Words of {request}." in unseal(concern, "account", concern.account_key)
        assert (verify().fault, verify_words(), verify_rows()) == (None, None, None)
        sent = Job.objects.filter(name="notifications.send").values_list("arguments", flat=True)
        assert sorted(one["message_id"] for one in sent) == sorted(
            map(str, Message.objects.values_list("id", flat=True))
        )
