"""Streams, and the typed verbs that may be written: a verb admits ids, enums, numbers and dates, and no free words."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, TypeVar, dataclass_transform, get_type_hints
from uuid import UUID

from ..kernel.wordless import is_wordless

FORMAT = 1
GENESIS = "0" * 64


class Stream(StrEnum):
    """Which chain an entry belongs to. What happens in restricted matters leaves no gap in the open one."""

    OPEN = "open"
    SEALED = "sealed"


SHUT = "shut"
"""Stands where a row says in which stream its matter lies, for matters whose keys were lost. It is neither, so whatever
asks for one of the two finds none of them: no list, figure, status or reminder."""


class Verb:
    """What was done. Subclasses are declared with `@verb("casework.concern-reported")`."""

    name: ClassVar[str]
    lasting: ClassVar[bool] = False
    """Whether a restore of an older backup must do it again: see `register`."""

    def detail(self) -> dict[str, Any]:
        """The plain values that go into the ledger."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]


VERBS: dict[str, type[Verb]] = {}
T = TypeVar("T", bound=type[Verb])


@dataclass_transform(frozen_default=True)
def verb(name: str, *, lasting: bool = False) -> Callable[[T], T]:
    """Declare a verb; a field that could hold words is refused when the module is imported."""

    def declare(cls: T) -> T:
        cls.name, cls.lasting = name, lasting
        made: T = dataclass(frozen=True, slots=False)(cls)  # type: ignore[assignment]
        for field, kind in get_type_hints(made).items():
            if field not in ("name", "lasting") and not is_wordless(kind):
                raise TypeError(
                    f"{name}.{field}: the ledger holds ids, enums, numbers and dates, never {kind}"
                )
        if VERBS.setdefault(name, made) is not made:
            raise TypeError(f"the verb {name} is declared twice")
        return made

    return declare


@verb("audit.read")
class Read(Verb):
    """A page with case content was about to be shown to the actor."""

    things: tuple[UUID, ...]


@verb("audit.words-disposed-of", lasting=True)
class WordsDisposedOf(Verb):
    """A key was destroyed, and with it every word under it, because their time was over.

    The entry's commitments are those to the words that went, so that these, and no others, may be missing.
    """


@verb("audit.restored")
class Restored(Verb):
    """The records were put back from a backup.

    The entry follows the old head, which its `previous` names, and is the new one: so whoever kept a later head outside
    can tell an honest restore from tampering.
    """

    made_at: datetime
    """When the backup was made: what was written between then and the restore is lost."""
    old_seq: int


class Database(StrEnum):
    """What the records lie in, as Django names it."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


@verb("audit.moved")
class Moved(Verb):
    """The records were moved, whole, into another database. The entry follows the head they had in the old one, which
    its `previous` names, and is the new head."""

    to: Database
    old_seq: int


@verb("audit.restored-without-keys")
class RestoredWithoutKeys(Verb):
    """Some record keys did not come back with a backup, so that words of before cannot be opened, nor compared with
    what the record promised of them. Of both circles, hence in the chain of the sealed one."""

    keys: int


@verb("audit.record-keys-returned")
class RecordKeysReturned(Verb):
    """Record keys that did not come back with a backup were put back later."""

    keys: int


@verb("audit.master-key-changed")
class MasterKeyChanged(Verb):
    """The provider was given a new key under a new master key. Recovery sheets of before do not hold it."""


@verb("audit.keys-lost")
class KeysLost(Verb):
    """Master key and recovery sheets were lost: what was written before this can be read by nobody.

    It stands in both chains, so that each says itself up to where its words cannot be compared any more.
    """

    keys: int
    """How many keys of the provider were given up. How many records lay under them, no entry says."""


@verb("audit.sheet-proved")
class SheetProved(Verb):
    """Somebody typed a recovery sheet, and it held the master key in place. Of key and sheet nothing is kept here."""


@verb("audit.rows-shown")
class RowsShown(Verb):
    """Rows that were staged before are seen from now on. The record names the batch, not each row."""

    rows: int
    fingerprint: UUID
    """Of the ids of all of them: see `batches.fingerprint`."""
