"""The part of somebody round a person, as permission understands it."""

from ....authority.access.vocabulary import Part
from ..vocabulary import Around

_CLOSE = frozenset({Around.PARENT, Around.PARTNER, Around.FAMILY, Around.FRIEND})


def part_of(part: str) -> Part:
    """What a part on a record means for walls: those close to the person are shut out, those who help for a living are
    not, and whoever it is about and witnesses are what they are."""
    if part in {around.value for around in Around}:
        return Part.CLOSE if part in _CLOSE else Part.ROUND
    return Part(part)
