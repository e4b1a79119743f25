"""Ending somebody's sign-in: because they have left, a device was stolen, or they may not be who they say."""

from datetime import datetime
from uuid import UUID

from ...ground.audit.operations import Subject, Turn, turn
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment
from ...ground.kernel.refusals import NothingHere, OutOfTurn
from ...ground.kernel.rulings import Ruling
from ..identity.ending import end_sign_in
from ..identity.invitations import can_sign_in
from ..identity.models import Membership
from ..identity.queries import details
from .appointing import refuse_to_end_the_last, waiting
from .models import Holding
from .operations import end_in_turn
from .powers import powers_in_force
from .queries import reader, rows_of
from .readmitting import is_watched
from .rules import may_end_sign_in
from .vocabulary import PostTurnedDown

_ASK = "Whoever appoints to posts here can help."


def ruling_on_ending(person_id: UUID, by: UUID, moment: Moment) -> Ruling:
    """Whether `by` may end somebody's sign-in."""
    return may_end_sign_in(
        reader(by, powers_in_force(moment), moment).capabilities,
        own=person_id in rows_of(by, moment),
        watched=is_watched(by, moment),
        doubted=is_watched(person_id, moment),
    )


def end_access(*, person_id: UUID, with_posts: bool, actor: Actor, now: datetime) -> None:
    """End somebody's sign-in here, at once and on every device; `with_posts` every post they hold or wait for too.

    Without, they keep their posts, and come back when somebody vouches for them. Raises `NotPermitted`; `OutOfTurn`
    when there is nothing to end, and for the last post that gives posts.
    """
    with turn(actor=actor, now=now) as t:
        if actor.person_id is None:
            raise TypeError("a person ends a sign-in")
        if person_id not in details([person_id], t.moment):
            raise NothingHere
        ruling_on_ending(person_id, actor.person_id, t.moment).enforce(who_can_help=_ASK)
        own = rows_of(person_id, t.moment)
        ended = end_sign_in(t, person_id)
        if with_posts:
            ended = _end_posts(t, own) or ended
        if not ended:
            raise OutOfTurn("There is nothing left to end. Look at the page again.")


def ended_since(since: datetime, moment: Moment) -> tuple[Membership, ...]:
    """The last sign-in of each person that was ended since a time, the latest first; whoever was let in again meanwhile
    is not among them."""
    rows = Membership.objects.known(moment.known_at).filter(until__gt=since, until__lte=moment.as_at)
    last = {row.person_id: row for row in rows.order_by("until", "id")}
    return tuple(row for row in reversed(last.values()) if not can_sign_in(row.person_id, moment))


def _end_posts(t: Turn, own: frozenset[UUID]) -> bool:
    held = [row for row in Holding.at(t.moment) if row.person_id in own]
    refuse_to_end_the_last(held, t.moment)
    for row in held:
        end_in_turn(t, row, until=t.now)
    proposed = [row for row in waiting(t.moment) if row.person_id in own]
    for proposal in proposed:
        proposal.successor(withdrawn=True, recorded_at=t.now, by=t.actor.written).save()
        t.record(PostTurnedDown(proposal.person_id), Subject("proposal", proposal.id))
    return bool(held or proposed)
