"""Keeping a concern's clocks: what is owed opens and what is done closes, in the turn of whatever moved the concern."""

from ....authority.policy.answers import InForce
from ....authority.policy.queries import in_force, lookup, placed_at
from ....ground.audit.operations import Turn
from ....ground.audit.vocabulary import Stream
from ....mechanisms.clocks.controls import ClockBlock
from ....mechanisms.clocks.operations.owing import close, owe
from ....mechanisms.clocks.queries.duties import Terms
from ..controls.facts import Happening
from ..models import Concern, Referral
from ..queries.chasing import months_of_looks, sent
from ..queries.happenings import Matter, matter, untouched
from ..rules.chasing import duties_to_look, duty_to_ask, looks_had
from ..rules.clocks import duty_of
from .advising import keep_advice_clock


def start_clocks(t: Turn, concern: Concern) -> None:
    """Open what is owed about a concern that was reported in this turn."""
    _owe(t, untouched(concern, t.moment), of_new=True)


def keep_clocks(t: Turn, concern: Concern) -> None:
    """Open what is now owed about a concern under the clocks in force, and close what has been done."""
    found = matter(concern, t.moment)
    clocks = _owe(t, found)
    done = [f"clock.{clock.id}" for clock in clocks if clock.block.measures.to in found.happened]
    close(t, about_id=concern.id, controls=done)
    if concern.circle == Stream.SEALED:
        keep_advice_clock(t, found, clocks)
    if Happening.REFERRED in found.happened:
        _ask_after(t, found)


def _ask_after(t: Turn, found: Matter) -> None:
    """Open what is to be asked after, and close it for each referral that was answered; the same of the looks at
    support that came of one."""
    moment, concern = t.moment, found.concern
    elsewhere, made = lookup(moment), Terms(moment)
    months = months_of_looks(moment)
    standing = {(path.policy, path.id): path for path in in_force("referral", moment)}
    owed = []
    for one in sent(Referral.objects.filter(concern=concern), moment):
        then = placed_at(one.governed_by)
        path = standing.get((then.policy, then.id)) if then else None
        if one.answered_at is not None:
            close(t, about_id=concern.id, occasion=str(one.id))
        elif path and (duty := duty_to_ask(path, one, found.facts, elsewhere)):
            owed.append(made.owed(duty, path, Stream(concern.circle)))
        if path:
            looks = duties_to_look(path, one, months)
            owed += [made.owed(duty, path, Stream(concern.circle)) for duty in looks]
        for occasion in looks_had(one, months):
            close(t, about_id=concern.id, occasion=occasion)
    owe(t, [one for one in owed if one])


def _owe(t: Turn, found: Matter, *, of_new: bool = False) -> list[InForce[ClockBlock]]:
    """Open what is owed; returns the clocks that govern the matter."""
    moment, concern = t.moment, found.concern
    elsewhere, made = lookup(moment), Terms(moment)
    clocks = [clock for clock in in_force("clock", moment) if clock.block.applies.matches(found.facts)]
    duties = [(clock, duty_of(clock, concern.id, found.facts, found.happened, elsewhere)) for clock in clocks]
    asked = [made.owed(duty, clock, Stream(concern.circle)) for clock, duty in duties if duty]
    owe(t, [owed for owed in asked if owed], of_new=of_new)
    return clocks
