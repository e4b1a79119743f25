"""The front matter of an edition as it stands at the provider: what its text says, and what was given for it here.

What a text leaves to the provider (`"local"`) is given beside the other local values, at `policy.key`. It is said of
one edition: what was given while another was in force says nothing of this one, so each is asked for its own.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ...ground.kernel.moments import Moment
from .pack import Pack
from .queries import given_of_front, lookup
from .values.figure import Figure
from .values.resolve import resolve


@dataclass(frozen=True, slots=True)
class Front:
    """What an edition says of itself, or nothing."""

    edition: str | None
    issued: date | None
    in_force_from: date | None
    review_by: date | None


def front_of(edition_id: UUID, pack: Pack, moment: Moment) -> Front:
    """The front matter of an edition, with what was given of it while it was in force, as at the moment."""
    there = _OfEdition(given_of_front(edition_id, moment), moment)
    said = {
        key: resolve(figure, {}, there, f"{pack.policy}.{key}").value for key, figure in pack.header.dated()
    }
    return Front(**said)


def edition_words(edition_id: UUID, pack: Pack, moment: Moment) -> str:
    """What an edition calls itself, or why that is not known."""
    return front_of(edition_id, pack, moment).edition or pack.header.edition.words()


@dataclass(frozen=True, slots=True)
class _OfEdition:
    """Where a value of one edition is that its text does not give."""

    values: dict[str, str]
    moment: Moment

    def local(self, address: str) -> object | None:
        return self.values.get(address)

    def inherited(self, address: str, key: str) -> tuple[str, Figure[Any]] | None:
        return lookup(self.moment).inherited(address, key)
