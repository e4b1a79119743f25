"""Identifiers made by us: UUID version 7, so that they sort by time and need no database to be born."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from uuid import UUID, SafeUUID

_blurred: ContextVar[int | None] = ContextVar("blurred", default=None)
_VERSION_AND_VARIANT = 0x7 << 76 | 0x2 << 62
_RANDOM_BITS = (1 << 80) - 1 & ~(0xF << 76) & ~(0x3 << 62)


@contextmanager
def blurred(to: datetime) -> Iterator[None]:
    """Within the block ids carry the time `to` instead of the clock's.

    An anonymous report promises that no precise time is kept; an id made at 14:03:07.512 would break that promise.
    """
    token = _blurred.set(int(to.timestamp() * 1000))
    try:
        yield
    finally:
        _blurred.reset(token)


def is_blurred() -> bool:
    """Whether we are within such a block: what is written now, and what follows from it, keeps no finer time."""
    return _blurred.get() is not None


def from_text(stored: str) -> UUID:
    """The id that a database keeps as these 32 characters. We wrote them, so nobody looks whether they are one, which
    takes `UUID` itself most of its time."""
    made = object.__new__(UUID)
    object.__setattr__(made, "int", int(stored, 16))
    object.__setattr__(made, "is_safe", SafeUUID.unknown)
    return made


def uuid7() -> UUID:
    """Make a new UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits."""
    return several(1)[0]


def several(count: int) -> list[UUID]:
    """As many new ones, of one millisecond."""
    millis = _blurred.get() or time.time_ns() // 1_000_000
    fixed = (millis & 0xFFFF_FFFF_FFFF) << 80 | _VERSION_AND_VARIANT
    chance = os.urandom(10 * count)
    return [
        UUID(int=fixed | int.from_bytes(chance[at : at + 10]) & _RANDOM_BITS)
        for at in range(0, 10 * count, 10)
    ]
