"""What is written into the audit record of what leaves and arrives: that it did, never what it says."""

from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb
from ...ground.kernel.refusals import Refusal
from ...work.casework.vocabulary import SharingBasis


@verb("transfer.page-made")
class PageMade(Verb):
    """One page of a case was made for somebody who inspects: how many names it shows as initials, how many passages
    were left out. Who asked and why, no entry says."""

    page: UUID
    names: int
    passages: int


@verb("transfer.record-left")
class RecordLeft(Verb):
    """A copy of a record was made for another provider, with the others of one file. To whom, no entry says."""

    departure: UUID
    bundle: UUID
    basis: SharingBasis


@verb("transfer.record-received")
class RecordReceived(Verb):
    """It was written down that the other provider has it."""

    departure: UUID


@verb("transfer.record-stayed")
class RecordStayed(Verb):
    """It was written down that a copy that was made never left here."""

    departure: UUID


@verb("transfer.record-came")
class RecordCame(Verb):
    """A record of another provider was put with one of ours: how many entries it has. From whom, no entry says."""

    arrival: UUID
    entries: int


class Came(StrEnum):
    """What became of one person of a file of another product."""

    PUT = "put"
    LEFT_OUT = "left-out"


@verb("transfer.file-brought")
class FileBrought(Verb):
    """A file of another product was read, to be sorted: how much is in it. From which, no entry says."""

    brought: UUID
    entries: int
    people: int


@verb("transfer.person-sorted")
class PersonSorted(Verb):
    """Somebody said who one person of such a file is here, or that they are not brought in."""

    sorting: UUID
    came: Came


@verb("transfer.file-let-go")
class FileLetGo(Verb):
    """What was read of a file of another product was destroyed: sorted, given up, or 30 days old. What was put with
    records stays there."""

    brought: UUID
    sorted: int


class Step(StrEnum):
    """What became of an export of everything that somebody asked for."""

    AGREED = "agreed"
    REFUSED = "refused"
    MADE = "made"
    FETCHED = "fetched"
    GONE = "gone"


@verb("transfer.export-asked")
class ExportAsked(Verb):
    """Somebody asked for everything, as far as they may see it. Why, no entry says."""


@verb("transfer.export-moved")
class ExportMoved(Verb):
    """Somebody else agreed or did not; the file was made, of so many bytes; it was fetched; it was destroyed."""

    step: Step
    size: int


class NotABundle(Refusal):
    """This file is not a safeguarding record that can be read here."""

    code = "not-a-record"
