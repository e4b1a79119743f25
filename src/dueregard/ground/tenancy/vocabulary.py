"""Nations, and what tenancy writes into the ledger."""

from enum import StrEnum
from uuid import UUID

from ..audit.vocabulary import Verb, verb
from ..jobs.occasions import Occasion, occasion


class Nation(StrEnum):
    """Where a provider works. Scotland and Northern Ireland have other law, and are refused."""

    ENGLAND = "england"
    WALES = "wales"


@verb("tenancy.provider-born")
class ProviderBorn(Verb):
    """A provider was created."""

    nation: Nation
    fictional: bool


@verb("tenancy.address-changed")
class AddressChanged(Verb):
    """The public address of the house is another one. Which, no entry says: it stands beside the keys."""


@verb("tenancy.went-live")
class WentLive(Verb):
    """The provider takes reports from now on."""


@verb("tenancy.site-opened")
class SiteOpened(Verb):
    """A site was added."""

    site: UUID


@verb("tenancy.made-read-only")
class MadeReadOnly(Verb):
    """The records were restored without a register, and are closed to all but these accounts and to every change."""

    readers: tuple[UUID, ...]


@verb("tenancy.opened-again")
class OpenedAgain(Verb):
    """What a restore could not do again by itself was looked through, and people work with the records again."""


@occasion
class KeysWereLost(Occasion):
    """Nothing that lay under the keys of the provider in scope can be read or matched any more. Whoever keeps such
    things shuts them, in this turn."""
