"""What the machinery below asks of protection: whether somebody may still be told of a threat."""

from datetime import datetime

from ...authority.access.powers import powers_in_force
from ...authority.access.queries import reader
from ...ground.kernel.moments import Moment
from ...ground.kernel.rulings import Ruling, allow, deny
from ...mechanisms.notifications.models import Message
from ...mechanisms.notifications.recipients import ask_before_sending
from .models import Threat
from .queries import threats_seen
from .vocabulary import THREAT


def may_still_be_told(message: Message, now: datetime) -> Ruling:
    """Whoever may see it when the message is sent."""
    row = Threat.objects.filter(pk=message.thing_id).first()
    if message.person_id is None or row is None:
        return deny("nobody it could be for")
    moment = Moment.now(now)
    who = reader(message.person_id, powers_in_force(moment), moment)
    if row.id in {one.id for one in threats_seen(who, row.concern_id, moment)}:
        return allow("a policy names a post of theirs for it")
    return deny("no longer holds the post, or kept out of it")


ask_before_sending(THREAT, may_still_be_told)
