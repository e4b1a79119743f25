"""What the machinery below asks of casework while it works: whether somebody may still be told of a concern."""

from collections.abc import Sequence
from datetime import datetime

from ...authority.access import queries as access
from ...authority.access.emergencies import use
from ...authority.access.powers import powers_in_force
from ...authority.access.vocabulary import Circle, WallsMove
from ...authority.identity.vocabulary import FoundTwice
from ...authority.policy.vocabulary import CameIntoForce
from ...ground.audit.operations import Turn, turn
from ...ground.jobs.declaring import JobContext, job
from ...ground.jobs.occasions import on, on_many
from ...ground.kernel import scope
from ...ground.kernel.moments import Moment
from ...ground.kernel.rulings import Ruling, allow, deny
from ...ground.tenancy.vocabulary import KeysWereLost
from ...mechanisms.clocks.controls import CLOCK
from ...mechanisms.clocks.models import Obligation
from ...mechanisms.clocks.vocabulary import RungReached
from ...mechanisms.files.vocabulary import FileFoundInfected
from ...mechanisms.notifications.models import Message
from ...mechanisms.notifications.operations import tell
from ...mechanisms.notifications.recipients import ask_before_sending
from ...mechanisms.notifications.vocabulary import Urgency
from .controls.decision import DECISION
from .controls.mistreatment import MARKED_AS
from .controls.referral import REFERRAL
from .controls.route import ROUTE
from .models import Concern, Delivery
from .operations.adding import who_holds
from .operations.climbing import rungs_reached
from .operations.emergencies import LOOK, remind_of_looking
from .operations.handing_on import WALLS
from .operations.restricting import restrict_what_is_walled
from .operations.shutting import shut_what_was_reported
from .queries.chasing import duties_to_ask, referral_readings
from .queries.emergencies import may_know
from .queries.evidence import clock_duties, clock_readings, decided_by, went_by
from .queries.granting import shown_to
from .queries.mistreatment import marked_readings


def may_still_be_told(message: Message, now: datetime) -> Ruling:
    """A wall or recusal that arose since, or a post that ended, stops a message that is not yet sent.

    Somebody told only that something waits has no delivery, and is not walled: they may be told. A mailbox may be told
    of open matters alone: nobody here knows who reads it.
    """
    if message.person_id is None:
        is_open = Concern.objects.filter(pk=message.thing_id, circle=Circle.OPEN).exists()
        return allow("an open matter") if is_open else deny("nobody knows who reads a mailbox")
    moment = Moment.now(now)
    who = access.reader(message.person_id, powers_in_force(moment), moment)
    if access.is_walled(message.thing_id, who, moment):
        return deny("walled from the matter, or stepped aside")
    delivered = (
        Delivery.objects.filter(concern_id=message.thing_id, person_id=message.person_id).known(now).exists()
    )
    if any(one.concern_id == message.thing_id for one in shown_to(who, moment)):
        return allow("they were let read it")
    return (
        allow("it was put before them") if delivered or who.capabilities else deny("no longer holds a post")
    )


def may_be_told_of_emergency(message: Message, now: datetime) -> Ruling:
    """Whoever may know of an emergency access when the message is sent, and is not kept out of the concern by then."""
    moment = Moment.now(now)
    row = use(message.thing_id, moment)
    if message.person_id is None or row is None:
        return deny("nobody it could be for")
    who = access.reader(message.person_id, powers_in_force(moment), moment)
    if may_know(row, who, moment) and not access.is_walled(row.thing_id, who, moment):
        return allow("may know of it")
    return deny("no longer holds a post, or kept out of the concern")


def looking_is_due(happened: Sequence[RungReached], t: Turn) -> None:
    """Act on reminders and latenesses of looking at emergency accesses."""
    about = {
        row.id for row in Obligation.objects.filter(pk__in={one.obligation for one in happened}, control=LOOK)
    }
    remind_of_looking(((one.about, one.kind, one.step) for one in happened if one.obligation in about), t)


def attached_is_infected(found: FileFoundInfected, t: Turn) -> None:
    """Tell whoever holds a concern that the scanner found something in one of its files; the record says in which."""
    concern = Concern.objects.filter(pk=found.thing_id).first()
    if concern is None:
        return
    tell(
        t,
        people=who_holds(concern, t.moment),
        thing_kind="concern",
        thing_id=concern.id,
        stream=Circle(concern.circle).stream,
        urgency=Urgency.TODAY,
        occasion=f"infected-{found.file_id.hex}",
    )


def walls_move(happened: Sequence[WallsMove | CameIntoForce], t: Turn) -> None:
    """Restrict what somebody who opens pages is kept from, now, and again when what begins later begins."""
    if any(one.since <= t.now for one in happened):
        restrict_what_is_walled(t)
    for since in sorted({one.since for one in happened if one.since > t.now}):
        look_at_walls.using(run_after=since).enqueue()


def found_twice(_happened: Sequence[FoundTwice], t: Turn) -> None:
    """Whoever is one human being with another has their walls."""
    restrict_what_is_walled(t)


@job()
def look_at_walls(context: JobContext) -> None:
    """Restrict what somebody who opens pages is kept from since a post, a relationship or an edition began."""
    if not scope.is_read_only():
        with turn(actor=WALLS, now=context.now()) as t:
            restrict_what_is_walled(t)


ask_before_sending("concern", may_still_be_told)
ask_before_sending("emergency-use", may_be_told_of_emergency)
on_many(RungReached)(rungs_reached)
on_many(RungReached)(looking_is_due)
on_many(WallsMove)(walls_move)
on_many(CameIntoForce)(walls_move)
on_many(FoundTwice)(found_twice)
on(FileFoundInfected)(attached_is_infected)
on(KeysWereLost)(shut_what_was_reported)
CLOCK.be_answered_by(duties=clock_duties, evidence=clock_readings)
DECISION.be_counted_by(decided_by)
REFERRAL.be_answered_by(duties=duties_to_ask, evidence=referral_readings)
ROUTE.be_counted_by(went_by)
MARKED_AS.be_read_by(marked_readings)
