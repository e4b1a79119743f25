"""Nations, and what tenancy writes into the ledger."""

from enum import StrEnum
from uuid import UUID

from ..audit.vocabulary import Verb, verb


class Nation(StrEnum):
    """Where a provider works. Scotland and Northern Ireland have other law, and are refused."""

    ENGLAND = "england"
    WALES = "wales"


@verb("tenancy.provider-born")
class ProviderBorn(Verb):
    """A provider was created."""

    nation: Nation
    fictional: bool


@verb("tenancy.site-opened")
class SiteOpened(Verb):
    """A site was added."""

    site: UUID
