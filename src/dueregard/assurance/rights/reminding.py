"""Telling whoever decides how long records are kept that some wait to be looked at: once a month, and no more. How many
there are, and which, the page says."""

from datetime import datetime
from uuid import UUID

from ...authority.access import queries as access
from ...authority.access.powers import powers_in_force
from ...authority.access.vocabulary import Capability, Circle
from ...ground.audit.operations import Turn, turn
from ...ground.audit.vocabulary import Stream
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, london_day
from ...ground.kernel.scope import provider_id
from ...mechanisms.notifications.operations import tell
from ...mechanisms.notifications.vocabulary import Urgency
from .queries.keeping import DECIDES, closed_records
from .queries.loose import loose_things
from .rules.keeping import Stands

KEEPING = "keeping"
"""The kind of thing that such a message points to: a list, and no one record."""
_ASKS = frozenset({Stands.DUE, Stands.WAITS})


def remind_of_keeping(*, now: datetime) -> None:
    """Tell everybody who decides on records that wait, of each circle apart; of one circle in one month once."""
    moment, day = Moment.now(now), london_day(now)
    for circle in Circle:
        if people := _people(circle, moment):
            with turn(actor=Actor.system("keeping"), now=now) as t:
                tell(
                    t,
                    people=people,
                    thing_kind=KEEPING,
                    thing_id=provider_id(),
                    stream=circle.stream,
                    urgency=Urgency.THIS_WEEK,
                    occasion=f"{KEEPING}-{circle}-{day:%Y-%m}",
                )


def has_to_look(person_id: UUID, circle: Circle, moment: Moment) -> bool:
    """Whether closed records of a circle wait for this person to look at them, or to answer."""
    who = access.reader(person_id, powers_in_force(moment), moment)
    if any(one.now.stands in _ASKS for one in closed_records(who, moment, circle)):
        return True
    return circle is Circle.OPEN and any(one.now.stands in _ASKS for one in loose_things(who, moment))


def ask_a_second(t: Turn, occasion: str, *, but: frozenset[UUID]) -> None:
    """Tell whoever else decides that something of no concern waits for them to agree, in the caller's turn."""
    powers = powers_in_force(t.moment)
    roles = {role for role, given in powers.may.items() if Capability.DECIDE in given}
    tell(
        t,
        people={holding.person_id for holding in access.holders(roles, t.moment)} - but,
        thing_kind=KEEPING,
        thing_id=provider_id(),
        stream=Stream.OPEN,
        urgency=Urgency.THIS_WEEK,
        occasion=occasion,
    )


def _people(circle: Circle, moment: Moment) -> set[UUID]:
    powers = powers_in_force(moment)
    roles = {role for role, given in powers.may.items() if frozenset(given) & DECIDES}
    people = {holding.person_id for holding in access.holders(roles, moment)}
    return {one for one in people if has_to_look(one, circle, moment)}
