"""What the machinery below asks of rights while it works: who may be told of a breach, and what its clock does."""

from collections.abc import Sequence
from datetime import datetime

from ...authority.access.powers import powers_in_force
from ...authority.access.queries import reader
from ...ground.audit.operations import Turn
from ...ground.jobs.occasions import on_many
from ...ground.kernel.moments import Moment
from ...ground.kernel.rulings import Ruling, allow, deny
from ...mechanisms.clocks.models import Obligation
from ...mechanisms.clocks.vocabulary import RungReached
from ...mechanisms.notifications.models import Message
from ...mechanisms.notifications.recipients import ask_before_sending
from .breach_log import CLOCK, remind_of_breaches
from .queries.breaches import breach, sees


def may_be_told_of_breach(message: Message, now: datetime) -> Ruling:
    """Whoever may see the breach when the message is sent."""
    moment = Moment.now(now)
    row = breach(message.thing_id, moment)
    if message.person_id is None or row is None:
        return deny("nobody it could be for")
    who = reader(message.person_id, powers_in_force(moment), moment)
    return allow("may see it") if sees(row, who, moment) else deny("may not see it any more")


def clock_of_breaches(happened: Sequence[RungReached], t: Turn) -> None:
    """Act on reminders and latenesses of telling the regulator."""
    ours = {
        row.id
        for row in Obligation.objects.filter(pk__in={one.obligation for one in happened}, control=CLOCK)
    }
    remind_of_breaches(((one.about, one.kind, one.step) for one in happened if one.obligation in ours), t)


ask_before_sending("breach-log", may_be_told_of_breach)
on_many(RungReached)(clock_of_breaches)
