"""What is written into the audit record of what leaves and arrives: that it did, never what it says."""

from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb


@verb("transfer.page-made")
class PageMade(Verb):
    """One page of a case was made for somebody who inspects: how many names it shows as initials, how many passages
    were left out. Who asked and why, no entry says."""

    page: UUID
    names: int
    passages: int
