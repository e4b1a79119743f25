"""Keeping whoever raised a concern from looking into it, where a policy that governs it says so."""

from ....authority.access import queries as access
from ....authority.access.vocabulary import Capability, Part
from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment
from ....ground.kernel.rulings import Ruling
from ..models import Concern
from ..rules.facts import facts_of_concern
from ..rules.investigating import may_investigate
from ..rules.routing import governing, rungs_of

INVESTIGATES = frozenset({Capability.TRIAGE, Capability.DECIDE})


def ruling_for(concern: Concern, who: access.Reader, moment: Moment) -> Ruling:
    """Whether this reader may sort, decide and refer, as far as who raised it goes, by the routes of its report."""
    raised_it = not who.own.isdisjoint(access.tags_in(concern.id, {Part.RAISER}, moment))
    routes = governing(in_force("route", moment), facts_of_concern(concern, None)) if raised_it else ()
    return may_investigate(raised_it=raised_it, routes=routes)


def bar_reporter(concern: Concern, who: access.Reader, moment: Moment) -> None:
    """Raise `NotPermitted`, which says who can, where a policy keeps whoever raised a concern from looking into it."""
    ruling = ruling_for(concern, who, moment)
    if not ruling:
        ruling.enforce(who_can_help=_who_can(concern, who, moment))


def _who_can(concern: Concern, who: access.Reader, moment: Moment) -> str:
    """The posts on the ladder that may look into it and that somebody else holds, by their titles."""
    routes = governing(in_force("route", moment), facts_of_concern(concern, None))
    ladder = {role for route in routes for rung in rungs_of(route.block) for role in rung}
    held = {
        row.role for row in access.holders(ladder, moment) if access.person_tag(row.person_id) not in who.own
    }
    titles = dict.fromkeys(
        control.block.title
        for control in in_force("role", moment)
        if control.id in held and INVESTIGATES & {*control.block.may}
    )
    if not titles:
        return "Nobody else here holds a post that can. Ask whoever appoints people to posts."
    return f"These posts can: {', '.join(titles)}."
