"""Passing a gate: only with everything it waits for, unless the policy lets somebody override it."""

from datetime import date, datetime
from uuid import UUID

from ....authority.access.queries import holders
from ....authority.identity.queries import aliases
from ....authority.people.audiences import belongs
from ....authority.policy.answers import InForce
from ....authority.policy.queries import shelf
from ....ground.audit.operations import Subject, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment, london_day
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ..controls.gate import GateBlock, lacking
from ..models import Passage
from ..vocabulary import GatePassed
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


def pass_gate(
    *,
    gate: str,
    person_id: UUID,
    passed_on: date,
    actor: Actor,
    now: datetime,
    override: bool = False,
) -> Passage:
    """Record that somebody passed a gate. Raises `GateShut`, naming what is missing, and never lets anybody through
    without it but where the policy names who may, and one of them asks for it. Raises `NotPermitted`, to whom it is
    about as well, and `NothingHere` for somebody the gate is not for."""
    with turn(actor=actor, now=now) as t:
        keeps_training_of_another(t, person_id)
        control = gate_at(gate, t.moment)
        if not belongs(aliases(person_id, t.moment), control.block.audience, t.moment):
            raise NothingHere
        if passed_on > london_day(t.now):
            raise BadInput("That day has not come yet.")
        missing = lacking(control, [person_id], Moment.end_of(passed_on)).get(person_id, ())
        if missing and not (override and may_override(control, actor.person_id, t.moment)):
            raise GateShut(
                f"Before {control.block.before} this is missing: {', '.join(_plain(one) for one in missing)}.",
                who_can_help="Whoever looks after training and checks here can say how to get it.",
            )
        row = Passage(
            person_id=person_id,
            gate=gate,
            passed_on=passed_on,
            missing=len(missing),
            recorded_at=t.now,
            by=actor.written,
        )
        row.save()
        t.record(GatePassed(row.id, len(missing)), Subject("person", person_id))
    return row


def may_override(control: InForce[GateBlock], person_id: UUID | None, moment: Moment) -> bool:
    """Whether the policy lets this person let somebody through with something missing."""
    if control.block.override is None:
        return False
    return person_id in {row.person_id for row in holders(control.block.override.roles(), moment)}


def _plain(name: str) -> str:
    return name.replace("-", " ")
