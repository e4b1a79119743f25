"""Whole files, encrypted in chunks so that one of any size passes through a little memory, forwards or from anywhere.

Each chunk of 64 KiB is AES-256-GCM of its own. Its nonce is its number and whether it is the last, so that none can be
left out, moved, doubled or put behind the end; each is bound to a declared context and a row. Numbers as nonces are
safe for one reason: **a key closes one stream, once**. `new_key` makes it, and whoever keeps the stream keeps the key
under the key of what it is disposed of with.

The layout is stored for years: a new one gets a new first byte, and this one stays readable.
"""

import io
import os
from collections.abc import Iterator
from typing import BinaryIO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .envelopes import KEY_BYTES, Unreadable

CHUNK = 64 << 10
_TAG = 16
_SEALED = CHUNK + _TAG
_VERSION = b"\x01"
_COUNTER = 11


def new_key() -> bytes:
    """A key for one stream."""
    return os.urandom(KEY_BYTES)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(_COUNTER) + bytes([last])


def _bound_to(context: str, row: UUID) -> bytes:
    return f"{context}|{row}".encode()


class Closing:
    """Encrypts what is written to it into `target`. It is whole only after `finish`."""

    def __init__(self, target: BinaryIO, key: bytes, *, context: str, row: UUID) -> None:
        self._target, self._cipher, self._bound = target, AESGCM(key), _bound_to(context, row)
        self._waiting = bytearray()
        self._number = 0
        target.write(_VERSION)

    def write(self, data: bytes) -> None:
        """Take some more. The last chunk waits, because only `finish` knows that it is the last."""
        self._waiting += data
        taken = 0
        while len(self._waiting) - taken > CHUNK:
            self._close(bytes(self._waiting[taken : taken + CHUNK]), last=False)
            taken += CHUNK
        del self._waiting[:taken]

    def finish(self) -> None:
        """Write the last chunk; nothing may follow. The target stays open."""
        self._close(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _close(self, plain: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number, last=last), plain, self._bound))
        self._number += 1


class Opened(io.RawIOBase):
    """Decrypts a stream as it is read, also out of order; only what is read is decrypted, and all of that is proved.

    Raises `Unreadable` at once for a stream that was cut short or added to, and on reading for a chunk that was
    changed. Closing it closes the source.
    """

    def __init__(self, source: BinaryIO, key: bytes, *, context: str, row: UUID) -> None:
        super().__init__()
        self._source, self._cipher, self._bound = source, AESGCM(key), _bound_to(context, row)
        if source.read(1) != _VERSION:
            raise Unreadable("unknown version of a stream")
        body = source.seek(0, os.SEEK_END) - len(_VERSION)
        self._chunks = max(1, -(-body // _SEALED))
        self.size = body - self._chunks * _TAG
        """Bytes when opened."""
        self._at = 0
        self._kept: tuple[int, bytes] = (-1, b"")
        last = self._chunk(self._chunks - 1)
        if not last and self._chunks > 1:  # no writer of ours ends so
            raise Unreadable("a stream has an empty end")

    def _chunk(self, number: int) -> bytes:
        if self._kept[0] == number:
            return self._kept[1]
        self._source.seek(len(_VERSION) + number * _SEALED)
        sealed = self._source.read(_SEALED)
        try:
            nonce = _nonce(number, last=number == self._chunks - 1)
            plain = self._cipher.decrypt(nonce, sealed, self._bound)
        except (InvalidTag, ValueError) as exc:
            raise Unreadable("a chunk of a stream does not open") from exc
        self._kept = number, plain
        return plain

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go somewhere else; beyond the end there is nothing to read."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence]
        if start + offset < 0:
            raise ValueError("before the beginning")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Read to the end of a chunk at most."""
        if self._at >= self.size:
            return 0
        number, offset = divmod(self._at, CHUNK)
        some = self._chunk(number)[offset : offset + len(buffer)]
        buffer[: len(some)] = some
        self._at += len(some)
        return len(some)

    def close(self) -> None:
        self._source.close()
        super().close()

    def each(self) -> Iterator[bytes]:
        """All of it from the beginning, a chunk at a time; then it is closed."""
        try:
            for number in range(self._chunks):
                yield self._chunk(number)
        finally:
            self.close()
