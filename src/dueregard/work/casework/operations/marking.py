"""Marking a concern with signs that a policy lists: a narrative stands beside them, and nothing follows by itself."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.kernel.actors import Actor
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.refusals import BadInput
from ..models import Concern, Marking
from ..queries.signs import marking_of, offered
from ..rules.signs import Chosen, Marked, mark, written
from ..verbs import SignsMarked
from .handling import WRITES_THE_RECORD, take_hand


def mark_signs(*, concern_id: UUID, chosen: Chosen, reason: str, actor: Actor, now: datetime) -> Marking:
    """Say which signs a handler sees described in a concern, and by what. A second marking replaces the first, which
    stays readable; it may take every sign away.

    Raises `BadInput` without a reason, for a sign no policy lists, and for nothing where nothing was marked.
    """
    if not reason.strip():
        raise BadInput(
            "Say in your own words what was seen or said. A sign alone tells nothing.", field="reason"
        )
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
        before = marking_of(hand.concern, t.moment)
        marks = mark(offered(t.moment), chosen)
        if not marks and before is None:
            raise BadInput("Mark at least one, or go back: the record needs none.", field="signs")
        row = _write(t, hand.concern, marks, reason, before)
        hand.move()
    return row


def mark_in_report(t: Turn, concern: Concern, addresses: Collection[str]) -> None:
    """Keep the signs whoever reports ticked, within the turn that stores the report. What no policy lists any more is
    left out: nothing stops a report."""
    known = {sign.address for one in offered(t.moment) for sign in one.signs}
    chosen: Chosen = {address: {} for address in addresses if address in known}
    if chosen:
        _write(t, concern, mark(offered(t.moment), chosen), "", None)


def _write(
    t: Turn, concern: Concern, marks: tuple[Marked, ...], reason: str, before: Marking | None
) -> Marking:
    row = Marking(concern=concern, replaces=before, recorded_at=t.now, by=t.actor.written)
    words = written(marks) | ({"reason": reason} if reason else {})
    promised = promise(row, "words", canonical_json(words).decode(), concern.account_key)
    row.save()
    t.record(
        SignsMarked(row.id),
        Subject("concern", concern.id),
        stream=Circle(concern.circle).stream,
        commitments=[promised],
    )
    return row
