"""What the washing process and its parent say to each other, through its standard input and output.

The process asks for parts of the original and hands over the copy as it grows, so that neither ever holds a whole file.
Each message is a letter, a length and that many bytes. The parent only ever answers a question.
"""

import io
import os
import struct
from dataclasses import dataclass
from typing import Any, BinaryIO

READY, READ, WRITE, DONE, REFUSED = b"B", b"R", b"W", b"D", b"N"
HEAD = struct.Struct(">cI")
ASKED = struct.Struct(">QI")
LARGEST_PART = 1 << 20


class Hung(RuntimeError):
    """The other side is gone."""


@dataclass(frozen=True, slots=True)
class Wire:
    """One side of the two pipes."""

    hearing: BinaryIO
    saying: BinaryIO

    def send(self, letter: bytes, body: bytes = b"") -> None:
        """Say something; raises `Hung` when nobody listens."""
        try:
            self.saying.write(HEAD.pack(letter, len(body)) + body)
            self.saying.flush()
        except OSError:
            raise Hung from None

    def receive(self) -> tuple[bytes, bytes]:
        """Hear something; raises `Hung` at the end, or for what is larger than anything either side says."""
        letter, length = HEAD.unpack(self._exactly(HEAD.size))
        if length > LARGEST_PART:
            raise Hung
        return letter, self._exactly(length)

    def _exactly(self, length: int) -> bytes:
        heard = self.hearing.read(length)
        if len(heard) < length:
            raise Hung
        return heard


class Original(io.RawIOBase):
    """The original, read over the wire from anywhere."""

    def __init__(self, wire: Wire, size: int) -> None:
        super().__init__()
        self._wire, self.size, self._at = wire, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go somewhere else."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence]
        if start + offset < 0:
            raise ValueError("before the beginning")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Ask the parent for some."""
        wanted = min(len(buffer), LARGEST_PART, max(0, self.size - self._at))
        if not wanted:
            return 0
        self._wire.send(READ, ASKED.pack(self._at, wanted))
        _, some = self._wire.receive()
        buffer[: len(some)] = some
        self._at += len(some)
        return len(some)


class Copy(io.RawIOBase):
    """The copy, handed over as it is written; it cannot be read or gone back in."""

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self._wire, self._at = wire, 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def write(self, data: Any) -> int:
        """Hand some over."""
        body = bytes(data)
        for start in range(0, len(body), LARGEST_PART):
            self._wire.send(WRITE, body[start : start + LARGEST_PART])
        self._at += len(body)
        return len(body)
