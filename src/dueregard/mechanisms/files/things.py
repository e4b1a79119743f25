"""Whose files these are: each room above says for its kind of thing in which chain what happens to files is written.

It is asked each time, because a matter may move from one to the other.
"""

from collections.abc import Callable
from uuid import UUID

from ...ground.audit.vocabulary import Stream

StreamOf = Callable[[UUID], Stream]
_OWNERS: dict[str, StreamOf] = {}


def own_files(thing_kind: str, *, stream: StreamOf) -> None:
    """Register a kind of thing that files may belong to; one answer for each kind."""
    if _OWNERS.setdefault(thing_kind, stream) is not stream:
        raise TypeError(f"two answers for files of {thing_kind}")


def stream_of(thing_kind: str, thing_id: UUID) -> Stream:
    """The chain in which what happens to this thing's files is written now; raises `KeyError` for a kind that nobody
    registered."""
    return _OWNERS[thing_kind](thing_id)
