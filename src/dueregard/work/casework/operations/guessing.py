"""Looking something up by a reference and a code, slowly for whoever guesses.

The same answer for a wrong code as for none at all. Whoever guesses is slowed (see `rules.guessing`); how long a try
has waited is on a ticket the page carries, signed under the provider's key, so that any process can read it and nothing
finer than the hour is stored.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from hmac import compare_digest
from typing import TypeVar
from uuid import UUID

from django.db.models import F

from ....ground.crypto.operations import tag
from ....ground.jobs.rules import hour_of
from ....ground.kernel.ids import blurred
from ....ground.kernel.refusals import BadInput, Refusal
from ..models import WrongTries
from ..receipts import receipt_tag
from ..rules.guessing import WAIT, has_waited, is_waiting, must_wait, shelf
from ..rules.receipts import tidy

T = TypeVar("T")
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


def look_up(reference: str, code: str, ticket: str, now: datetime, find: Callable[[str], T | None]) -> T:
    """What `find` finds under the keyed fingerprint of a reference and its code, however they were typed.

    Raises `WrongReceipt` when it finds nothing, and `WaitFirst` while whoever tries is to wait.
    """
    typed = receipt_tag(reference, code)
    place = shelf(tag("receipt-tries", _id_of(tidy(reference))))
    tried_at = _first_tried(ticket, typed)
    if must_wait(_wrong_tries(place, now)) and not (tried_at and has_waited(tried_at, now)):
        # Pressing too early does not begin the wait anew.
        raise WaitFirst(ticket if tried_at and is_waiting(tried_at, now) else _ticket(typed, now))
    found = find(typed)
    if found is None:
        _count_wrong(place, now)
        raise WrongReceipt
    return found


def waited(receipt: str, now: datetime) -> str:
    """A ticket for whoever was just shown what lies under this fingerprint: they use it again without waiting anew."""
    return _ticket(receipt, now - WAIT)


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
