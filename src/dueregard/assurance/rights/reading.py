"""Reading why a record is kept, held or to go: reasons may tell of people, so the reading is written down first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ...authority.access.vocabulary import Circle
from ...ground.audit.operations import turn
from ...ground.audit.vocabulary import Read
from ...ground.crypto.models import DataKey
from ...ground.crypto.operations import Shut, unseal
from ...ground.kernel.actors import Actor
from .filing import deciding_hand
from .models import Filing, Look
from .queries.holds import is_told, reason_of
from .queries.keeping import Kept, kept_of


@dataclass(frozen=True, slots=True)
class Opened:
    """How long a record is kept, and the reasons people gave."""

    kept: Kept
    filing: Filing | None
    reasons: Mapping[UUID, str]
    """By the id of the hold, the look or the filing; empty where it cannot be read. Not of a hold that the reader is
    not told of."""


def read_kept(*, concern_id: UUID, actor: Actor, now: datetime) -> Opened:
    """Log that `actor` reads why a record is kept, then open the reasons. Raises `NothingHere`, `NotPermitted`."""
    with turn(actor=actor, now=now, always=True) as t:
        hand = deciding_hand(t, concern_id)
        t.record(Read((concern_id,)), hand.subject, stream=Circle(hand.concern.circle).stream)
    key, found = hand.concern.account_key, kept_of(hand.concern, t.moment)
    filing = Filing.objects.filter(concern=concern_id).known(t.moment.known_at).first()
    reasons = {row.id: reason_of(row) for row in found.holds if is_told(row, hand.who, t.moment)}
    for row in (filing, found.look):
        if row is not None:
            reasons[row.id] = _words(row, key)
    return Opened(found, filing, reasons)


def _words(row: Filing | Look, key: DataKey) -> str:
    try:
        return unseal(row, "words", key)
    except Shut:
        return ""
