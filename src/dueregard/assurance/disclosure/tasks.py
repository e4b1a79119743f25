"""What the machinery below asks of disclosure: whom to remind of what was put up, whether they may still be told, and
whether a request may end."""

from datetime import datetime

from ...authority.access.powers import powers_in_force
from ...authority.access.queries import reader, rows_of
from ...ground.jobs.occasions import on_many
from ...ground.kernel.moments import Moment
from ...ground.kernel.rulings import Ruling, allow, deny
from ...mechanisms.clocks.vocabulary import RungReached
from ...mechanisms.notifications.models import Message
from ...mechanisms.notifications.recipients import ask_before_sending
from ..rights.answering import ask_before_answering
from .models import Sheet
from .operations.clocking import is_to_be_weighed
from .queries.outside import may_weigh
from .queries.sheets import why_not_yet
from .vocabulary import SHEET


def may_still_be_told(message: Message, now: datetime) -> Ruling:
    """Whoever still weighs it."""
    moment = Moment.now(now)
    row = Sheet.objects.known(now).filter(pk=message.thing_id).select_related("concern").first()
    if message.person_id is None or row is None or row.answerer_id not in rows_of(message.person_id, moment):
        return deny("it was put up for somebody else, or for nobody any more")
    if may_weigh(reader(message.person_id, powers_in_force(moment), moment), row.concern, moment):
        return allow("they weigh it")
    return deny("they do not stand outside the matter any more")


ask_before_sending(SHEET, may_still_be_told)
ask_before_answering(why_not_yet)
on_many(RungReached)(is_to_be_weighed)
