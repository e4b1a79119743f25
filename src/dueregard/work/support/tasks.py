"""What the machinery below asks of support: whether somebody may still be told, and how offers of support stand."""

from datetime import datetime

from ...authority.access.powers import powers_in_force
from ...authority.access.queries import reader
from ...ground.kernel.moments import Moment
from ...ground.kernel.rulings import Ruling, allow, deny
from ...mechanisms.notifications.models import Message
from ...mechanisms.notifications.recipients import ask_before_sending
from ..casework.controls.support import SUPPORT
from .queries import notes_for, support_readings
from .vocabulary import NOTE


def may_still_be_told(message: Message, now: datetime) -> Ruling:
    """Whoever the note is still shared with."""
    if message.person_id is None:
        return deny("nobody of the directory")
    moment = Moment.now(now)
    who = reader(message.person_id, powers_in_force(moment), moment)
    shared = notes_for(who, moment).filter(pk=message.thing_id).exists()
    return allow("it is shared with them") if shared else deny("not shared with them any more")


ask_before_sending(NOTE, may_still_be_told)
SUPPORT.be_read_by(support_readings)
