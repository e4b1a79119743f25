"""What the machinery below asks of rights while it works: who may be told of a breach, or of what somebody asks, and
what their clocks do."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from ...authority.access.powers import powers_in_force
from ...authority.access.queries import reader
from ...authority.access.vocabulary import Circle
from ...ground.audit.operations import Turn
from ...ground.jobs.declaring import JobContext, job
from ...ground.jobs.occasions import on_many
from ...ground.kernel.moments import Moment
from ...ground.kernel.rulings import Ruling, allow, deny
from ...mechanisms.clocks.models import Obligation
from ...mechanisms.clocks.vocabulary import RungKind, RungReached
from ...mechanisms.notifications.models import Message
from ...mechanisms.notifications.recipients import ask_before_sending
from .answering import remind_of_requests
from .breach_log import CLOCK, remind_of_breaches
from .queries.breaches import breach, sees
from .queries.requests import request_with
from .queries.requests import sees as sees_request
from .reminding import KEEPING, has_to_look, remind_of_keeping
from .request_steps import CLOCK as ANSWERING


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
    remind_of_breaches(_under(CLOCK, happened), t)


def may_be_told_of_request(message: Message, now: datetime) -> Ruling:
    """Whoever may see the request when the message is sent."""
    moment = Moment.now(now)
    row = request_with(message.thing_id)
    if message.person_id is None or row is None:
        return deny("nobody it could be for")
    who = reader(message.person_id, powers_in_force(moment), moment)
    return allow("may see it") if sees_request(row, who, moment) else deny("may not see it any more")


def clock_of_requests(happened: Sequence[RungReached], t: Turn) -> None:
    """Act on reminders and latenesses of answering somebody who asked."""
    remind_of_requests(_under(ANSWERING, happened), t)


def may_be_told_of_keeping(message: Message, now: datetime) -> Ruling:
    """Whoever records still wait for when the message is sent."""
    waits = message.person_id and has_to_look(message.person_id, Circle(message.circle), Moment.now(now))
    return allow("some wait for them") if waits else deny("none waits for them any more")


@job()
def remind_of_records(context: JobContext) -> None:
    """Tell whoever decides on records whose time is over that some wait: once a month."""
    remind_of_keeping(now=context.now())


def _under(clock: str, happened: Sequence[RungReached]) -> list[tuple[UUID, RungKind, int]]:
    asked = {one.obligation for one in happened}
    ours = set(Obligation.objects.filter(pk__in=asked, control=clock).values_list("id", flat=True))
    return [(one.about, one.kind, one.step) for one in happened if one.obligation in ours]


ask_before_sending(KEEPING, may_be_told_of_keeping)
ask_before_sending("breach-log", may_be_told_of_breach)
ask_before_sending("rights-request", may_be_told_of_request)
on_many(RungReached)(clock_of_breaches)
on_many(RungReached)(clock_of_requests)
