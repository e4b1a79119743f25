"""Saying of a record what only a person can say: what decides how long it is kept."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ...authority.access.vocabulary import Circle
from ...ground.audit.operations import Turn, turn
from ...ground.audit.promising import promise
from ...ground.crypto.operations import unseal
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import london_day
from ...ground.kernel.refusals import BadInput
from ...work.casework.operations.handling import Hand, take_hand
from .keeping_words import Filed, StaffMatter
from .models import Filing
from .queries.keeping import DECIDES, kept_of

LONGEST = 4_000
"""Characters of a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says a record is."""

    staff_matter: StaffMatter | None = None
    abuse: bool = False
    transferred_on: date | None = None
    reason: str


def file_record(*, concern_id: UUID, said: Said, actor: Actor, now: datetime) -> Filing:
    """Say what a record is. It replaces what was said before, which stays readable while the record does.

    Raises `NothingHere`, `NotPermitted`; `BadInput` without a reason, for a day to come, and for what is said of staff
    where it is not about somebody who works here.
    """
    check_reason(said.reason)
    with turn(actor=actor, now=now) as t:
        hand = deciding_hand(t, concern_id)
        if said.transferred_on and said.transferred_on > london_day(t.now):
            raise BadInput(
                "This day is still to come. Write it down once the file has gone.", field="transferred_on"
            )
        if said.staff_matter and not kept_of(hand.concern, t.moment).facts.about_staff:
            raise BadInput(
                "This is not about somebody who works here. Leave this empty.", field="staff_matter"
            )
        return _write(hand, said)


def note_transferred(hand: Hand, on: date) -> None:
    """Say that a record went to another provider who has it, in the caller's turn: what else was said of it stays, and
    whoever decides about it may say otherwise. Nothing where a day was said already."""
    before = _standing(hand)
    if before and before.transferred_on:
        return
    said = Said(
        staff_matter=StaffMatter(before.staff_matter) if before and before.staff_matter else None,
        abuse=bool(before and before.abuse),
        transferred_on=on,
        reason=" ".join(
            filter(None, (_reason_of(before, hand), "The other provider confirmed that they have it."))
        ),
    )
    _write(hand, said)


def _write(hand: Hand, said: Said) -> Filing:
    t = hand.t
    row = Filing(
        concern=hand.concern,
        staff_matter=said.staff_matter or "",
        abuse=said.abuse,
        transferred_on=said.transferred_on,
        replaces=_standing(hand),
        recorded_at=t.now,
        by=t.actor.written,
    )
    promised = promise(row, "words", said.reason.strip(), hand.concern.account_key)
    row.save()
    stream = Circle(hand.concern.circle).stream
    t.record(Filed(row.id), hand.subject, stream=stream, commitments=[promised])
    return row


def _standing(hand: Hand) -> Filing | None:
    rows = Filing.objects.filter(concern=hand.concern).known(hand.t.moment.known_at)
    found: Filing | None = rows.first()
    return found


def _reason_of(row: Filing | None, hand: Hand) -> str:
    return unseal(row, "words", hand.concern.account_key) if row else ""


def check_reason(reason: str) -> None:
    """Refuse what has no reason, or one that no box holds."""
    if not reason.strip():
        raise BadInput("Give your reasons.", field="reason")
    if len(reason) > LONGEST:
        raise BadInput(f"This is longer than {LONGEST:,} characters. Say it more shortly.", field="reason")


def deciding_hand(t: Turn, concern_id: UUID) -> Hand:
    """The hand of somebody who may decide about a record: nobody who only opened it in an emergency."""
    return take_hand(t, concern_id, *sorted(DECIDES))
