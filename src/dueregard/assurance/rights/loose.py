"""What belongs to no concern, when its time is over: looked at, held, and disposed of by two, as a record is."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ...authority.access.powers import powers_in_force
from ...authority.access.queries import Reader, reader, rows_of
from ...authority.access.vocabulary import Capability
from ...ground.audit.operations import Subject, Turn, turn
from ...ground.audit.promising import promise
from ...ground.audit.vocabulary import Read, Stream
from ...ground.backups.nightly import held_until
from ...ground.crypto.models import DataKey
from ...ground.crypto.operations import Shut, unseal
from ...ground.kernel.actors import Actor
from ...ground.kernel.ids import uuid7
from ...ground.kernel.moments import london_day
from ...ground.kernel.refusals import NothingHere, OutOfTurn
from ...ground.kernel.rulings import deny
from ...mechanisms.clocks.operations.owing import close
from ...mechanisms.clocks.vocabulary import Ending
from ...mechanisms.files.operations.withholding import dispose_of_files
from .choosing import Choice, check_choice, may_decide, still_waiting
from .filing import check_reason
from .holding import check_post, end_of_hold, lifted, write_hold
from .keeping_words import Came, HeldOn, LooseDisposedOf, LooseKind, LooseLookedAt, RecordClass, Why
from .models import Hold, LooseDisposal, LooseLook
from .queries.holds import reason_of
from .queries.loose import Loose, loose_thing
from .reminding import ask_a_second


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who decides about which thing, and when."""

    kind: LooseKind
    thing_id: UUID
    actor: Actor
    now: datetime


@dataclass(frozen=True, slots=True)
class _Hand:
    t: Turn
    who: Reader
    found: Loose

    @property
    def subject(self) -> Subject:
        return Subject(self.found.thing.kind, self.found.thing.id)

    @property
    def stream(self) -> Stream:
        return self.found.thing.stream


def read_loose(by: By) -> tuple[Loose, dict[UUID, str]]:
    """How long a thing is kept, and the reasons people gave, by the id of the hold or the look; the reading is written
    down first. Raises `NothingHere`."""
    with turn(actor=by.actor, now=by.now, always=True) as t:
        hand = _hand(t, by)
        t.record(Read((by.thing_id,)), hand.subject, stream=hand.stream)
    reasons = {row.id: reason_of(row) for row in hand.found.holds}
    if (look := hand.found.look) is not None:
        try:
            reasons[look.id] = unseal(look, "words", look.key)
        except Shut:
            reasons[look.id] = ""
    return hand.found, reasons


def look_at_loose(by: By, *, chosen: Choice) -> LooseLook:
    """Decide: keep it until a day, or ask a second person to agree that it goes.

    Raises `NothingHere`; `BadInput` without reasons or for a day that will not do; `OutOfTurn` while it goes on,
    something holds it, its time is not over, or somebody else's decision waits.
    """
    check_choice(chosen)
    with turn(actor=by.actor, now=by.now) as t:
        hand = _hand(t, by)
        may_decide(hand.found, chosen, london_day(t.now))
        came = Came.KEEP if chosen.keep_until else Came.DISPOSE
        row = _look(hand, came, chosen.reason, keep_until=chosen.keep_until, why=chosen.why)
        if came is Came.DISPOSE:
            ask_a_second(t, f"loose-{row.id}", but=rows_of(hand.who.person_id, t.moment))
    return row


def agree_on_loose(by: By, *, look_id: UUID) -> LooseDisposal:
    """Agree that a thing goes, as the second person: it goes in the same transaction.

    Raises `NothingHere`; `NotPermitted` for whoever wrote that it goes; `OutOfTurn` when that was answered, taken back
    or is too long ago, or something holds it.
    """
    with turn(actor=by.actor, now=by.now) as t:
        hand = _hand(t, by)
        look = still_waiting(hand.found, look_id)
        if hand.who.person_id in rows_of(look.looker_id, t.moment):
            deny("You wrote that this goes. Somebody else has to agree.").enforce(
                who_can_help="Anybody else who decides on concerns can. Whoever gives posts can give somebody one."
            )
        thing = hand.found.thing
        for key in DataKey.objects.filter(pk__in=thing.keys).order_by("pk"):
            dispose_of_files(t, key, stream=thing.stream)
        close(t, about_id=thing.id, ending=Ending.NOT_OWED)
        gone = GoneLoose(
            uuid7(),
            thing.kind,
            thing.id,
            hand.found.lasts.record_class,
            Why(look.why),
            hand.found.due.on,
            look.looker_id,
            hand.who.person_id,
            held_until(london_day(t.now)),
            t.now,
        )
        return write_loose_disposal(t, gone, stream=thing.stream)


