"""Kill -9 under load: web, worker and database server die at random while people report; nothing acknowledged is lost.

Clients do what people do: form, check, send, and send the same once more when no answer comes. In the end every receipt
must open its concern with the words that were sent, no concern may be there that nobody has a receipt of, the audit
record must hold, and a message may have been sent twice only as the same mail.
"""

import argparse
import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import urlencode
from uuid import uuid4

from django.db import connection

from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.crypto.operations import unseal
from dueregard.ground.jobs.models import Job
from dueregard.ground.jobs.vocabulary import State
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.notifications.models import Message
from dueregard.mechanisms.notifications.queries import LATE_AFTER
from dueregard.mechanisms.notifications.vocabulary import UNSETTLED, Progress
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.receipts import show

from .house import make_house
from .mortal import Mortal, mortals
from .postbox import Postbox
from .serving import Talk, free_port
from .submit import HIDDEN, RECEIPT, REQUEST_ID, WORDS
from .table import Target, heading, row

_NO_ANSWER = (OSError, http.client.HTTPException, RuntimeError)
_DRAINED = timedelta(minutes=12)
"""A killed worker's job is taken again when its lease has run out, and waits a minute after a failed try."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What a reporter holds in their hand."""

    reference: str
    code: str
    words: str


@dataclass(slots=True)
class Load:
    """People who report until enough have a receipt, or time is over."""

    provider: Provider
    ports: tuple[int, ...]
    wanted: int
    until: float
    held: list[Acknowledged] = field(default_factory=list)
    begun: int = 0
    sent_again: int = 0
    answered_at: list[float] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def report(self) -> None:
        """One person after the other."""
        while self._another():
            self.held.append(self._one())
            self.answered_at.append(time.monotonic())

    def _another(self) -> bool:
        with self._lock:
            if self.begun >= self.wanted or time.monotonic() > self.until:
                return False
            self.begun += 1
            return True

    def _one(self) -> Acknowledged:
        path, words = f"/r/{self.provider.short_code}/report/", f"{uuid4()} {WORDS}"
        form = self._insist(lambda talk: REQUEST_ID.search(talk.get(path)))
        said = {
            "request_id": form[1],
            "reporter": "anonymous",
            "about": "learner",
            "danger": "no",
            "seen": words,
        }
        check = self._insist(lambda talk: HIDDEN.findall(talk.post(path, urlencode(said))))
        body = urlencode([*((name, unescape(value)) for name, value in check), ("step", "send")])
        receipt = self._insist(lambda talk: RECEIPT.findall(talk.post(path, body)), sending=True)
        return Acknowledged(*receipt, words)

    def _insist(self, ask: Callable[[Talk], object], *, sending: bool = False) -> object:
        """Ask until there is an answer, as somebody does who wants to be heard."""
        while True:
            try:
                if found := ask(Talk(random.choice(self.ports))):
                    return found
            except _NO_ANSWER:
                pass
            self.sent_again += sending
            time.sleep(0.2)


