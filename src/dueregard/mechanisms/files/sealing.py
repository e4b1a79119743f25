"""Bytes closed under a key of their own as they come in, and opened as they go out."""

import hashlib
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID, uuid4

from ...ground.crypto.streams import Closing, Opened, new_key
from . import store

CONTEXT = "files.bytes.v1"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A stream in the store, and all it takes to open it."""

    blob: UUID
    size: int
    sha256: str
    key: bytes = field(repr=False)

    def open(self) -> Opened:
        """To be read from anywhere; raises `FileNotFoundError` or `Unreadable`."""
        return Opened(store.open_(self.blob), self.key, context=CONTEXT, row=self.blob)

    def words(self, **more: str) -> dict[str, str | int]:
        """What is kept of it under the key of the thing it belongs to."""
        return {"size": self.size, "sha256": self.sha256, "key": self.key.hex(), **more}

    @classmethod
    def of(cls, blob: UUID, words: dict[str, str | int]) -> Self:
        """As it was kept."""
        return cls(blob, int(words["size"]), str(words["sha256"]), bytes.fromhex(str(words["key"])))


class Sealing:
    """Takes bytes and puts them into the store, encrypted: in clear they lie nowhere.

    Its id is random and tells no time. Until somebody keeps the key nobody can open it, whoever finds it.
    """

    def __init__(self) -> None:
        self._blob, self._key = uuid4(), new_key()
        self._file = store.begin(self._blob)
        self._closing = Closing(self._file, self._key, context=CONTEXT, row=self._blob)
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        """Take some more."""
        self._closing.write(data)
        self._hash.update(data)
        self.size += len(data)

    def finish(self) -> Sealed:
        """It is on disk, whole."""
        self._closing.finish()
        store.finish(self._blob, self._file)
        return Sealed(self._blob, self.size, self._hash.hexdigest(), self._key)

    def abandon(self) -> None:
        """It is not wanted after all."""
        self._file.close()
        store.remove(self._blob)
