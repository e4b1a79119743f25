"""The policies that ship: data, in our own words, for a provider to start from."""

from importlib import resources

from ....ground.kernel.refusals import BadInput

ARCHETYPES = (
    "safeguarding-core",
    "apprenticeship-provider",
    "military-estate-trainer",
    "director-led-academy",
    "values-led-trainer",
    "national-network",
)


def archetype(name: str) -> bytes:
    """The file of a shipped policy; raises `BadInput` for a name that is none."""
    if name not in ARCHETYPES:
        raise BadInput(f"There is no policy “{name}” to start from. There are: {', '.join(ARCHETYPES)}.")
    return (resources.files(__package__) / f"{name}.md").read_bytes()
