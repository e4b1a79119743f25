"""Keeping a concern's clocks: what is owed opens and what is done closes, in the turn of whatever moved the concern."""

from ....authority.policy.queries import in_force, lookup
from ....ground.audit.operations import Turn
from ....ground.audit.vocabulary import Stream
from ....mechanisms.clocks.operations.owing import close, owe
from ....mechanisms.clocks.queries.duties import Terms
from ..models import Concern
from ..queries.happenings import matter
from ..rules.clocks import duty_of


def keep_clocks(t: Turn, concern: Concern) -> None:
    """Open what is now owed about a concern under the clocks in force, and close what has been done."""
    moment = t.moment
    found, elsewhere, made = matter(concern, moment), lookup(moment), Terms(moment)
    clocks = [clock for clock in in_force("clock", moment) if clock.block.applies.matches(found.facts)]
    duties = [(clock, duty_of(clock, concern.id, found.facts, found.happened, elsewhere)) for clock in clocks]
    asked = [made.owed(duty, clock, Stream(concern.circle)) for clock, duty in duties if duty]
    owe(t, [owed for owed in asked if owed])
    done = [f"clock.{clock.id}" for clock in clocks if clock.block.measures.to in found.happened]
    close(t, about_id=concern.id, controls=done)
