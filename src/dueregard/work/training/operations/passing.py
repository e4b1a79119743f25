"""Passing a gate: with everything it waits for, or let through by whom the policy names, who says why."""

from datetime import date, datetime
from uuid import UUID

from ....authority.access.queries import rows_of
from ....authority.identity.queries import aliases
from ....authority.people.audiences import belongs
from ....authority.policy.answers import InForce
from ....authority.policy.queries import shelf
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.crypto.operations import make_data_key
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment, london_day
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....ground.kernel.rulings import deny
from ..controls.gate import GateBlock, lacking
from ..controls.overriding import post_to_override, who_overrides
from ..models import Override, Passage, TakenOn
from ..queries.gates import passages_of
from ..rules.overriding import fault
from ..vocabulary import GateOverridden, GatePassed
from .keeping import keeps_training_of_another


class GateShut(OutOfTurn):
    """Something a policy asks for is missing."""

    code = "gate-shut"


def gate_at(address: str, moment: Moment) -> InForce[GateBlock]:
    """The gate at an address, as in force at the moment. Raises `NothingHere`."""
    for one in shelf(moment).of_kind("gate"):
        if one.address == address:
            return one
    raise NothingHere


def pass_gate(*, gate: str, person_id: UUID, passed_on: date, actor: Actor, now: datetime) -> Passage:
    """Record that somebody passed a gate. Raises `GateShut`, naming what is missing: nobody gets past it here; see
    `override_gate`. Raises `NotPermitted`, to whom it is about as well, and `NothingHere` for somebody the gate is not
    for."""
    with turn(actor=actor, now=now) as t:
        keeps_training_of_another(t, person_id)
        control = gate_at(gate, t.moment)
        missing = _missing(control, person_id, passed_on, t)
        if missing:
            raise GateShut(
                f"Before {control.block.before} this is missing: {', '.join(_plain(one) for one in missing)}.",
                who_can_help="Whoever looks after training and checks here can say how to get it.",
            )
        return _passed(t, gate, person_id, passed_on, 0)


def override_gate(
    *, gate: str, person_id: UUID, passed_on: date, reason: str, actor: Actor, now: datetime
) -> Passage:
    """Let somebody past a gate though something is missing, and say why.

    Raises `NotPermitted` to everybody but whom the policy of the gate names, and to whom it is about; `NothingHere` as
    `pass_gate`; `OutOfTurn` where nothing is missing, or they passed it already; `BadInput` for a reason that says too
    little.
    """
    with turn(actor=actor, now=now) as t:
        control = gate_at(gate, t.moment)
        role = overriding_post(control, person_id, t.actor, t.moment)
        missing = _missing(control, person_id, passed_on, t)
        if gate in passages_of(aliases(person_id, t.moment), t.moment):
            raise OutOfTurn("It is written down already that they passed. Look again.")
        if not missing:
            raise OutOfTurn(
                "Nothing is missing by that day, so nobody has to let them through.",
                who_can_help="Whoever looks after training here writes down that they passed.",
            )
        if wrong := fault(reason):
            raise BadInput(wrong, field="reason")
        row = _passed(t, gate, person_id, passed_on, len(missing))
        note_override(t, of=row, person_id=person_id, role=role, reason=reason)
    return row


def overriding_post(control: InForce[GateBlock], person_id: UUID, actor: Actor, moment: Moment) -> str:
    """The post in which somebody may let a person past a gate. Raises `NotPermitted`: to everybody where the policy
    names nobody, to whom it does not name, and to whom it is about."""
    who = who_overrides(control)
    if not who:
        deny("The policy lets nobody through this without what is missing.").enforce(
            who_can_help="Whoever looks after training and checks here can say how to get it."
        )
    role = post_to_override(control, actor.person_id, moment)
    if not role:
        deny("Only whom the policy names lets somebody through.").enforce(who_can_help=f"That is {who}.")
    if actor.person_id in rows_of(person_id, moment):
        deny("Nobody decides this about themselves.").enforce(who_can_help=f"Somebody else must: {who}.")
    return role


def note_override(t: Turn, *, of: Passage | TakenOn, person_id: UUID, role: str, reason: str) -> None:
    """Write down, within a turn, in which post somebody let another through, and why; sealed under a key of its own."""
    row = Override(
        passage=of if isinstance(of, Passage) else None,
        taken_on=of if isinstance(of, TakenOn) else None,
        role=role,
        key=make_data_key("override", now=t.now),
        recorded_at=t.now,
        by=t.actor.written,
    )
    promised = promise(row, "words", reason.strip(), row.key)
    row.save()
    t.record(GateOverridden(row.id), Subject("person", person_id), commitments=[promised])


def _missing(control: InForce[GateBlock], person_id: UUID, passed_on: date, t: Turn) -> tuple[str, ...]:
    """What somebody lacked on the day on which they are said to have passed."""
    if not belongs(aliases(person_id, t.moment), control.block.audience, t.moment):
        raise NothingHere
    if passed_on > london_day(t.now):
        raise BadInput("That day has not come yet.", field="passed_on")
    return lacking(control, [person_id], Moment.end_of(passed_on)).get(person_id, ())


def _passed(t: Turn, gate: str, person_id: UUID, passed_on: date, missing: int) -> Passage:
    row = Passage(
        person_id=person_id,
        gate=gate,
        passed_on=passed_on,
        missing=missing,
        recorded_at=t.now,
        by=t.actor.written,
    )
    row.save()
    t.record(GatePassed(row.id, missing), Subject("person", person_id))
    return row


def _plain(name: str) -> str:
    return name.replace("-", " ")
