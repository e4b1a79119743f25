"""Letting somebody in again who lost what they sign in with.

Anybody who appoints or looks after the machine may note that a person cannot sign in. Somebody else who handles
concerns, or who is accountable, vouches for them: on their own session, with a second step taken just now, and a
reason. In that moment everything that opened the old sign-in is worth nothing, its sessions end, and whoever vouched
gets a code to hand over. All who handle concerns are told.
"""

from datetime import datetime, timedelta
from uuid import UUID

from ...ground.audit.operations import Subject, Turn, turn
from ...ground.audit.promising import promise
from ...ground.crypto.operations import Shut, make_data_key, unseal
from ...ground.jobs.occasions import announce
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment
from ...ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ...ground.kernel.rulings import Ruling, deny
from ..identity.ending import end_sign_in, has_signed_in_before
from ..identity.invitations import Paper, can_sign_in, invite_in_turn
from ..identity.queries import details
from .models import Holding, Lockout, Vouching
from .powers import accountable_roles, powers_in_force
from .proving import Proof, prove
from .queries import holders, reader, rows_of
from .readmitting import begin_watch, is_watched
from .rules import APPOINTS, CODE_GOOD_FOR, may_vouch
from .vocabulary import (
    READS_CASES,
    Knew,
    LockoutAnswered,
    LockoutNoted,
    SomebodyLockedOut,
    SomebodyVouched,
    Vouched,
)

_ASK = "Whoever handles concerns here, or is accountable for it, can help."
NOTED_FOR = timedelta(days=7)
"""A note nobody has answered by then is over; it can be made anew."""


def locked_out(moment: Moment) -> tuple[Lockout, ...]:
    """Who cannot sign in, as somebody said, and waits for somebody who vouches; the oldest first."""
    rows = Lockout.known_at(moment.known_at)
    return tuple(row for row in rows if moment.as_at - row.recorded_at < NOTED_FOR)


def ruling_on_vouching(person_id: UUID, by: UUID, moment: Moment) -> Ruling:
    """Whether `by` may vouch for somebody."""
    own = rows_of(by, moment)
    mine = reader(by, powers_in_force(moment), moment).capabilities
    accountable = accountable_roles(moment)
    return may_vouch(
        mine,
        accountable=any(row.person_id in own and row.role in accountable for row in Holding.at(moment)),
        own=person_id in own,
        watched=is_watched(by, moment),
    )


def who_may_vouch(person_id: UUID, moment: Moment) -> frozenset[UUID]:
    """Everybody with a sign-in who could vouch for somebody today."""
    may = powers_in_force(moment).may
    roles = accountable_roles(moment) | {role for role, given in may.items() if given & READS_CASES}
    people = {row.person_id for row in holders(roles, moment)} - rows_of(person_id, moment)
    return frozenset(
        one for one in people if can_sign_in(one, moment) and ruling_on_vouching(person_id, one, moment)
    )


def note_lockout(*, person_id: UUID, actor: Actor, now: datetime) -> Lockout:
    """Note that somebody cannot sign in, and tell whoever may vouch; opens and ends nothing. Raises `NotPermitted`, and
    `OutOfTurn` when it was noted already."""
    with turn(actor=actor, now=now) as t:
        me = _who(t)
        if not reader(me, powers_in_force(t.moment), t.moment).capabilities & APPOINTS:
            deny("None of your roles here lets you do this.").enforce(who_can_help=_ASK)
        _refuse_newcomers(person_id, t.moment)
        own = rows_of(person_id, t.moment)
        if any(row.person_id in own for row in locked_out(t.moment)):
            raise OutOfTurn("This was noted already, and waits for somebody who vouches.")
        row = Lockout(person_id=person_id, beginner_id=me, recorded_at=t.now, by=t.actor.written)
        row.save()
        t.record(LockoutNoted(person_id), Subject("lockout", row.id))
        announce(SomebodyLockedOut(row.id, person_id, me), t)
    return row


def vouch(*, person_id: UUID, knew: Knew, reason: str, proof: Proof, actor: Actor, now: datetime) -> Paper:
    """Vouch for somebody who cannot sign in, which ends the sign-in they had and gives a code for a new one.

    Raises `NotPermitted`; `BadInput` without a reason, for a code that is wrong, and for somebody who never had a
    sign-in; `TooManyTries`.
    """
    moment, me = Moment.now(now), actor.person_id
    if me is None:
        raise TypeError("a person vouches")
    ruling_on_vouching(person_id, me, moment).enforce(who_can_help=_ASK)
    if not reason.strip():
        raise BadInput("Say why you are sure that it is them.", field="reason")
    _refuse_newcomers(person_id, moment)
    prove(proof, actor, now)
    with turn(actor=actor, now=now) as t:
        ruling_on_vouching(person_id, me, t.moment).enforce(who_can_help=_ASK)
        end_sign_in(t, person_id)
        paper = invite_in_turn(t, person_id, good_for=CODE_GOOD_FOR)
        _answer(t, person_id)
        begin_watch(t, person_id, me)
        row = _write(t, person_id, me, knew, reason)
        announce(SomebodyVouched(row.id, person_id, me), t)
    return paper


def take_back_lockout(*, person_id: UUID, actor: Actor, now: datetime) -> None:
    """Take back that somebody cannot sign in."""
    with turn(actor=actor, now=now) as t:
        if not reader(_who(t), powers_in_force(t.moment), t.moment).capabilities & (APPOINTS | READS_CASES):
            deny("None of your roles here lets you do this.").enforce(who_can_help=_ASK)
        _answer(t, person_id)


def vouchings_of(person_id: UUID, moment: Moment) -> tuple[tuple[Vouching, str], ...]:
    """When somebody was vouched for, by whom and why, the latest first."""
    rows = Vouching.objects.known(moment.known_at).filter(person_id__in=rows_of(person_id, moment))
    return tuple((row, _reason(row)) for row in rows.select_related("key").order_by("-recorded_at"))


def _write(t: Turn, person_id: UUID, voucher_id: UUID, knew: Knew, reason: str) -> Vouching:
    row = Vouching(
        person_id=person_id,
        voucher_id=voucher_id,
        knew=knew,
        key=make_data_key("vouching", now=t.now),
        recorded_at=t.now,
        by=t.actor.written,
    )
    promised = promise(row, "words", reason, row.key)
    row.save()
    t.record(Vouched(person_id, knew), Subject("vouching", row.id), commitments=[promised])
    return row


def _answer(t: Turn, person_id: UUID) -> None:
    own = rows_of(person_id, t.moment)
    for row in [row for row in locked_out(t.moment) if row.person_id in own]:
        row.successor(withdrawn=True, recorded_at=t.now, by=t.actor.written).save()
        t.record(LockoutAnswered(row.person_id), Subject("lockout", row.id))


def _refuse_newcomers(person_id: UUID, moment: Moment) -> None:
    if person_id not in details([person_id], moment):
        raise NothingHere
    if not has_signed_in_before(person_id, moment):
        raise BadInput("They have never had a sign-in here. Whoever appoints invites them.")


def _reason(row: Vouching) -> str:
    try:
        return unseal(row, "words", row.key)
    except Shut:
        return ""


def _who(t: Turn) -> UUID:
    if t.actor.person_id is None:
        raise TypeError("a person notes this")
    return t.actor.person_id
