"""Sharing a note of a plan with a colleague, taking it back, and reading what is shared with oneself."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from ....authority.access.powers import powers_in_force
from ....authority.access.queries import reader
from ....authority.access.vocabulary import Circle
from ....authority.identity.queries import find
from ....ground.audit.operations import Subject, turn
from ....ground.audit.promising import promise
from ....ground.audit.vocabulary import Read
from ....ground.kernel.actors import Actor
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....mechanisms.notifications.operations import tell
from ....mechanisms.notifications.vocabulary import Urgency
from ...casework.operations.handling import WRITES_THE_RECORD, Hand, take_hand
from ..models import PlanNote
from ..queries import may_be_given, notes_for, shared_still, words_of
from ..vocabulary import LONGEST_SHARED, NOTE, NoteShared, NoteTakenBack
from .planning import running


def share_note(
    *, plan_id: UUID, name: str, last_day: date, words: str, actor: Actor, now: datetime
) -> PlanNote:
    """Share with a colleague what they need to know to help, until a day. It opens nothing of the record to them.

    Raises `NothingHere`, `NotPermitted`, `OutOfTurn` once it ended, `BadInput`.
    """
    if not words.strip():
        raise BadInput("Write what they need to know, and no more.", field="words")
    with turn(actor=actor, now=now) as t:
        hand, plan = running(t, plan_id)
        today = london_day(t.now)
        if not today <= last_day <= today + LONGEST_SHARED:
            raise BadInput("Choose a day from today, within three months.", field="last_day")
        row = PlanNote(
            plan=plan,
            person_id=_colleague(hand, name),
            last_day=last_day,
            recorded_at=t.now,
            by=actor.written,
        )
        promised = _promised(hand, row, {"words": words})
        row.save()
        stream = Circle(hand.concern.circle).stream
        t.record(NoteShared(row.id, row.person_id), hand.subject, stream=stream, commitments=[promised])
        tell(
            t,
            people=[row.person_id],
            thing_kind=NOTE,
            thing_id=row.id,
            stream=stream,
            urgency=Urgency.THIS_WEEK,
            occasion="note-shared",
            of_new=True,
        )
    return row


def take_back_note(*, note_id: UUID, reason: str, actor: Actor, now: datetime) -> PlanNote:
    """Take a note back before its day: whoever has the concern does, whoever shared it. Its reader loses it as this
    returns, and is told nothing; that they read it stays written down.

    Raises `NothingHere`, `NotPermitted`, `OutOfTurn` when it was taken back already or its day is over, `BadInput`.
    """
    if not reason.strip():
        raise BadInput("Say why it is taken back.", field="reason")
    with turn(actor=actor, now=now) as t:
        before = PlanNote.objects.filter(pk=note_id).select_related("plan__concern__account_key").first()
        if before is None:
            raise NothingHere
        hand = take_hand(t, before.plan.concern_id, *WRITES_THE_RECORD)
        if not shared_still(t.moment).filter(pk=note_id).exists():
            raise OutOfTurn("Nobody reads this note any more: it was taken back, or its day is over.")
        row = PlanNote(
            plan=before.plan,
            person_id=before.person_id,
            last_day=before.last_day,
            taken_back_at=t.now,
            replaces=before,
            recorded_at=t.now,
            by=actor.written,
        )
        words = words_of(before, hand.concern.account_key)
        promised = _promised(hand, row, {**words, "reason": reason})
        row.save()
        verb = NoteTakenBack(row.id, row.person_id)
        stream = Circle(hand.concern.circle).stream
        t.record(verb, hand.subject, stream=stream, commitments=[promised])
    return row


def read_notes(*, actor: Actor, now: datetime) -> list[tuple[PlanNote, Mapping[str, str]]]:
    """What is shared with the actor today; logged before a word is opened."""
    if actor.person_id is None:
        raise NothingHere
    with turn(actor=actor, now=now, always=True) as t:
        who = reader(actor.person_id, powers_in_force(t.moment), t.moment)
        rows = (
            notes_for(who, t.moment).select_related("plan__concern__account_key").order_by("last_day", "id")
        )
        found = list(rows)
        for circle in Circle:
            ids = tuple(row.id for row in found if row.plan.concern.circle == circle)
            if ids:
                t.record(Read(ids), Subject("person", actor.person_id), stream=circle.stream)
    return [(row, words_of(row, row.plan.concern.account_key)) for row in found]


def _colleague(hand: Hand, name: str) -> UUID:
    """The one colleague of this name who may be given a note."""
    moment = hand.t.moment
    found = {row.person_id for row in find(name, moment)} if name.strip() else set()
    may = {one for one in found if may_be_given(one, hand.concern.id, moment)}
    if len(may) != 1:
        problem = "Nobody of this name can be given a note" if not may else "Several people have this name"
        raise BadInput(
            f"{problem}. Write the whole name of one colleague, as the directory has it.", field="name"
        )
    return may.pop()


def _promised(hand: Hand, row: PlanNote, words: Mapping[str, str]) -> str:
    return promise(row, "words", canonical_json(dict(words)).decode(), hand.concern.account_key)
