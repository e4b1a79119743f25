"""What is written into the audit record of what leaves and arrives: that it did, never what it says."""

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


@verb("transfer.record-came")
class RecordCame(Verb):
    """A record of another provider was put with one of ours: how many entries it has. From whom, no entry says."""

    arrival: UUID
    entries: int


class NotABundle(Refusal):
    """This file is not a safeguarding record that can be read here."""

    code = "not-a-record"
