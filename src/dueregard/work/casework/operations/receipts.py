"""What a reporter without an account does with reference and code: see how it stands, read answers, add more.

The same answer for a wrong code as for no report at all. Whoever guesses is slowed (see `rules.guessing`); how long a
try has waited is on a ticket the page carries, signed under the provider's key, so that any process can read it and
nothing finer than the hour is stored.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from hmac import compare_digest
from uuid import UUID

from django.db.models import F

from ....ground.audit.operations import turn
from ....ground.crypto.operations import tag
from ....ground.jobs.rules import hour_of
from ....ground.kernel.actors import Actor
from ....ground.kernel.ids import blurred
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import BadInput, Refusal
from ..models import Concern, WrongTries
from ..queries.reporter import Standing, standing
from ..receipts import receipt_tag
from ..reports import More
from ..rules.guessing import WAIT, has_waited, is_waiting, must_wait, shelf
from ..rules.receipts import tidy
from ..vocabulary import ReporterKind
from .adding import add, check_more
from .anonymity import time_kept
from .reading import answers

_LONGEST_SECONDS = 11
"""Digits of the seconds since 1970, until the year 5138."""


class WrongReceipt(BadInput):
    """No report has this reference and code. Check both, letter by letter."""

    # The same answer for a wrong code as for no report at all.
    code = "wrong-receipt"


class WaitFirst(Refusal):
    """Wrong codes were tried here. Wait half a minute, then press the button once more."""

    # Said whether the code is right or wrong: it has not been looked at.
    code = "wait-first"

    def __init__(self, ticket: str) -> None:
        super().__init__()
        self.ticket = ticket


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reporter sees of their report. `ticket` lets the same receipt be used again without waiting anew."""

    standing: Standing
    answers: tuple[str, ...]
    ticket: str


def show(*, reference: str, code: str, ticket: str = "", now: datetime) -> Shown:
    """How a report stands and what was answered; the reading is logged. Raises `WrongReceipt` and `WaitFirst`."""
    concern = find_by_receipt(reference, code, ticket, now)
    told = answers(concern, Actor.outsider(), now)
    return Shown(standing(concern, Moment.now(now)), told, _ticket(concern.receipt_tag, now - WAIT))


def add_by_receipt(
    *, reference: str, code: str, more: More, request_id: UUID, now: datetime, ticket: str = ""
) -> None:
    """Add to the report of this receipt, and tell whoever holds it. The same by the same `request_id` adds nothing."""
    check_more(more, now)
    found = find_by_receipt(reference, code, ticket, now)
    anonymous = found.reporter == ReporterKind.ANONYMOUS
    with (
        time_kept(now, anonymous=anonymous) as hour,
        turn(actor=Actor.outsider(), now=now, kept=hour, always=True) as t,
    ):
        add(t, Concern.objects.select_related("account_key").get(pk=found.pk), more, request_id)


def find_by_receipt(reference: str, code: str, ticket: str, now: datetime) -> Concern:
    """The concern of a receipt. Raises `WrongReceipt`, and `WaitFirst` where wrong ones were tried before."""
    typed = receipt_tag(reference, code)
    place = shelf(tag("receipt-tries", _id_of(tidy(reference))))
    tried_at = _first_tried(ticket, typed)
    if must_wait(_wrong_tries(place, now)) and not (tried_at and has_waited(tried_at, now)):
        # Pressing too early does not begin the wait anew.
        raise WaitFirst(ticket if tried_at and is_waiting(tried_at, now) else _ticket(typed, now))
    concern: Concern | None = Concern.objects.select_related("account_key").filter(receipt_tag=typed).first()
    if concern is None:
        _count_wrong(place, now)
        raise WrongReceipt
    return concern


def _wrong_tries(place: int, now: datetime) -> int:
    row = WrongTries.objects.filter(shelf=place, hour=hour_of(now)).first()
    return row.tries if row else 0


def _count_wrong(place: int, now: datetime) -> None:
    """One more, whoever else counts at the same time; another hour begins at one."""
    hour = hour_of(now)
    with blurred(hour):
        WrongTries.objects.get_or_create(shelf=place, defaults={"hour": hour, "tries": 0})
    rows = WrongTries.objects.filter(shelf=place)
    if not rows.filter(hour=hour).update(tries=F("tries") + 1):
        rows.update(hour=hour, tries=1)


def _ticket(typed: str, at: datetime) -> str:
    """Says that this receipt was first tried then; nobody can make one for another receipt or an earlier time."""
    seconds = int(at.timestamp())
    return f"{seconds}.{tag('receipt-wait', _id_of(f'{typed}|{seconds}'))}"


def _first_tried(ticket: str, typed: str) -> datetime | None:
    """When this receipt was first tried by its ticket; None for a ticket that is not ours, or another's."""
    said = ticket.partition(".")[0]
    if not (said.isascii() and said.isdecimal() and len(said) <= _LONGEST_SECONDS):
        return None
    at = datetime.fromtimestamp(int(said), UTC)
    return at if compare_digest(ticket.encode(), _ticket(typed, at).encode()) else None


def _id_of(words: str) -> UUID:
    return UUID(bytes=hashlib.sha256(words.encode()).digest()[:16])