def main() -> None:
    """Let people report while everything dies, then look."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=10_000, help="how many are to be acknowledged")
    parser.add_argument("--clients", type=int, default=8, help="how many people at a time")
    parser.add_argument("--every", type=float, default=12, help="seconds between two deaths, on average")
    parser.add_argument("--minutes", type=float, default=240, help="end then, with however many there are")
    options, _ = parser.parse_known_args()
    with Postbox() as postbox:
        provider = make_house(with_mail=True)
        load = Load(provider, (free_port(),), options.reports, time.monotonic() + options.minutes * 60)
        began = time.monotonic()
        with mortals(load.ports[0], postbox.port) as dying:
            deaths = _while_everything_dies(load, dying, options)
            took = time.monotonic() - began
            drain(dying)
        heading(f"Kill -9 under load, {connection.vendor}")
        row("acknowledged reports", [len(load.held)], "number")
        row("they took", [took], "s")
        for name, count in sorted(deaths.items()):
            row(f"deaths: {name}", [count], "number")
        row("sent again for want of an answer", [load.sent_again], "times")
        connection.close()
        with enter(provider):
            look(load, postbox)


def _while_everything_dies(load: Load, dying: list[Mortal], options: argparse.Namespace) -> Counter[str]:
    deaths: Counter[str] = Counter()
    people = [threading.Thread(target=load.report) for _ in range(options.clients)]
    for person in people:
        person.start()
    shown = 0
    while any(person.is_alive() for person in people):
        time.sleep(random.uniform(0.3, 1.7) * options.every)
        victim = random.choice(dying)
        victim.kill()
        deaths[victim.name] += 1
        time.sleep(random.uniform(0, 1))
        tend(dying)
        if len(load.held) >= shown + 500:
            shown = len(load.held)
            print(f"{shown} acknowledged, {deaths.total()} deaths", flush=True)
    for person in people:
        person.join()
    return deaths


def tend(dying: list[Mortal]) -> None:
    """Start what is dead; the database first."""
    for one in reversed(dying):
        one.start()


def drain(dying: list[Mortal]) -> None:
    """Until the worker has done what is due now, or what a dead one held is long free again."""
    until = time.monotonic() + _DRAINED.total_seconds()
    while time.monotonic() < until:
        tend(dying)
        connection.close()
        if not Job.objects.filter(
            state__in=(State.WAITING, State.RUNNING), due_at__lte=utc_now() + _DRAINED
        ).exists():
            return
        time.sleep(2)


def look(load: Load, postbox: Postbox) -> None:
    lost = sum(not _opens(one) for one in load.held)
    row("receipts that do not open their words", [lost], "reports", must=Target(0))
    row(
        "concerns without a receipt, or two",
        [Concern.objects.count() - len(load.held)],
        "reports",
        must=Target(0),
    )
    fault = verify().fault or verify_words() or verify_rows()
    row("faults of the audit record", [int(fault is not None)], "number", must=Target(0))
    undone = Job.objects.exclude(state=State.DONE).filter(due_at__lte=utc_now())
    row("jobs left undone", [undone.count()], "number", must=Target(0))
    sent = list(Message.objects.filter(progress=Progress.ACCEPTED))
    accepted = [one.message_id for one in sent]
    made = Message.objects.count()
    row("messages", [made], "number")
    stuck = Message.objects.filter(progress__in=[*UNSETTLED, Progress.FAILED]).count()
    row("of them not sent though they could be", [stuck], "number", must=Target(0))
    got = postbox.received
    missing = _without_a_letter(sent, got)
    row("accepted and in no letter of the postbox", [len(missing)], "mails", must=Target(0))
    row("mails of no message", [len(set(got) - set(accepted))], "mails", must=Target(0))
    row("sent twice, as the same mail", [sum(count == 2 for count in got.values())], "mails")
    row("sent more often", [sum(count > 2 for count in got.values())], "mails", must=Target(0))


def _without_a_letter(sent: list[Message], got: Counter[str]) -> list[Message]:
    """What was accepted and came neither by itself nor with a later letter to the same person, which stood for it."""
    letters: dict[object, list[datetime]] = {}
    for one in sent:
        if got[one.message_id] and one.settled_at:
            letters.setdefault((one.person_id, one.mailbox), []).append(one.settled_at)
    return [
        one
        for one in sent
        if not got[one.message_id]
        and not any(at >= one.made_at + LATE_AFTER for at in letters.get((one.person_id, one.mailbox), ()))
    ]


def _opens(one: Acknowledged) -> bool:
    """Whether the receipt finds the concern, and its words are those that were sent."""
    found = show(reference=one.reference, code=one.code, now=utc_now()).standing
    concern = Concern.objects.select_related("account_key").get(pk=found.concern_id)
    return one.words.strip() in unseal(concern, "account", concern.account_key)
