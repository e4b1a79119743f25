"""The job that sends a message, put into the queue in the transaction that made it."""

from collections.abc import Sequence
from uuid import UUID

from ...authority.access.vocabulary import PostGiven, PostWaits, SomebodyLockedOut, SomebodyVouched
from ...ground.audit.operations import Turn
from ...ground.jobs.declaring import JobContext, job
from ...ground.jobs.occasions import on, on_many
from . import operations, posts
from .channels import channel_here
from .recipients import ask_before_sending
from .vocabulary import WAITS, MessageMade, Urgency

_PRIORITY = {Urgency.NOW: 20, Urgency.TODAY: 10, Urgency.THIS_WEEK: 0}


@job(waits=WAITS)
def send(context: JobContext, *, message_id: UUID) -> None:
    """Send one message of the outbox."""
    operations.send(message_id, channel=channel_here(), context=context)


@on_many(MessageMade)
def queue(made: Sequence[MessageMade], t: Turn) -> None:
    """What is most urgent is sent first."""
    for urgency, priority in _PRIORITY.items():
        these = [{"message_id": one.message_id} for one in made if one.urgency is urgency]
        send.using(run_after=t.now, priority=priority).enqueue_all(these)


on(PostWaits)(posts.second_person_wanted)
on(PostGiven)(posts.holders_told)
on(SomebodyLockedOut)(posts.voucher_wanted)
on(SomebodyVouched)(posts.let_in_again)
ask_before_sending("post", posts.may_still_be_told)
