"""A matter is never left with nobody: where nobody is left who has it in hand, the next of its way gets it."""

from collections.abc import Iterable
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.powers import powers_in_force
from ....authority.access.vocabulary import READS_CASES, Capability, Circle
from ....ground.audit.operations import Turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment
from ....mechanisms.notifications.operations import tell
from ....mechanisms.notifications.vocabulary import Urgency
from ..models import Concern, Delivery
from ..queries.happenings import matter
from ..queries.seeing import is_theirs
from ..rules.ladders import Holder
from ..vocabulary import UNFINISHED, Purpose
from .investigating import ruling_for
from .routing import Put, climb, give_to, walled_from, who_may_know

WALLS = Actor.system("walls")
"""Who writes what is written because a wall rose, or somebody stepped aside."""
_HANDLES = (Purpose.RECEIVE, Purpose.PICKED, Purpose.MANAGE)


def hand_on(t: Turn, concern: Concern) -> bool:
    """Give a matter that is not finished to the next of its way, and tell them, where whoever has it in hand is gone
    or away; in the caller's turn. False where nobody has it and nobody may have it."""
    if concern.state not in UNFINISHED:
        return True
    able = _has_it(concern, t.moment)
    if able - access.away(t.moment):
        return True
    puts = climb(concern, matter(concern, t.moment).facts, t.moment) or _whoever_else(concern, t.moment)
    give_to(t, concern, puts)
    _tell(t, concern, {put.holder.person_id for put in puts}, "handed-on")
    return bool(puts or able)


def see_to_it(t: Turn, concern: Concern) -> None:
    """As `hand_on`; where nobody may have it, whoever may know is told that something waits."""
    if not hand_on(t, concern):
        _tell(t, concern, who_may_know(concern, t.moment), "waits")


def who_has_it(concern: Concern, moment: Moment) -> UUID | None:
    """One person who has it in hand: of those who are not away, before whom it was put last; None where nobody has."""
    able = _has_it(concern, moment)
    there = able - access.away(moment) or able
    put = Delivery.objects.filter(concern=concern, purpose__in=_HANDLES, person_id__in=there)
    last: UUID | None = put.order_by("-recorded_at", "id").values_list("person_id", flat=True).first()
    return last or min(there, default=None)


def _tell(t: Turn, concern: Concern, people: Iterable[UUID], occasion: str) -> None:
    tell(
        t,
        people=people,
        thing_kind="concern",
        thing_id=concern.id,
        stream=Circle(concern.circle).stream,
        urgency=Urgency.NOW if concern.danger else Urgency.TODAY,
        occasion=occasion,
    )


def _has_it(concern: Concern, moment: Moment) -> frozenset[UUID]:
    """Who has it in hand still: whoever it was put before, and, where it is open, whoever holds or stands in for the
    posts it was put before."""
    put = Delivery.objects.filter(concern=concern, purpose__in=_HANDLES)
    people = set(put.values_list("person_id", flat=True))
    if concern.circle == Circle.OPEN:
        people |= _holders_of(READS_CASES, moment).keys()
    powers = powers_in_force(moment)
    readers = {one: access.reader(one, powers, moment) for one in people}
    return frozenset(
        one
        for one, who in readers.items()
        if is_theirs(concern.id, who, moment) and ruling_for(concern, who, moment)
    )


def _whoever_else(concern: Concern, moment: Moment) -> tuple[Put, ...]:
    """Beyond the ladder: of a restricted matter whoever sees all of them, of an open one whoever receives concerns;
    nobody it was put before already, who is walled, or who may not look into it."""
    wanted = Capability.SEE_RESTRICTED if concern.circle == Circle.SEALED else Capability.RECEIVE_CONCERNS
    had = set(Delivery.objects.filter(concern=concern).values_list("person_id", flat=True))
    held = _holders_of({wanted}, moment)
    never = had | walled_from(concern, held, moment)
    powers = powers_in_force(moment)
    return tuple(
        Put(Holder(person, held[person]), Purpose.RECEIVE, 0, "")
        for person in held
        if person not in never and ruling_for(concern, access.reader(person, powers, moment), moment)
    )


def _holders_of(capabilities: Iterable[Capability], moment: Moment) -> dict[UUID, str]:
    """Everybody in a post that gives any of these, with the first such post of each."""
    wanted = set(capabilities)
    roles = [role for role, given in powers_in_force(moment).may.items() if given & wanted]
    found: dict[UUID, str] = {}
    for row in access.holders(roles, moment):
        found.setdefault(row.person_id, row.role)
    return found
