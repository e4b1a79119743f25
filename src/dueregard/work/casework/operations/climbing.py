"""When a clock reaches a rung: the handlers are reminded; when nobody opened in time, the next on the ladder hears."""

from collections.abc import Iterable
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.powers import powers_in_force
from ....authority.policy.queries import in_force
from ....ground.audit.operations import Turn
from ....ground.kernel.moments import Moment
from ....mechanisms.clocks.controls import ClockBlock
from ....mechanisms.clocks.models import Obligation
from ....mechanisms.clocks.vocabulary import RungKind, RungReached
from ....mechanisms.notifications.operations import tell
from ....mechanisms.notifications.vocabulary import Urgency
from ..controls.facts import Happening
from ..models import Concern, Delivery
from ..queries.happenings import matter
from .routing import climb, give_to


def rung_reached(happened: RungReached, t: Turn) -> None:
    """Act on a reminder or a lateness of a concern's clock, within the turn that announced it."""
    row = Obligation.objects.get(pk=happened.obligation)
    concern = Concern.objects.filter(pk=row.about_id).first() if row.about_kind == "concern" else None
    if concern is None:  # another package's matter
        return
    block = _block(row, t)
    if happened.kind is not RungKind.REMIND and block and block.measures.to == Happening.OPENED:
        facts = matter(concern, Moment.now(t.now)).facts
        give_to(t, concern, climb(concern, facts, Moment.now(t.now)))
    people = set(_handlers(concern))
    if happened.kind is not RungKind.REMIND and block:
        people |= set(_told_when_late(block, concern, t))
    tell(
        t,
        people=people,
        thing_kind="concern",
        thing_id=concern.id,
        stream=happened.stream,
        urgency=Urgency.TODAY if happened.kind is RungKind.REMIND else Urgency.NOW,
        occasion=f"{row.control.replace('.', '-')}-{happened.kind}-{happened.step}",
    )


def _block(row: Obligation, t: Turn) -> ClockBlock | None:
    clocks = in_force("clock", Moment.now(t.now))
    return next((c.block for c in clocks if c.policy == row.policy and f"clock.{c.id}" == row.control), None)


def _handlers(concern: Concern) -> Iterable[UUID]:
    """Everybody it was put before; whoever may no longer know is withheld when the message is sent."""
    people: Iterable[UUID] = Delivery.objects.filter(concern=concern).values_list("person_id", flat=True)
    return people


def _told_when_late(block: ClockBlock, concern: Concern, t: Turn) -> Iterable[UUID]:
    moment = Moment.now(t.now)
    roles = {role for effect in block.late.items if effect.to for role in effect.to.roles()}
    powers = powers_in_force(moment)
    for holding in access.holders(roles, moment):
        reader = access.reader(holding.person_id, powers, moment)
        if access.visible(Concern.objects.filter(pk=concern.id), reader, moment).exists():
            yield holding.person_id
