"""The outbox against a real SMTP server: told once, retried, given up aloud, safe from a worker killed at any point."""

import os
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import Message as Mail
from uuid import UUID, uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler
from django.conf import settings
from django.db import connection

from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.vocabulary import Kinship
from dueregard.authority.identity.models import PersonDetails
from dueregard.authority.identity.operations import correct_person
from dueregard.config.worker import address_of
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.notifications.channels import Mail as MailChannel
from dueregard.mechanisms.notifications.channels import OnScreen
from dueregard.mechanisms.notifications.models import Message
from dueregard.mechanisms.notifications.operations import WAITS, send_due, tell
from dueregard.mechanisms.notifications.queries import mail_in_trouble
from dueregard.mechanisms.notifications.vocabulary import Progress, Urgency
from dueregard.work.casework.models import Concern
from household import NOON, SETUP, inside, make_holder, make_provider
from work_casework_support import concern_about_a_learner


class Inbox(Handler):
    """Keeps what arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Mail] = []

    def handle_message(self, message: Mail) -> None:
        self.mails.append(message)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@pytest.fixture
def inbox(settings: pytest.FixtureRequest) -> Iterator[Inbox]:
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST = "127.0.0.1"  # type: ignore[attr-defined]
    settings.EMAIL_PORT = controller.port  # type: ignore[attr-defined]
    yield handler
    controller.stop()


def give_address(person: UUID) -> None:
    correct_person(
        details=PersonDetails.objects.get(person_id=person), email="lead@example.org", actor=SETUP, now=NOON
    )


def at(now: datetime, channel: MailChannel | OnScreen | None = None) -> int:
    return send_due(channel=channel or MailChannel(address_of), now=lambda: now)


@pytest.mark.django_db
def test_a_mail_says_that_a_record_needs_somebody_and_nothing_else(inbox: Inbox) -> None:
    with inside():
        give_address(make_holder("Lea Dee", "dsl"))
        concern = concern_about_a_learner()
        assert at(NOON) == 1
        assert at(NOON) == 0
        message = Message.objects.get()
    [mail] = inbox.mails
    assert (mail["To"], mail["Subject"]) == ("lead@example.org", "A record needs you today")
    assert mail["Message-ID"] == message.message_id
    text = mail.as_string()
    for word in ("Marlow", "drawing", "Harbour", "Lea", str(concern), "learner", "concern"):
        assert word not in text
    assert message.progress == Progress.ACCEPTED


@pytest.mark.django_db
def test_a_server_that_is_down_is_tried_again_and_then_said_aloud(settings: pytest.FixtureRequest) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # type: ignore[attr-defined]
    with inside():
        give_address(make_holder("Lea Dee", "dsl"))
        concern_about_a_learner()
        now = NOON
        for wait in WAITS:
            assert at(now) == 0
            assert Message.objects.get().progress == Progress.WAITING
            now += wait
        assert not mail_in_trouble(NOON)
        assert at(now) == 1
        assert Message.objects.get().progress == Progress.FAILED
        assert mail_in_trouble(now)


@pytest.mark.django_db
def test_without_mail_it_waits_on_the_persons_page() -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        concern_about_a_learner()
        assert at(NOON, OnScreen()) == 1
        assert Message.objects.get().progress == Progress.ON_SCREEN


@pytest.mark.django_db
def test_a_wall_that_arises_before_sending_withholds_the_message(inbox: Inbox) -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        give_address(lead)
        learner = make_holder("Kit Marlow", "apprentice")
        concern_about_a_learner(learner)
        record_relationship(person_id=lead, other_id=learner, kinship=Kinship.KIN, actor=SETUP, now=NOON)
        assert at(NOON) == 1
        assert Message.objects.get().progress == Progress.WITHHELD
    assert inbox.mails == []


@pytest.mark.django_db
def test_one_occasion_is_told_once() -> None:
    with inside():
        lead, thing = make_holder("Lea Dee", "dsl"), uuid4()
        for _ in range(2):
            with turn(actor=SETUP, now=NOON) as t:
                tell(
                    t, people=[lead, lead], thing_kind="concern", thing_id=thing, stream=Stream.OPEN,
                    urgency=Urgency.NOW, occasion="test",
                )  # fmt: skip
        assert Message.objects.count() == 1


KILLED = {
    "after the claim, before the server": ("_send", 0, 1),
    "after the server's answer, before our commit": ("_settle", 1, 2),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", KILLED)
def test_a_killed_worker_loses_nothing(where: str, inbox: Inbox) -> None:
    function, before, after = KILLED[where]
    provider = make_provider()
    with enter(provider):
        give_address(make_holder("Lea Dee", "dsl"))
        concern_about_a_learner()
    # A worker of its own, told to die in the one place, on the same database and the same mail server.
    script = f"""
        import os, signal, django
        from django.conf import settings
        django.setup()
        settings.DATABASES["default"]["NAME"] = {str(connection.settings_dict["NAME"])!r}
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", {settings.EMAIL_PORT}
        from datetime import datetime
        from dueregard.config.worker import address_of
        from dueregard.ground.tenancy.operations import by_slug, enter
        from dueregard.mechanisms.notifications import operations
        from dueregard.mechanisms.notifications.channels import Mail
        operations.{function} = lambda *given: os.kill(os.getpid(), signal.SIGKILL)
        with enter(by_slug("harbour")):
            operations.send_due(channel=Mail(address_of), now=lambda: datetime.fromisoformat({NOON.isoformat()!r}))
    """
    killed = subprocess.run(  # our own script
        [sys.executable, "-c", textwrap.dedent(script)],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "dueregard.config.settings"},
        check=False,
        timeout=60,
    )
    assert killed.returncode == -9
    assert len(inbox.mails) == before
    with enter(provider):
        assert at(NOON + timedelta(minutes=1)) == 0  # the dead worker's lease still stands
        assert at(NOON + timedelta(minutes=6)) == 1
        assert Message.objects.get().progress == Progress.ACCEPTED
        assert Concern.objects.count() == 1
    assert len(inbox.mails) == after
    assert len({mail["Message-ID"] for mail in inbox.mails}) == 1
