"""Keeping a concern's clocks: what is owed opens and what is done closes, in the turn of whatever moved the concern."""

from ....authority.policy.answers import InForce
from ....authority.policy.queries import in_force, lookup
from ....ground.audit.operations import Turn
from ....ground.audit.vocabulary import Stream
from ....mechanisms.clocks.controls import ClockBlock
from ....mechanisms.clocks.operations.owing import close, owe
from ....mechanisms.clocks.queries.duties import Terms
from ..models import Concern
from ..queries.happenings import Matter, matter, untouched
from ..rules.clocks import duty_of


def start_clocks(t: Turn, concern: Concern) -> None:
    """Open what is owed about a concern that was reported in this turn."""
    _owe(t, untouched(concern, t.moment), of_new=True)


def keep_clocks(t: Turn, concern: Concern) -> None:
    """Open what is now owed about a concern under the clocks in force, and close what has been done."""
    found = matter(concern, t.moment)
    clocks = _owe(t, found)
    done = [f"clock.{clock.id}" for clock in clocks if clock.block.measures.to in found.happened]
    close(t, about_id=concern.id, controls=done)


def _owe(t: Turn, found: Matter, *, of_new: bool = False) -> list[InForce[ClockBlock]]:
    """Open what is owed; returns the clocks that govern the matter."""
    moment, concern = t.moment, found.concern
    elsewhere, made = lookup(moment), Terms(moment)
    clocks = [clock for clock in in_force("clock", moment) if clock.block.applies.matches(found.facts)]
    duties = [(clock, duty_of(clock, concern.id, found.facts, found.happened, elsewhere)) for clock in clocks]
    asked = [made.owed(duty, clock, Stream(concern.circle)) for clock, duty in duties if duty]
    owe(t, [owed for owed in asked if owed], of_new=of_new)
    return clocks
