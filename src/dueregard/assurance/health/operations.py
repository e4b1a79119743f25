"""Going live: from then on a provider takes reports from real people."""

from datetime import datetime

from ...authority.access.powers import accountable_roles, powers_in_force
from ...authority.access.queries import reader
from ...ground.audit.operations import turn
from ...ground.kernel.actors import Actor
from ...ground.kernel.refusals import OutOfTurn, Refusal
from ...ground.kernel.rulings import Ruling, allow, deny
from ...ground.tenancy.operations import by_id, here, take_live
from .queries.live import going_live
from .rules.live import still_missing


class NotReady(Refusal):
    """Something that must stand before is missing."""

    code = "not-ready"


def ruling_on_going_live(roles: frozenset[str], accountable: frozenset[str]) -> Ruling:
    """Whether somebody may open the provider to reports: whoever is accountable, and nobody else."""
    if roles & accountable:
        return allow("you are accountable here")
    return deny("Whoever is accountable for the provider opens it to reports.")


def go_live(*, actor: Actor, now: datetime) -> None:
    """Take reports from now on; written into the audit record, and there is no way back.

    Raises `NotPermitted`; `NotReady` while anything is missing; `OutOfTurn` when it is live already.
    """
    if missing := still_missing(going_live(now)):
        raise NotReady(f"Not yet: {missing[0].found.sentence}", who_can_help=missing[0].found.mend)
    with turn(actor=actor, now=now) as t:
        if actor.person_id is None:
            raise TypeError("a person goes live")
        who = reader(actor.person_id, powers_in_force(t.moment), t.moment)
        accountable = accountable_roles(t.moment)
        ruling_on_going_live(who.roles, accountable).enforce(who_can_help="Ask them to open this page.")
        if by_id(here().id).live_since is not None:
            raise OutOfTurn("Reports are open already.")
        take_live(t, here())
