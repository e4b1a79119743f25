"""What policies ought to meet: one list of requirements for each policy an archetype is modelled on."""

from importlib import resources

from ....ground.kernel.refusals import BadInput
from ..coverage import Requirement, read_catalogue

CATALOGUES = (
    "apprenticeship-provider",
    "military-estate-trainer",
    "director-led-academy",
    "values-led-trainer",
    "national-network",
)


def catalogue(name: str) -> dict[str, Requirement]:
    """The rows of a shipped catalogue by id; raises `BadInput` for a name that is none."""
    if name not in CATALOGUES:
        raise BadInput(f"There is no catalogue “{name}”. There are: {', '.join(CATALOGUES)}.")
    return read_catalogue((resources.files(__package__) / f"{name}.csv").read_bytes())