def disagree_on_loose(by: By, *, look_id: UUID, reason: str) -> LooseLook:
    """Say that a thing stays; whoever wrote that it goes takes that back. Raises as `agree_on_loose`, and `BadInput`
    without reasons."""
    check_reason(reason)
    with turn(actor=by.actor, now=by.now) as t:
        hand = _hand(t, by)
        still_waiting(hand.found, look_id)
        return _look(hand, Came.NOT, reason)


def hold_loose(by: By, *, post: str, reason: str, until: date | None = None) -> Hold:
    """Hold a thing, until a day or without an end. Raises `NothingHere`; `BadInput` without a reason, for a post that
    is not theirs, or a day that is over."""
    check_reason(reason)
    with turn(actor=by.actor, now=by.now) as t:
        hand = _hand(t, by)
        check_post(hand.who, post)
        row = Hold(on=HeldOn.THING, thing_id=by.thing_id, post=post, since=t.now, until=end_of_hold(until, t))
        return write_hold(t, row, reason, hand.subject, stream=hand.stream)


def lift_loose(by: By, *, hold_id: UUID, post: str, reason: str) -> Hold:
    """Lift a hold that lies on a thing. Raises as `hold_loose`; `OutOfTurn` when somebody has lifted it."""
    check_reason(reason)
    with turn(actor=by.actor, now=by.now) as t:
        hand = _hand(t, by)
        check_post(hand.who, post)
        row = next((one for one in hand.found.holds if one.id == hold_id), None)
        if row is None:
            raise OutOfTurn("This hold lies on it no more. Nothing was changed.")
        return write_hold(t, lifted(row, post, t), reason, hand.subject, stream=hand.stream)


def _hand(t: Turn, by: By) -> _Hand:
    if t.actor.person_id is None:
        raise NothingHere
    who = reader(t.actor.person_id, powers_in_force(t.moment), t.moment)
    who.may(Capability.DECIDE).enforce(who_can_help="Your designated safeguarding lead can.")
    found = loose_thing(by.kind, by.thing_id, who, t.moment)
    if found is None:
        raise NothingHere
    return _Hand(t, who, found)


def _look(
    hand: _Hand, came: Came, reason: str, *, keep_until: date | None = None, why: Why | None = None
) -> LooseLook:
    t, found = hand.t, hand.found
    row = LooseLook(
        thing_kind=found.thing.kind,
        thing_id=found.thing.id,
        came=came,
        record_class=found.lasts.record_class,
        due_on=found.due.on,
        keep_until=keep_until,
        why=why or "",
        looker_id=hand.who.person_id,
        key_id=found.thing.keys[-1],
        replaces=found.look,
        recorded_at=t.now,
        by=t.actor.written,
    )
    promised = promise(row, "words", reason.strip(), row.key)
    row.save()
    t.record(LooseLookedAt(row.id, came), hand.subject, stream=hand.stream, commitments=[promised])
    return row


@dataclass(frozen=True, slots=True)
class GoneLoose:
    """What is written down of a thing that goes, or that a restore disposes of again."""

    id: UUID
    kind: LooseKind
    thing_id: UUID
    record_class: RecordClass
    why: Why
    due_on: date | None
    first: UUID
    second: UUID
    held_until: date | None
    disposed_at: datetime


def write_loose_disposal(t: Turn, gone: GoneLoose, *, stream: Stream) -> LooseDisposal:
    """Store what a certificate says, and one lasting entry that says the same, in the caller's turn."""
    row = LooseDisposal(
        id=gone.id,
        thing_kind=gone.kind,
        thing_id=gone.thing_id,
        record_class=gone.record_class,
        why=gone.why,
        due_on=gone.due_on,
        disposed_at=gone.disposed_at,
        first_id=gone.first,
        second_id=gone.second,
        held_until=gone.held_until,
        recorded_at=t.now,
        by=t.actor.written,
    )
    row.save()
    said = LooseDisposedOf(
        gone.id, gone.kind, gone.record_class, gone.why, gone.due_on, gone.first, gone.second, gone.held_until
    )
    t.record(said, Subject(gone.kind, gone.thing_id), stream=stream, effective=gone.disposed_at)
    return row
