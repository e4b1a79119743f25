"""The job that sends a message, put into the queue in the transaction that made it."""

from uuid import UUID

from ...ground.audit.operations import Turn
from ...ground.jobs.declaring import JobContext, job
from ...ground.jobs.occasions import on
from . import operations
from .channels import channel_here
from .vocabulary import WAITS, MessageMade, Urgency

_PRIORITY = {Urgency.NOW: 20, Urgency.TODAY: 10, Urgency.THIS_WEEK: 0}


@job(waits=WAITS)
def send(context: JobContext, *, message_id: UUID) -> None:
    """Send one message of the outbox."""
    operations.send(message_id, channel=channel_here(), context=context)


@on(MessageMade)
def queue(made: MessageMade, t: Turn) -> None:
    """What is most urgent is sent first."""
    send.using(run_after=t.now, priority=_PRIORITY[made.urgency]).enqueue(message_id=made.message_id)
