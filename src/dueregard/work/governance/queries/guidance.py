"""What law and guidance ask here: the catalogues of the provider's nation, in the edition that holds.

An edition came with the product, or somebody here took it on. Of each text the one that began last holds; of a text of
which none has begun, the first that will is shown as still to come.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ....authority.policy.catalogue import Catalogue, Header
from ....authority.policy.catalogue_files import read_catalogue
from ....authority.policy.catalogues import CATALOGUES, catalogue, guidance
from ....ground.kernel import scope
from ....ground.kernel.moments import Moment, london_day
from ....ground.reference.vocabulary import Extent
from ....ground.tenancy.operations import here
from ....ground.tenancy.vocabulary import Nation
from ..models import GuidanceEdition


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of what law or guidance asks."""

    catalogue: Catalogue
    header: Header
    since: date
    """From which day it is in force; for one that does not say, since ever."""
    to_come: bool
    """It is not in force yet."""
    row: GuidanceEdition | None = None
    """The fact that somebody took it on; None for one that came with the product."""


def extents_here() -> tuple[Extent, Extent]:
    """Where law and guidance have to hold to hold here."""
    return Extent.covering(Nation(here().nation))


@scope.remembered
def every_edition(moment: Moment) -> tuple[Edition, ...]:
    """Every edition that holds here, did or will; of each text in the order in which they begin."""
    today = london_day(moment.as_at)
    order = {one.header.document: at for at, one in enumerate(guidance()) if one.header}
    found = [*_shipped(today), *_taken(moment, today)]
    for one in found:
        order.setdefault(one.header.document, len(order))
    return tuple(sorted(found, key=lambda one: (order[one.header.document], one.since, one.row is not None)))


def guidance_in_use(moment: Moment) -> tuple[Edition, ...]:
    """The edition of each text of law and guidance that holds at the moment."""
    found: dict[str, Edition] = {}
    for one in every_edition(moment):
        if not one.to_come or one.header.document not in found:
            found[one.header.document] = one
    return tuple(found.values())


def edition_now(document: str, moment: Moment) -> Catalogue | None:
    """What is asked here by a text now, and so what a new edition of it is held against; None for an unknown one."""
    for one in guidance_in_use(moment):
        if one.header.document == document:
            return one.catalogue
    return catalogue(document) if document in CATALOGUES else None


def edition_before(edition: Edition, moment: Moment) -> Catalogue | None:
    """The edition of the same text that one takes the place of; None where it is the first."""
    of_it = [one for one in every_edition(moment) if one.header.document == edition.header.document]
    at = next((at for at, one in enumerate(of_it) if one.row == edition.row), 0)
    return of_it[at - 1].catalogue if at else None


def _shipped(today: date) -> Iterator[Edition]:
    extents = extents_here()
    for one in guidance():
        if one.header is not None and one.header.nation in extents:
            since = one.header.in_force_from or date.min
            yield Edition(one, one.header, since, since > today)


def _taken(moment: Moment, today: date) -> Iterator[Edition]:
    for row in sorted(GuidanceEdition.known_at(moment.known_at), key=lambda row: row.recorded_at):
        found = _read(row.text)
        if found.header is not None:
            yield Edition(found, found.header, row.since, row.since > today, row)


@lru_cache(maxsize=32)
def _read(text: str) -> Catalogue:
    return read_catalogue(text.encode())
