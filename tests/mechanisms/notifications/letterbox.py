"""A mail server of our own, people who are real as far as the outbox knows, and things they may be told of."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from email.message import Message as Mail
from threading import Event
from typing import Any
from uuid import UUID, uuid4

from aiosmtpd.handlers import Message as KeepsMessages
from aiosmtpd.smtp import SMTP, Envelope, Session

from dueregard.authority.identity.models import PersonDetails
from dueregard.authority.identity.operations import correct_person
from dueregard.config.worker import make_worker
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel.rulings import Ruling, allow, deny
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import create_provider, enter
from dueregard.ground.tenancy.vocabulary import Nation
from dueregard.mechanisms.notifications.models import Message
from dueregard.mechanisms.notifications.operations import tell
from dueregard.mechanisms.notifications.recipients import ask_before_sending
from dueregard.mechanisms.notifications.vocabulary import Urgency
from household import NOON, SETUP, make_person

shut_out: set[UUID] = set()
"""People who may not be told of anything any more."""


def not_shut_out(message: Message, now: datetime) -> Ruling:
    return deny("shut out") if message.person_id in shut_out else allow("not shut out")


ask_before_sending("thing", not_shut_out)


class Inbox(KeepsMessages):
    """Keeps what arrives. `at` is called at each step of the conversation, and may end it with an answer of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Mail] = []
        self.at: Callable[[str], str | None] = lambda step: None
        self.recipient_answer = "250 OK"
        self.has_text = Event()
        self.may_answer = Event()
        self.may_answer.set()
        self.has_left = Event()

    def handle_message(self, message: Mail) -> None:
        self.mails.append(message)

    async def handle_EHLO(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.at("greeting")
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.at("recipient")
        if self.recipient_answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if answer := self.at("text"):
            return answer
        self.has_text.set()
        while not self.may_answer.is_set():
            await asyncio.sleep(0.01)
        answered: str = await super().handle_DATA(server, session, envelope)
        return answered

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.has_left.set()
        return "221 Bye"


@contextmanager
def office(slug: str = "office", *, fictional: bool = False) -> Iterator[Provider]:
    """A provider whose people do get mail, entered."""
    with enter(make_office(slug, fictional=fictional)) as provider:
        yield provider


def make_office(slug: str = "office", *, fictional: bool = False) -> Provider:
    return create_provider(
        slug=slug, name="Office Training", nation=Nation.ENGLAND, actor=SETUP, now=NOON, fictional=fictional
    )


def make_reader(name: str = "Lea Dee", email: str = "lead@example.org") -> UUID:
    """Somebody with a mail address."""
    person = make_person(name)
    give_address(person, email)
    return person


def give_address(person: UUID, email: str) -> None:
    """As an import of people might bring it."""
    known = PersonDetails.objects.known(NOON).get(person_id=person)
    correct_person(details=known, email=email, actor=SETUP, now=NOON)


def tell_of(
    *people: UUID,
    thing: UUID | None = None,
    stream: Stream = Stream.OPEN,
    urgency: Urgency = Urgency.TODAY,
    occasion: str = "test",
    now: datetime = NOON,
) -> UUID:
    """Tell people of a thing; returns its id."""
    thing_id = thing or uuid4()
    with turn(actor=SETUP, now=now) as t:
        tell(
            t, people=people, thing_kind="thing", thing_id=thing_id, stream=stream, urgency=urgency, occasion=occasion
        )  # fmt: skip
    return thing_id


def work(now: datetime = NOON) -> int:
    """Let the worker of the composition root do what is due; returns how many messages it attempted."""
    worker = make_worker(clock=lambda: now)
    worker.periodic = ()
    return worker.run_until_idle()


def the_message(**which: Any) -> Message:
    message: Message = Message.objects.get(**which)
    return message
