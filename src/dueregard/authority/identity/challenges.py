"""Values given out to be signed or sent back: each is good once, for a few minutes, for one purpose in one session.

We keep a keyed fingerprint of the value together with everything it is good for. Whatever comes back is looked up by
the same fingerprint, so that a value of another session, purpose, address or account is simply unknown.
"""

import os
from datetime import datetime, timedelta

from ...ground.crypto.accounts import challenge_tag
from .models import Challenge

GOOD_FOR = timedelta(minutes=5)
"""Long enough to find the device, and to type its number twice."""
_BYTES = 32


def give_out(*good_for: str, now: datetime, length: timedelta = GOOD_FOR) -> bytes:
    """A new random value, good once for all these words together. Those whose time is over are forgotten."""
    Challenge.objects.filter(until__lte=now).delete()
    challenge = os.urandom(_BYTES)
    Challenge.objects.create(tag=_tag(challenge, good_for), until=now + length)
    return challenge


def take_back(challenge: bytes, *good_for: str, now: datetime) -> bool:
    """Whether this value was given out for just these words, and is still good. It is not from now on: one statement
    judges and deletes, so that of two who send the same at once one is right."""
    return bool(Challenge.objects.filter(tag=_tag(challenge, good_for), until__gt=now).delete()[0])


def _tag(challenge: bytes, good_for: tuple[str, ...]) -> str:
    return challenge_tag(challenge, bound_to="\0".join(good_for))
