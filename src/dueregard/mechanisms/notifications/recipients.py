"""Who decides, at the moment a message is sent or shown, whether its person may still be told."""

from collections.abc import Callable
from datetime import datetime

from ...ground.audit.vocabulary import SHUT
from ...ground.kernel.rulings import Ruling, deny
from .models import Message

MayBeTold = Callable[[Message, datetime], Ruling]
_RULINGS: dict[str, MayBeTold] = {}


def ask_before_sending(thing_kind: str, ruling: MayBeTold) -> None:
    """Register who decides about messages that point to this kind of thing; one for each kind."""
    if _RULINGS.setdefault(thing_kind, ruling) is not ruling:
        raise TypeError(f"two rulings for messages about {thing_kind}")


def is_asked_about(thing_kind: str) -> bool:
    """Whether anybody decides about this kind of thing; nothing else can be told of."""
    return thing_kind in _RULINGS


def may_still_be_told(message: Message, now: datetime) -> Ruling:
    """Whether the person of this message may be told today: a wall may have arisen, or a post ended, since it was
    written. Of what is shut to everybody nobody is told."""
    if message.circle == SHUT:
        return deny("nobody can read what it is about")
    return _RULINGS[message.thing_kind](message, now)
