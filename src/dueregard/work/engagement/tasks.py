"""What the machinery below asks of taking part while it works: whom to remind, and whether they may still be told."""

from collections.abc import Sequence
from datetime import datetime

from ...authority.access.powers import powers_in_force
from ...authority.access.queries import reader
from ...ground.audit.operations import Turn
from ...ground.audit.vocabulary import Stream
from ...ground.jobs.occasions import on_many
from ...ground.kernel.moments import Moment
from ...ground.kernel.rulings import Ruling, allow, deny
from ...mechanisms.clocks.vocabulary import RungKind, RungReached
from ...mechanisms.notifications.models import Message
from ...mechanisms.notifications.operations import Telling, tell_all
from ...mechanisms.notifications.recipients import ask_before_sending
from ...mechanisms.notifications.vocabulary import Urgency
from .models import Episode
from .operations.noting import who_is_told
from .queries import controls, visible
from .vocabulary import EPISODE, Sort


def somebody_is_to_be_reached(happened: Sequence[RungReached], t: Turn) -> None:
    """Remind whoever noted it; once it is late, tell the posts that the policy names as well."""
    rows = Episode.objects.in_bulk({one.about for one in happened})
    named = controls(t.moment) if rows else {}
    tell_all(
        t,
        [
            Telling(
                people=frozenset({row.writer_id})
                | (
                    frozenset()
                    if one.kind is RungKind.REMIND
                    else who_is_told(named.get(Sort(row.sort), ()), t)
                ),
                thing_kind=EPISODE,
                thing_id=row.id,
                stream=Stream.OPEN,
                urgency=Urgency.THIS_WEEK if one.kind is RungKind.REMIND else Urgency.TODAY,
                occasion=f"reach-{one.obligation.hex}-{one.kind}-{one.step}",
            )
            for one in happened
            if (row := rows.get(one.about))
        ],
    )


def may_still_be_told(message: Message, now: datetime) -> Ruling:
    """Whoever may read it today; and the mailboxes that the policy names."""
    if message.person_id is None:
        return allow("the policy names this mailbox")
    moment = Moment.now(now)
    who = reader(message.person_id, powers_in_force(moment), moment)
    if visible(who, moment).filter(pk=message.thing_id).exists():
        return allow("noted by them, or a post of theirs is told of it")
    return deny("no longer holds the post")


ask_before_sending(EPISODE, may_still_be_told)
on_many(RungReached)(somebody_is_to_be_reached)
