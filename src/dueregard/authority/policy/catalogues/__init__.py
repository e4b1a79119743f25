"""What policies ought to meet: a list of requirements for each policy an archetype is modelled on, and one for each
guidance that reaches further education and skills."""

from functools import cache
from importlib import resources

from ....ground.kernel.refusals import BadInput
from ..catalogue import Catalogue
from ..catalogue_files import read_catalogue

CATALOGUES = (
    "apprenticeship-provider",
    "military-estate-trainer",
    "director-led-academy",
    "values-led-trainer",
    "national-network",
)
GUIDANCE = ("prevent-duty-guidance", "kcsie")
"""What law and guidance ask, whatever a provider's policy says."""


@cache
def catalogue(name: str) -> Catalogue:
    """A shipped catalogue; raises `BadInput` for a name that is none."""
    if name not in (known := CATALOGUES + GUIDANCE):
        raise BadInput(f"There is no catalogue “{name}”. There are: {', '.join(known)}.")
    return read_catalogue((resources.files(__package__) / f"{name}.csv").read_bytes())


def guidance() -> tuple[Catalogue, ...]:
    """What law and guidance ask, in the editions that ship."""
    return tuple(map(catalogue, GUIDANCE))
