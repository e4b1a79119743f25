"""What a reporter without an account does with reference and code: see how it stands, read answers, add more."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ....ground.audit.operations import turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment
from ..models import Concern
from ..queries.reporter import Standing, standing
from ..reports import More
from ..vocabulary import ReporterKind
from .adding import add, check_more
from .anonymity import time_kept
from .guessing import look_up, waited
from .reading import answers


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
    return Shown(standing(concern, Moment.now(now)), told, waited(concern.receipt_tag, now))


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


def recognise(*, reference: str, code: str, ticket: str = "", now: datetime) -> str:
    """Whether there is such a report, without a word of it: the ticket with which the same receipt is used again
    without waiting. Raises `WrongReceipt` and `WaitFirst`."""
    return waited(find_by_receipt(reference, code, ticket, now).receipt_tag, now)


def find_by_receipt(reference: str, code: str, ticket: str, now: datetime) -> Concern:
    """The concern of a receipt. Raises `WrongReceipt`, and `WaitFirst` where wrong ones were tried before."""
    rows = Concern.objects.select_related("account_key")
    return look_up(reference, code, ticket, now, lambda typed: rows.filter(receipt_tag=typed).first())
