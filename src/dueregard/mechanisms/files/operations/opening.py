"""Handing out the washed copy of a file. That it was opened is written down first."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from ....ground.audit.operations import Subject, Turn
from ..queries import copy_of, file_with, standing_of
from ..rules.names import handed_out_as
from ..things import stream_of
from ..vocabulary import FileOpened, Kind, NotOpen, State

_WHY = {
    State.BEING_CHECKED: "This file is still being checked. Try again in a few minutes.",
    State.WAITS_FOR_SCANNER: "The virus scanner has not looked at this file yet. Until it has, nobody can open it.",
    State.INFECTED: "The virus scanner found something in this file. Nobody can open it. Ask for it in another form.",
    State.NOT_WASHED: "This file could not be made safe to open. Ask for it in another form, such as a PDF.",
    State.MUST_NOT_BE_OPENED: "This file must not be opened. The police say what happens to it.",
    State.DISPOSED_OF: "This file was disposed of.",
}


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy about to be handed out. `parts` can be gone through once."""

    kind: Kind
    size: int
    name: str
    """One of ours that tells nothing."""
    parts: Iterator[bytes]


def open_copy(t: Turn, file_id: UUID) -> Copy:
    """The washed copy of a file, in the caller's transaction, which writes down that the actor opened it; its bytes are
    read when that has ended. Whether the actor may see the thing it belongs to the caller has asked.

    Raises `NothingHere`, `NotOpen` with the reason, or `Shut`.
    """
    file = file_with(file_id)
    state = standing_of(file)
    copy = copy_of(file) if state is State.READY else None
    if copy is None:
        raise NotOpen(_WHY.get(state, ""))
    try:
        opened = copy.open()
    except FileNotFoundError:
        raise NotOpen(
            "The bytes of this file are not where they should be.",
            who_can_help="Whoever looks after the machine can look for them in a backup.",
        ) from None
    t.record(
        FileOpened(file.id),
        Subject(file.thing_kind, file.thing_id),
        stream=stream_of(file.thing_kind, file.thing_id),
    )
    kind = Kind(file.kind)
    return Copy(kind, copy.size, handed_out_as(file.id, kind, file.recorded_at), opened.each())
