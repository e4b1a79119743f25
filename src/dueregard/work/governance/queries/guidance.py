"""What law and guidance ask here: the catalogues of the provider's nation, in the edition that holds."""

from dataclasses import dataclass

from ....authority.policy.catalogue import Catalogue, Header
from ....authority.policy.catalogues import guidance
from ....ground.kernel.moments import Moment, london_day
from ....ground.reference.vocabulary import Extent
from ....ground.tenancy.operations import here
from ....ground.tenancy.vocabulary import Nation


@dataclass(frozen=True, slots=True)
class InUse:
    """An edition of a catalogue that holds here, or is the first that will."""

    catalogue: Catalogue
    header: Header
    to_come: bool
    """It is not in force yet."""


def guidance_in_use(moment: Moment) -> tuple[InUse, ...]:
    """The edition of each catalogue of law and guidance that holds at the moment."""
    extents, today = Extent.covering(Nation(here().nation)), london_day(moment.as_at)
    return tuple(
        InUse(one, one.header, (one.header.in_force_from or today) > today)
        for one in guidance()
        if one.header is not None and one.header.nation in extents
    )
