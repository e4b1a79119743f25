"""When a receipt may be looked at, so that codes cannot be guessed in a hurry.

A code has 76 bits: nobody guesses it at any speed. Still, who tries wrong codes is made to wait. After a few wrong ones
for the same reference within an hour, every try for it, right or wrong, is looked at only half a minute after it was
first made. So each guess costs half a minute, and whoever holds the code waits half a minute at most, however many
others are guessing: nobody can lock them out.
"""

from datetime import datetime, timedelta

FREE_TRIES = 5
"""Wrong tries within an hour that cost nothing: people mistype."""
WAIT = timedelta(seconds=30)
TICKET_LASTS = timedelta(hours=1)
SHELVES = 4096
"""References share this many counters, so that guessing fills no table and no counter tells a reference."""


def shelf(fingerprint: str) -> int:
    """Which counter a reference has, from its keyed fingerprint in hexadecimal."""
    return int(fingerprint[:16], 16) % SHELVES


def must_wait(wrong_tries: int) -> bool:
    """Whether a try is looked at only after the wait."""
    return wrong_tries >= FREE_TRIES


def has_waited(first_tried_at: datetime, now: datetime) -> bool:
    """Whether a try first made then may be looked at now."""
    return WAIT <= now - first_tried_at <= TICKET_LASTS


def is_waiting(first_tried_at: datetime, now: datetime) -> bool:
    """Whether a try first made then still waits."""
    return timedelta() <= now - first_tried_at < WAIT
