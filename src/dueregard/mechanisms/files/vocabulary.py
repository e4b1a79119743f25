"""What sorts of file are taken, what is found out about one, how one stands, and what is written and announced."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb
from ...ground.jobs.occasions import Occasion, occasion
from ...ground.kernel.refusals import BadInput, Refusal

LARGEST = 300 << 20
"""Bytes. No file is taken that is larger, whatever a provider has set."""
USUAL_LIMIT = 50
"""Megabytes, for a provider that has set nothing: a scanned folder of papers, or any picture of a telephone."""


class Kind(StrEnum):
    """The sorts of file that are taken. Which one a file is, its content says, never its name."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    DOCX = "docx"
    XLSX = "xlsx"
    TEXT = "txt"
    CSV = "csv"

    @property
    def media_type(self) -> str:
        """As a browser is told."""
        return _MEDIA_TYPES[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Kind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Kind.TEXT: "text/plain; charset=utf-8",
    Kind.CSV: "text/csv; charset=utf-8",
}


class Found(StrEnum):
    """What is found out about a file; each is recorded once."""

    CLEAN = "clean"
    """The virus scanner knows nothing against it."""
    INFECTED = "infected"
    WASHED = "washed"
    """A copy was made that people may open."""
    NOT_WASHED = "not-washed"
    """No such copy could be made of it."""
    MUST_NOT_BE_OPENED = "must-not-be-opened"
    """Somebody said so. It is never washed, shown or handed out again."""


class State(StrEnum):
    """How a file stands: what a page may say of it."""

    BEING_CHECKED = "being-checked"
    WAITS_FOR_SCANNER = "waits-for-scanner"
    """The scanner has not looked at it yet; until then nobody can open it."""
    READY = "ready"
    INFECTED = "infected"
    NOT_WASHED = "not-washed"
    MUST_NOT_BE_OPENED = "must-not-be-opened"
    DISPOSED_OF = "disposed-of"


@dataclass(frozen=True, slots=True)
class Thing:
    """What a file belongs to: a kind of thing, and its id."""

    kind: str
    id: UUID


class NotTaken(BadInput):
    """This file cannot be taken. Save it as a PDF and choose that."""

    code = "file-not-taken"


class NoRoom(Refusal):
    """There is no room left for a file. What you wrote can be sent without it."""

    code = "no-room-for-a-file"

    def __init__(self) -> None:
        super().__init__(who_can_help="Whoever looks after the machine can make room.")


class NotOpen(Refusal):
    """This file cannot be opened."""

    code = "file-not-open"


@occasion
class FileKept(Occasion):
    """A file was taken in and is to be looked through."""

    file_id: UUID


@occasion
class FileFoundInfected(Occasion):
    """The scanner knows something against a file. Whoever took it in is to be told, by the room that it belongs to."""

    file_id: UUID
    thing_id: UUID


@verb("files.taken-in")
class FileTakenIn(Verb):
    """A file was taken in; the entry's commitment is to its name and to its bytes."""

    file: UUID
    kind: Kind
    size: int


@verb("files.found")
class FileLookedAt(Verb):
    """Something was found out about a file."""

    file: UUID
    finding: UUID
    found: Found


@verb("files.flagged", lasting=True)
class FileFlagged(Verb):
    """Somebody said that a file must not be opened; a restore of an older backup says so again."""

    file: UUID
    finding: UUID


@verb("files.opened")
class FileOpened(Verb):
    """The copy of a file was about to be handed to the actor."""

    file: UUID


@verb("files.disposed-of")
class FilesDisposedOf(Verb):
    """Files went with the key that they lay under."""

    files: tuple[UUID, ...]


@verb("files.limit-set")
class SizeLimitSet(Verb):
    """The provider set how large a file may be."""

    limit: UUID
    megabytes: int
