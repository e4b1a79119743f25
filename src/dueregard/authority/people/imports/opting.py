"""Opting in to what is kept apart, for one recorded purpose and a year at most, and out again.

It is a decision of whoever answers for the provider, as the other decisions of data protection law are, and not of
whoever looks after the machine. Out again destroys what was kept: in the background, within minutes.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ....ground.audit.operations import Subject, Turn, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment, from_london, london_day
from ....ground.kernel.refusals import BadInput, OutOfTurn
from ....ground.kernel.rulings import Ruling, allow, deny
from ...access.powers import accountable_roles, powers_in_force
from ...access.queries import Reader, reader
from ...access.vocabulary import Capability
from ..models import OptIn
from ..vocabulary import USES, Apart, OptedIn, OptedOut, Use
from .apart import opted_in
from .tasks import destroy_kept_apart

ASK = "Whoever adopts your policies, or is accountable for them, can."
LONGEST = timedelta(days=365)
"""After a year at most somebody looks again whether it is still needed (UK GDPR Art 5(1)(e))."""


class AlreadyIn(OutOfTurn):
    """This is switched on already. Look at the page again: it says for what, and until when."""

    code = "already-opted-in"


class NotIn(OutOfTurn):
    """This is not switched on, so there is nothing to switch off."""

    code = "not-opted-in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Why something may be kept, as somebody says it."""

    use: Use
    assessment: str
    """Which data protection impact assessment speaks of it."""
    reason: str
    last_day: date


def opt_in(*, kept: Apart, grounds: Grounds, actor: Actor, now: datetime) -> OptIn:
    """Let this be read and written down from now on. Raises `NotPermitted`, `AlreadyIn`, and `BadInput` for a use that
    is none of its own, words that are missing, and a last day that is over or more than a year away."""
    _judge(kept, grounds, london_day(now))
    with turn(actor=actor, now=now) as t:
        _may(t, actor)
        if kept in opted_in(t.moment):
            raise AlreadyIn
        row = OptIn(
            kept=kept,
            use=grounds.use,
            assessment=grounds.assessment.strip(),
            reason=grounds.reason.strip(),
            since=t.now,
            until=from_london(grounds.last_day + timedelta(days=1), time()),
            recorded_at=t.now,
            by=actor.written,
        )
        row.save()
        t.record(OptedIn(kept, grounds.use, grounds.last_day), Subject(OptIn.named_as, row.id))
    return row


def opt_out(*, kept: Apart, actor: Actor, now: datetime) -> OptIn:
    """Read this no longer, and have what there is of it destroyed. Raises `NotPermitted` and `NotIn`."""
    with turn(actor=actor, now=now) as t:
        _may(t, actor)
        row = opted_in(t.moment).get(kept)
        if row is None:
            raise NotIn
        ended = row.successor(until=t.now, recorded_at=t.now, by=actor.written)
        ended.save()
        t.record(OptedOut(kept), Subject(OptIn.named_as, ended.id))
        destroy_kept_apart.using(run_after=t.now).enqueue()
    return ended


def ruling_on_opting(who: Reader, moment: Moment) -> Ruling:
    """Whether somebody answers for the provider: they are accountable for a policy in force, or adopt policies."""
    if who.roles & accountable_roles(moment) or Capability.ADOPT_POLICY in who.capabilities:
        return allow("you are accountable here, or adopt policies")
    return deny("This is a decision of whoever is accountable for the provider.")


def _may(t: Turn, actor: Actor) -> None:
    if actor.person_id is None:
        raise TypeError("a person opts in and out")
    who = reader(actor.person_id, powers_in_force(t.moment), t.moment)
    ruling_on_opting(who, t.moment).enforce(who_can_help=ASK)


def _judge(kept: Apart, grounds: Grounds, today: date) -> None:
    if grounds.use not in USES[kept]:
        raise BadInput("This may not be kept for that purpose. Choose another.", field="use")
    if not grounds.assessment.strip():
        raise BadInput("Say which data protection impact assessment speaks of this.", field="assessment")
    if not grounds.reason.strip():
        raise BadInput("Say why this is needed here.", field="reason")
    if grounds.last_day < today:
        raise BadInput("This day is over. Give today or a day after it.", field="last_day")
    if grounds.last_day > today + LONGEST:
        raise BadInput(
            "This is more than a year away. Give a day within a year from today.", field="last_day"
        )
