"""Giving posts, as people do it. A post that opens concerns takes two; every other is given at once.

Neither of the two may be whoever gets the post, and at most one of them only looks after the machine. Both are asked
at the moment of agreeing what they may do then.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from uuid import UUID

from ...ground.audit.operations import Subject, Turn, turn
from ...ground.jobs.occasions import announce
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment
from ...ground.kernel.refusals import BadInput, OutOfTurn
from ...ground.kernel.rulings import Ruling, deny
from .models import Holding, Proposal
from .operations import end_in_turn, write_holding
from .powers import powers_in_force
from .queries import reader, rows_of
from .readmitting import is_watched
from .rules import APPOINTS, MAY_AGREE, may_agree, may_propose, still_stands
from .vocabulary import (
    READS_CASES,
    Capability,
    Manner,
    PostAgreed,
    PostGiven,
    PostProposed,
    PostTurnedDown,
    PostWaits,
)

_ASK = "Whoever appoints to posts here can help."


def takes_two(role: str, moment: Moment) -> bool:
    """Whether a role opens concerns under the policies in force, so that two people give it."""
    return bool(powers_in_force(moment).may.get(role, frozenset()) & READS_CASES)


def waiting(moment: Moment) -> tuple[Proposal, ...]:
    """The proposals that wait for a second person, oldest first."""
    rows = Proposal.known_at(moment.known_at)
    return tuple(row for row in rows if still_stands(row.recorded_at, moment.as_at))


def ruling_on(proposal: Proposal, person_id: UUID, moment: Moment) -> Ruling:
    """Whether this person may agree to a proposal today."""
    if not still_stands(proposal.recorded_at, moment.as_at):
        return deny("This was proposed more than two weeks ago. It must be proposed anew.")
    own = rows_of(person_id, moment)
    return may_agree(
        _capabilities(proposal.proposer_id, moment),
        _capabilities(person_id, moment),
        same=proposal.proposer_id in own,
        own=proposal.person_id in own,
        watched=is_watched(person_id, moment) or is_watched(proposal.proposer_id, moment),
    )


def appoint(
    *,
    person_id: UUID,
    role: str,
    actor: Actor,
    now: datetime,
    manner: Manner = Manner.SUBSTANTIVE,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Holding | Proposal:
    """Give somebody a post, or propose it when it opens concerns; raises `NotPermitted`, and `BadInput` for what they
    hold or are proposed for already."""
    with turn(actor=actor, now=now) as t:
        me = _who(t)
        own = person_id in rows_of(me, t.moment)
        two = takes_two(role, t.moment)
        may_propose(
            _capabilities(me, t.moment), own=own and two, watched=two and is_watched(me, t.moment)
        ).enforce(who_can_help=_ASK)
        _refuse_twice(person_id, role, manner, t.moment)
        if not two:
            return write_holding(t, person_id=person_id, role=role, manner=manner, since=since, until=until)
        row = Proposal(
            person_id=person_id,
            role=role,
            manner=manner,
            proposer_id=me,
            since=since or t.now,
            until=until,
            recorded_at=t.now,
            by=actor.written,
        )
        row.save()
        t.record(PostProposed(person_id, manner), Subject("proposal", row.id), effective=row.since)
        announce(PostWaits(row.id, person_id, me), t)
    return row


def agree(*, proposal_id: UUID, actor: Actor, now: datetime) -> Holding:
    """Agree to a proposal as the second person, which gives the post; raises `NotPermitted` and `OutOfTurn`."""
    with turn(actor=actor, now=now) as t:
        proposal = _standing(t, proposal_id)
        ruling_on(proposal, _who(t), t.moment).enforce(who_can_help=_ASK)
        if proposal.until and proposal.until <= t.now:
            raise OutOfTurn("The time this post was proposed for is over. It must be proposed anew.")
        proposal.successor(withdrawn=True, recorded_at=t.now, by=actor.written).save()
        holding = write_holding(
            t,
            person_id=proposal.person_id,
            role=proposal.role,
            manner=Manner(proposal.manner),
            since=max(proposal.since, t.now),
            until=proposal.until,
        )
        t.record(PostAgreed(proposal.person_id, holding.id), Subject("proposal", proposal.id))
        announce(PostGiven(holding.id, proposal.person_id), t)
    return holding


def turn_down(*, proposal_id: UUID, actor: Actor, now: datetime) -> None:
    """Turn a proposal down, or take one's own back; raises `NotPermitted` and `OutOfTurn`."""
    with turn(actor=actor, now=now) as t:
        proposal = _standing(t, proposal_id)
        if not _capabilities(_who(t), t.moment) & MAY_AGREE:
            deny("None of your roles here lets you answer this.").enforce(who_can_help=_ASK)
        proposal.successor(withdrawn=True, recorded_at=t.now, by=actor.written).save()
        t.record(PostTurnedDown(proposal.person_id), Subject("proposal", proposal.id))


def end_post(*, holding_id: UUID, actor: Actor, now: datetime) -> Holding:
    """End somebody's time in a post now; raises `NotPermitted`, and `OutOfTurn` when it is over already.

    The last post from which posts are given cannot be ended: nobody could ever give one again.
    """
    with turn(actor=actor, now=now) as t:
        if not _capabilities(_who(t), t.moment) & APPOINTS:
            deny("None of your roles here lets you end a post.").enforce(who_can_help=_ASK)
        standing = next((row for row in Holding.at(t.moment) if row.id == holding_id), None)
        if standing is None:
            raise OutOfTurn("This post has ended already. Look at the page again.")
        refuse_to_end_the_last([standing], t.moment)
        return end_in_turn(t, standing, until=t.now)


def refuse_to_end_the_last(ending: Sequence[Holding], moment: Moment) -> None:
    """Raises `OutOfTurn` when without these nobody would hold a post from which posts are given."""
    may = powers_in_force(moment).may
    giving = {row.id for row in Holding.at(moment) if Capability.APPOINT in may.get(row.role, frozenset())}
    if giving and giving <= {row.id for row in ending}:
        raise OutOfTurn("This is the last post that gives posts. Give it to somebody else first.")


def _refuse_twice(person_id: UUID, role: str, manner: Manner, moment: Moment) -> None:
    own = rows_of(person_id, moment)
    same = [row for row in Holding.at(moment) if row.person_id in own and row.role == role]
    if any(row.manner == manner and row.until is None for row in same):
        raise BadInput("They hold this post already.", field="role")
    if any(row.person_id in own and row.role == role for row in waiting(moment)):
        raise BadInput("This was proposed already, and waits for a second person.", field="role")


def _standing(t: Turn, proposal_id: UUID) -> Proposal:
    found = next((row for row in waiting(t.moment) if row.id == proposal_id), None)
    if found is None:
        raise OutOfTurn("Somebody has answered this already, or it is too old. Look at the page again.")
    return found


def _who(t: Turn) -> UUID:
    if t.actor.person_id is None:
        raise TypeError("people give posts; set-up uses give_holding")
    return t.actor.person_id


def _capabilities(person_id: UUID, moment: Moment) -> AbstractSet[Capability]:
    return reader(person_id, powers_in_force(moment), moment).capabilities
