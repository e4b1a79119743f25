"""Receiving bytes, before anybody knows what they are and whether they are kept.

They come first and the row after, in the transaction of whoever keeps the file: a machine that dies between the two
leaves bytes that nobody can open, and `tidy` removes them.
"""

import io
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings

from ....ground.kernel.room import has_room
from ..rules.names import kept_name
from ..rules.recognising import kind_of
from ..sealing import Sealed, Sealing
from ..store import remove
from ..vocabulary import LARGEST, Kind, NoRoom, NotTaken


class Received:
    """A file that lies in the store and that nobody has kept yet."""

    def __init__(self, sealed: Sealed, *, name: str, kind: Kind) -> None:
        self.sealed, self.name, self.kind = sealed, name, kind
        self._kept = False

    @property
    def size(self) -> int:
        """Bytes."""
        return self.sealed.size

    def note_kept(self) -> None:
        """There is a row now, for good."""
        self._kept = True

    def discard(self) -> None:
        """Remove it, unless it was kept."""
        if not self._kept:
            with suppress(OSError):  # then `tidy` does it
                remove(self.sealed.blob)


class Receiving:
    """Takes one file as it comes in, encrypted on its way to the disk.

    `announced`: how many bytes are about to come, as far as that was said. Raises `NoRoom` before a byte is read.
    """

    def __init__(self, *, announced: int = 0) -> None:
        if not has_room(Path(settings.DATA), beside=announced):
            raise NoRoom
        try:
            self._sealing = Sealing()
        except OSError:
            raise NoRoom from None

    def write(self, data: bytes) -> None:
        """Take some more; raises `NotTaken` for more than anybody may hand in, `NoRoom` when the disk is full."""
        if self._sealing.size + len(data) > LARGEST:
            raise too_large(LARGEST)
        try:
            self._sealing.write(data)
        except OSError:
            raise NoRoom from None

    def finish(self, name: str) -> Received:
        """What was received; raises `NotTaken` for a sort of file that is not taken. Then nothing of it is left."""
        try:
            sealed = self._sealing.finish()
        except OSError:
            self.abandon()
            raise NoRoom from None
        try:
            with io.BufferedReader(sealed.open()) as file:
                kind = kind_of(cast(BinaryIO, file), sealed.size)
        except BaseException:
            remove(sealed.blob)
            raise
        return Received(sealed, name=kept_name(name), kind=kind)

    def abandon(self) -> None:
        """Nothing of it is wanted."""
        self._sealing.abandon()


def too_large(limit: int) -> NotTaken:
    """The refusal of a file that is larger than so many bytes."""
    return NotTaken(
        f"This file is larger than {limit >> 20} MB. Choose a smaller one, or send what it shows in parts. A PDF or "
        "photo can often be saved smaller."
    )
