"""What runs by itself of what leaves and arrives: making an export that two people agreed on, and letting go what
nobody sorted or fetched in time."""

from datetime import datetime

from ...authority.access.powers import powers_in_force
from ...authority.access.queries import reader
from ...ground.jobs.declaring import JobContext, job
from ...ground.kernel.moments import Moment
from ...ground.kernel.rulings import Ruling, allow, deny
from ...mechanisms.notifications.models import Message
from ...mechanisms.notifications.recipients import ask_before_sending
from .models import Export
from .operations.bringing import let_old_ones_go
from .operations.chasing import tell_of_missing_receipts
from .operations.exporting import let_old_exports_go, make_export
from .queries.exports import agreed, agrees, export_with


@job()
def let_brought_files_go(context: JobContext) -> None:
    """Destroy what was read of files that have waited for 30 days."""
    let_old_ones_go(now=context.now())


@job(apart=True)
def make_agreed_exports(context: JobContext) -> None:
    """Make every export that two people agreed on, anew where a worker died; and destroy those that waited."""
    let_old_exports_go(now=context.now())
    for export_id in agreed(context.now()):
        make_export(export_id=export_id, now=context.now(), say=lambda _done, _of: context.extend())


@job()
def chase_receipts(context: JobContext) -> None:
    """Tell whoever holds a record that went and of which nobody has said in time that it arrived."""
    tell_of_missing_receipts(now=context.now())


def may_be_told_of_export(message: Message, now: datetime) -> Ruling:
    """Whoever may still answer whether everything leaves when the message is sent."""
    moment = Moment.now(now)
    found = export_with(message.thing_id, moment)
    if message.person_id is None or found is None or found.steps:
        return deny("there is nothing to answer")
    who = reader(message.person_id, powers_in_force(moment), moment)
    return allow("may answer it") if agrees(who, moment) else deny("may not answer it any more")


ask_before_sending(Export.named_as, may_be_told_of_export)
