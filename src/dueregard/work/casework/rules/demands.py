"""From a policy's decision control to the seats that have to be filled."""

from collections.abc import Mapping
from dataclasses import replace

from ....authority.policy.answers import InForce
from ....authority.policy.values.who import Manner, Named, Who
from ..controls.decision import DecisionBlock
from .deciding import Demand, Seat


def demand_of(control: InForce[DecisionBlock], facts: Mapping[str, object]) -> Demand:
    """What one policy asks of this decision in a matter with these facts."""
    block = control.block
    stand_ins = frozenset(role for stand_in in block.stand_in for role in stand_in.who.roles())
    seats = [*seats_of(block.by, stand_ins), *(seats_of(block.second_person) if block.second_person else ())]
    return Demand(
        tuple(replace(seat, serves=frozenset({control.policy})) for seat in seats),
        block.consult_first is not None,
        block.needs_full_sheet(facts),
        (control.source,),
        block.outcomes,
        block.records_whether,
    )


def seats_of(who: Who, stand_ins: frozenset[str] = frozenset()) -> tuple[Seat, ...]:
    """The places a *who* asks to be filled: one for any of, one each for all of, so many for k of."""
    match who.manner:
        case Manner.ALL_OF:
            return tuple(seat for member in who.members for seat in seats_of(_alone(member), stand_ins))
        case Manner.K_OF:
            return (Seat(who.roles(), stand_ins),) * who.k
        case Manner.ANY_OF | Manner.IN_ORDER:
            return (Seat(who.roles(), stand_ins),)


def _alone(member: Named | Who) -> Who:
    return member if isinstance(member, Who) else Who(Manner.ANY_OF, (member,))
