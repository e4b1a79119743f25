"""The drill: the worker is dead and the web goes on. Reports are taken, everybody who should know is told that messages
do not get out and what to do, nothing is called told; and when the worker is back all of it goes out, once."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.assurance.health.queries.lines import installation
from dueregard.assurance.health.vocabulary import State
from dueregard.authority.access.models import Holding
from dueregard.authority.access.operations import give_holding
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.jobs.operations import beat
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.mechanisms.notifications.models import Message
from dueregard.mechanisms.notifications.queries import state_of
from dueregard.mechanisms.notifications.vocabulary import Progress
from dueregard.mechanisms.notifications.words import sentence
from dueregard.work.casework.models import Concern
from household import NOON, SETUP
from mechanisms.notifications.letterbox import Inbox, make_reader, office, work

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


@pytest.fixture
def house(inbox: Inbox) -> Any:
    """A provider of real people with a mail server, two who handle concerns and one who answers for them; the worker
    died two hours ago."""
    with office() as provider:
        Provider.objects.filter(pk=provider.pk).update(live_since=NOON)
        adopt(data=archetype("safeguarding-core"), path="p.md", actor=SETUP, now=NOON)
        for name, role in (("Lea Dee", "dsl"), ("Sec Ond", "dsl"), ("Di Rector", "head")):
            post_of(make_reader(name, f"{name[:3].lower().strip()}@example.org"), role)
        beat("worker", now=utc_now() - timedelta(hours=2))
        yield Provider.objects.get(pk=provider.pk)


def post_of(person: UUID, role: str) -> None:
    give_holding(person_id=person, role=role, actor=SETUP, now=NOON)


def holder(role: str) -> UUID:
    found: UUID = Holding.objects.filter(role=role).order_by("recorded_at", "id")[0].person_id
    return found


def report(provider: Provider) -> str:
    said = {"request_id": str(uuid4()), "reporter": "learner", "about": "self", "danger": "no", "seen": "x"}
    return text(Client().post(reverse("report", args=[provider.short_code]), said | {"step": "send"}))


def the_worker() -> Any:
    [found] = [line.found for line in installation(utc_now()) if line.id == "worker"]
    return found


def test_with_the_worker_dead_everything_goes_on_and_nothing_is_said_that_is_not_so(
    house: Provider, inbox: Inbox
) -> None:
    for _ in range(2):
        assert "Our messages are not getting through at the moment" in report(house)
    assert (Concern.objects.count(), inbox.mails) == (2, [])
    lead, head = sign_in(holder("dsl"), house), sign_in(holder("head"), house)
    for page in (text(lead.get(reverse("desk-queue"))), text(head.get(reverse("health")))):
        assert "telephone whoever must know now" in page
        assert "background work has stopped" in page
    assert "What waits for people is on their own pages all the same" in text(lead.get(reverse("desk-queue")))
    health = text(head.get(reverse("health")))
    assert "The worker has not run for 2 hours" in health
    assert "Start <code>dueregard worker</code>" in health
    found = the_worker()  # what `dueregard doctor` prints
    assert (found.state, "dueregard worker" in found.mend) == (State.BROKEN, True)
    for concern in Concern.objects.all():
        standings = state_of(concern.id)
        assert {one.progress for one in standings} == {Progress.WAITING}
        said = " ".join(sentence(one, "Lea Dee") for one in standings)
        assert ("Not sent yet." in said, "told" in said, "Accepted" in said) == (True, False, False)


def test_when_the_worker_is_back_all_of_it_goes_out_once(house: Provider, inbox: Inbox) -> None:
    for _ in range(2):
        report(house)
    waiting = Message.objects.count()
    assert waiting >= 2
    back = utc_now() + timedelta(minutes=30)
    work(back)
    assert [row.progress for row in Message.objects.exclude(progress=Progress.ACCEPTED)] == []
    sent = [(mail["To"], mail["Message-ID"]) for mail in inbox.mails]
    assert len(set(sent)) == len(sent) > 0
    work(back + timedelta(hours=1))
    assert len(inbox.mails) == len(sent)
    beat("worker", now=utc_now())
    assert the_worker().state is State.GOOD
    assert "telephone whoever must know now" not in text(
        sign_in(holder("dsl"), house).get(reverse("desk-queue"))
    )
    assert "not getting through" not in report(house)
