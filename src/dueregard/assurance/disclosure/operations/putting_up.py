"""Putting a record up for a request: done by somebody who handles it, for somebody who had no hand in it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import Turn, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, OutOfTurn
from ....mechanisms.notifications.operations import tell
from ....mechanisms.notifications.vocabulary import Urgency
from ....work.casework.models import ConcernPerson
from ....work.casework.operations.checking import of_hand
from ....work.casework.operations.handling import WRITES_THE_RECORD, Hand, seal_words, take_hand
from ....work.casework.rules.receipts import tidy
from ...rights.models import RightsRequest
from ...rights.queries.requests import sees
from ...rights.wants import Want
from ..models import GivenCopy, Sheet
from ..queries.outside import who_may_weigh
from ..vocabulary import SHEET, PutUp
from .clocking import start_clock, stop_clock


@dataclass(frozen=True, slots=True)
class PuttingUp:
    """For which request, as whom of the record they ask, who weighs it, and how it is known that it is about them."""

    reference: str
    asks_as: UUID | None
    """The row of the record's people; None: they reported it themselves."""
    for_another: bool
    answerer: UUID
    how_known: str


def put_up(*, concern_id: UUID, asked: PuttingUp, actor: Actor, now: datetime) -> Sheet:
    """Put a record up to be weighed. Put up anew for the same request, it goes to somebody else, and what was decided
    until then is decided anew.

    Raises `NothingHere` and `NotPermitted` as for every step on a record; `BadInput` for a request they do not see or
    that asks for something else, or somebody who may not weigh it; `OutOfTurn` once a copy was made.
    """
    if not asked.how_known.strip():
        raise BadInput("Say how you know that this record is about whoever asks.", field="how_known")
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
        request = _request(hand, asked.reference)
        if asked.asks_as is not None and not _named(hand, asked.asks_as):
            raise BadInput("Choose one of the people on the page.", field="asks_as")
        if asked.answerer not in who_may_weigh(hand.concern, t.moment):
            raise BadInput("Choose one of the people on the page.", field="answerer")
        before = Sheet.objects.known(t.moment.known_at).filter(concern=hand.concern, asked=request).first()
        if before and GivenCopy.objects.filter(sheet=before).exists():
            raise OutOfTurn("A copy of this record was given for this request already.")
        return _write(hand, request, asked, before)


def _request(hand: Hand, reference: str) -> RightsRequest:
    """The request, for somebody who sees it; every other reference is refused alike."""
    row = RightsRequest.objects.filter(reference=tidy(reference)).first()
    if row is None or not sees(row, hand.who, hand.t.moment):
        raise BadInput(
            "You can open no request with this reference. It stands on the page of what somebody asks.",
            field="reference",
        )
    if Want(row.want) is not Want.SEE:
        raise BadInput("Whoever wrote this does not ask to see anything.", field="reference")
    return row


def _named(hand: Hand, row_id: UUID) -> bool:
    rows = ConcernPerson.objects.filter(concern=hand.concern, pk=row_id)
    return bool(rows.known(hand.t.moment.known_at).exists())


def _write(hand: Hand, request: RightsRequest, asked: PuttingUp, before: Sheet | None) -> Sheet:
    row = Sheet(
        asked=request,
        answerer_id=asked.answerer,
        asks_as=asked.asks_as,
        for_another=asked.for_another,
        **of_hand(hand, before),
    )
    promise = seal_words(hand, row, {"how-known": asked.how_known})
    row.save()
    stream = Circle(hand.concern.circle).stream
    hand.t.record(PutUp(row.id, row.answerer_id), hand.subject, stream=stream, commitments=[promise])
    if before:
        stop_clock(hand.t, before)
    start_clock(hand.t, row)
    _tell(hand.t, row)
    return row


def _tell(t: Turn, row: Sheet) -> None:
    tell(
        t,
        people=[row.answerer_id],
        thing_kind=SHEET,
        thing_id=row.id,
        stream=Circle(row.concern.circle).stream,
        urgency=Urgency.THIS_WEEK,
        occasion="put-up",
        of_new=True,
    )
