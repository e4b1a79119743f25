"""A paper of another product: one file put with a record of ours, with the days it tells of, as from elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from uuid import UUID

from ....ground.audit.operations import turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import from_london, london_day
from ....ground.kernel.refusals import BadInput
from ....mechanisms.files.operations.receiving import Received
from ....work.casework.operations.attaching import Handed, attach_to_record
from ....work.casework.operations.handling import WRITES_THE_RECORD, take_hand
from ..case import Matter, Thing, fingerprint
from ..models import Arrival
from .arriving import refuse_twice, stand_with


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper as somebody describes it: where it is from, which days it tells of, what it is, and how they made sure
    whom it is about."""

    received: Received
    product: str
    since: date
    until: date | None = None
    description: str
    how_known: str
    request_id: UUID


def put_paper(*, concern_id: UUID, paper: Paper, actor: Actor, now: datetime) -> Arrival:
    """Put a paper with a record: its file goes the way of every file, and the chronology tells of it on its own day.

    Raises `BadInput` for what is left out or cannot be; `OutOfTurn` for a paper that stands there already.
    """
    _check(paper, now)
    case = _case(paper).model_dump_json()
    file = paper.received.sealed.sha256
    marked = sha256(f"{case}{file}".encode()).hexdigest()
    with turn(actor=actor, now=now, always=True) as t:
        refuse_twice(take_hand(t, concern_id, *WRITES_THE_RECORD), marked)
    shows = f"Came from {paper.product}: {paper.description}"[:500]
    attach_to_record(
        concern_id=concern_id, handed=Handed(paper.received, shows, paper.request_id), actor=actor, now=now
    )
    with turn(actor=actor, now=now, always=True) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
        refuse_twice(hand, marked)
        words = {
            "from": paper.product,
            "case": case,
            "fingerprint": marked,
            "file": file,
            "how-known": paper.how_known,
        }
        row = stand_with(hand, words, made_at=t.now, entries=1)
        hand.move()
    return row


def _check(paper: Paper, now: datetime) -> None:
    for name, sentence in (
        ("product", "Say which product it comes from."),
        ("description", "Say in a sentence what it is."),
        ("how_known", "Say how you made sure that it is the same person."),
    ):
        if not getattr(paper, name).strip():
            raise BadInput(sentence, field=name)
    if paper.since > london_day(now):
        raise BadInput("This day is still to come.", field="since")
    if paper.until and not paper.since <= paper.until <= london_day(now):
        raise BadInput("The last day lies between the first one and today.", field="until")


def _case(paper: Paper) -> Matter:
    at = from_london(paper.since, time(12))
    until = [("Until the day", f"{paper.until:%d/%m/%Y}")] if paper.until else []
    draft = Thing(
        at=at,
        to_the="day",
        written_at=at,
        by="nobody named",
        kind="brought-in",
        title="paper brought in, among the files of this record",
        boxes=[("", paper.description), *until],
        before=[],
        file=None,
        sha256="",
    )
    told = draft.model_dump(mode="json", exclude={"sha256"})
    return Matter(
        reference="",
        received_at=at,
        reporter="",
        about="",
        strand="",
        state="",
        restricted=False,
        people=[],
        chronology=[draft.model_copy(update={"sha256": fingerprint(told)})],
        files=[],
    )
