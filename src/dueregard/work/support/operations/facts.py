"""Writing down what is so about somebody's care and support, that it ended, and putting it right."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from ....authority.access.vocabulary import CONCERNED, Circle
from ....ground.audit.operations import turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ...casework.models import ConcernPerson
from ...casework.operations.checking import of_hand
from ...casework.operations.handling import WRITES_THE_RECORD, Hand, seal_words, take_hand, write_entry
from ...casework.reports import Occurred
from ...casework.vocabulary import EntryKind, Precision
from ..facts import Known, facts_of
from ..models import CareFact
from ..vocabulary import FactKept, SaidBy, Situation

_KEPT = "Something about their care and support was written down. The page of the support plans says what."
_ENDED = "Something about their care and support is so no more. The page of the support plans says what."


@dataclass(frozen=True, slots=True, kw_only=True)
class So:
    """What is so, of whom of the record, who says so, and from when to when, as far as that is known."""

    situation: Situation
    person_row: UUID
    said_by: SaidBy
    words: str = ""
    since: date | None = None
    until: date | None = None
    """The first day on which it is so no more."""


def keep_fact(
    *, concern_id: UUID, so: So, actor: Actor, now: datetime, instead_of: UUID | None = None
) -> CareFact:
    """Write down what is so; `instead_of`: a fact that this puts right. The chronology says that, and nothing of what.

    Raises `NothingHere` and `NotPermitted` as for every step on a record; `BadInput` for days that cannot be, and for
    somebody it is not about; `OutOfTurn` when the fact was put right already.
    """
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
        before = _standing(hand, instead_of).row if instead_of else None
        return _write(hand, so, before, _KEPT)


def end_fact(*, concern_id: UUID, fact_id: UUID, until: date, actor: Actor, now: datetime) -> CareFact:
    """Write down the first day on which something is so no more. Raises as `keep_fact`."""
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
        known = _standing(hand, fact_id)
        so = So(
            situation=known.situation,
            person_row=known.person_row,
            said_by=known.said_by,
            words=known.words,
            since=known.row.since,
        )
        return _write(hand, replace(so, until=until), known.row, _ENDED)


def _standing(hand: Hand, fact_id: UUID) -> Known:
    for one in facts_of(hand.concern.id, hand.t.moment):
        if one.row.id == fact_id:
            return one
    if CareFact.objects.filter(concern=hand.concern, pk=fact_id).exists():
        raise OutOfTurn("Somebody has put this right already. Look at it again.")
    raise NothingHere


def _write(hand: Hand, so: So, before: CareFact | None, says: str) -> CareFact:
    today = london_day(hand.t.now)
    for field, day in (("since", so.since), ("until", so.until)):
        if day and day > today:
            raise BadInput("This day is still to come. Give the day on which it was so.", field=field)
    if so.since and so.until and so.until <= so.since:
        raise BadInput("This is not after the first day.", field="until")
    people = ConcernPerson.objects.filter(concern=hand.concern, pk=so.person_row, part__in=CONCERNED)
    if before is None and not people.known(hand.t.moment.known_at).exists():
        raise BadInput("Choose one of the people this is about.", field="person_row")
    row = CareFact(since=so.since, until=so.until, **of_hand(hand, before))
    words = {
        "situation": so.situation,
        "person": str(so.person_row),
        "said-by": so.said_by,
        "words": so.words,
    }
    promised = seal_words(hand, row, words)
    row.save()
    verb = FactKept(row.id, ended=so.until is not None)
    hand.t.record(verb, hand.subject, stream=Circle(hand.concern.circle).stream, commitments=[promised])
    write_entry(hand, EntryKind.SUPPORT, says, Occurred(hand.t.now, Precision.MINUTE))
    return row
