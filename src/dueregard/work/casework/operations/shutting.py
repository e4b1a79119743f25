"""When the master key is lost: everything that was reported before is shut, to everybody.

Who a concern is about, who handles it and who is walled from it stands there by keyed tags, and none of before matches
anybody now. What opens by a power over all restricted matters would then open to those whom a wall kept out. So no tag
is asked: the concerns leave both circles, and whatever reads one circle or the other finds none of them.
"""

from ....ground.audit.operations import Turn
from ....ground.audit.vocabulary import SHUT
from ....ground.tenancy.vocabulary import KeysWereLost
from ....mechanisms.clocks.operations import owing
from ....mechanisms.notifications import operations as outbox
from ..models import Concern

_KINDS = ("concern", "emergency-use")
"""Kinds of things that clocks run and messages are sent about, and that are, or belong to, a concern."""


def shut_what_was_reported(_: KeysWereLost, t: Turn) -> None:
    """Shut every concern of the provider in scope, what is owed about it, and what people were to be told of it."""
    Concern.objects.update(circle=SHUT)
    owing.shut(t, _KINDS)
    outbox.shut(t, _KINDS)
