"""What became of a file that was made for another provider: they have it, or it never left us."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from ....authority.access.vocabulary import Capability, Circle
from ....ground.audit.operations import Turn, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....work.casework.operations.checking import of_hand
from ....work.casework.operations.handling import Hand, seal_words, take_hand
from ....work.casework.operations.reading import words_of
from ...rights.filing import note_transferred
from ..models import Departure
from ..vocabulary import RecordLeft, RecordReceived, RecordStayed


def note_arrival(
    *, departure_id: UUID, received_at: datetime, receipt: str, actor: Actor, now: datetime
) -> None:
    """Write down that the other provider has it, and how we know: for every record of the file that the actor may send.

    Raises `OutOfTurn` when somebody has said what became of it.
    """
    if not receipt.strip():
        raise BadInput("Say who confirmed it, by their post, and how.", field="receipt")
    if received_at > now:
        raise BadInput("This is in the future. Write it down once it has happened.", field="happened")
    with turn(actor=actor, now=now) as t:
        rows = _on_its_way(t, departure_id)
        if any(received_at < one.recorded_at for one in rows):
            raise BadInput("This is before it was made.", field="happened")
        for hand, one in _theirs(t, rows):
            later = Departure(received_at=received_at, **_as_said(one), **of_hand(hand, one))
            write(hand, later, {**words_of(one), "receipt": receipt}, RecordReceived(later.id))
            note_transferred(hand, london_day(received_at))


def note_stayed(*, departure_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Write down that a file never left us, and why it was made: the download broke off, or it was made by mistake. No
    day runs for it any more, and nobody is asked for a receipt. For every record of the file that the actor may send.

    Raises `OutOfTurn` when somebody has said what became of it.
    """
    if not reason.strip():
        raise BadInput("Say how you know that nobody outside has it.", field="reason")
    with turn(actor=actor, now=now) as t:
        for hand, one in _theirs(t, _on_its_way(t, departure_id)):
            later = Departure(withdrawn=True, **_as_said(one), **of_hand(hand, one))
            write(hand, later, {**words_of(one), "reason": reason}, RecordStayed(later.id))


def write(
    hand: Hand, row: Departure, words: Mapping[str, str], verb: RecordLeft | RecordReceived | RecordStayed
) -> None:
    """Keep a row with its words, and its entry, within the turn of the record's handler."""
    promise = seal_words(hand, row, words)
    row.save()
    hand.t.record(verb, hand.subject, stream=Circle(hand.concern.circle).stream, commitments=[promise])


def _on_its_way(t: Turn, departure_id: UUID) -> list[Departure]:
    """The rows of its file of which nobody has said yet what became of them."""
    row = Departure.objects.filter(pk=departure_id).first()
    if row is None:
        raise NothingHere
    take_hand(t, row.concern_id, Capability.REFER)
    standing = Departure.objects.filter(bundle=row.bundle, received_at=None).known(t.moment.known_at)
    rows = list(standing.select_related("concern__account_key"))
    if row.id not in {one.id for one in rows}:
        raise OutOfTurn("Somebody has written down already what became of it.")
    return rows


def _theirs(t: Turn, rows: Iterable[Departure]) -> Iterator[tuple[Hand, Departure]]:
    for one in rows:
        try:
            hand = take_hand(t, one.concern_id, Capability.REFER)
        except NothingHere:
            continue  # theirs no longer: whoever has it now writes it down there
        yield hand, one


def _as_said(row: Departure) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("bundle", "basis", "known_on", "due_on", "approved_by_id")}
