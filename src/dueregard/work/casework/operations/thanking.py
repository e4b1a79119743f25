"""Thank you, from whoever reported to whoever handled it: one tap, once, when they have read that it ended.

It stands on the record for whoever looks there. Nobody is written to because of it, and nothing counts or ranks thanks.
"""

from datetime import datetime
from uuid import UUID

from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.crypto.operations import Shut, tag
from ....ground.kernel.actors import Actor
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import BadInput, OutOfTurn
from ..models import Concern, Entry
from ..queries.closing import closing_told
from ..queries.reporter import own_part
from ..verbs import EntryAdded
from ..vocabulary import EntryKind, Precision, ReporterKind
from .anonymity import stands_as, time_kept
from .receipts import find_by_receipt


def thank_by_receipt(*, reference: str, code: str, ticket: str = "", now: datetime) -> None:
    """Say thank you with a receipt. Raises `WrongReceipt`, `WaitFirst`, and `OutOfTurn` while it has not ended."""
    found = find_by_receipt(reference, code, ticket, now)
    _thank(found, Actor.outsider(), now)


def thank_for_own(*, concern_id: UUID, actor: Actor, now: datetime) -> None:
    """Say thank you for a report one raised or wrote down while signed in; raises `NothingHere` for anybody else's."""
    part = own_part(concern_id, actor.person_id or UUID(int=0), Moment.now(now))
    concern = Concern.objects.select_related("account_key").get(pk=concern_id)
    _thank(concern, stands_as(concern, part, actor), now)


def _thank(concern: Concern, actor: Actor, now: datetime) -> None:
    anonymous = concern.reporter == ReporterKind.ANONYMOUS
    with time_kept(now, anonymous=anonymous) as hour, turn(actor=actor, now=now, kept=hour, always=True) as t:
        if closing_told(concern, t.moment) is None:
            raise OutOfTurn("This has not ended yet. You can add to it below.")
        _write(t, concern)


def _write(t: Turn, concern: Concern) -> None:
    once = UUID(tag("thanks", concern.id)[:32])
    if Entry.objects.filter(pk=once).exists():
        return
    row = Entry(
        id=once,
        concern=concern,
        kind=EntryKind.THANKS,
        happened_at=t.now,
        happened_to_the=Precision.MINUTE,
        recorded_at=t.now,
        by=t.actor.written,
    )
    words = canonical_json({"words": "Thank you."}).decode()
    try:
        promised = promise(row, "words", words, concern.account_key)
    except Shut as shut:
        raise BadInput(f"{shut.sentence} So nothing can be added.") from None
    row.save()
    stream = Circle(concern.circle).stream
    t.record(EntryAdded(row.id), Subject("concern", concern.id), stream=stream, commitments=[promised])
