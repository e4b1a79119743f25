"""What was said to a matter, and how it stands because of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from ...authority.identity.queries import aliases
from ...authority.policy.answers import Basis
from ...authority.policy.values.steps import Steps
from ...authority.policy.values.who import Named
from ...ground.kernel.moments import Moment
from .models import Saying
from .rules.meeting import Voice
from .rules.standing import Standing, stand
from .vocabulary import Said


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that is signed off: what it is, the text that is read, the steps, and the people of the matter."""

    kind: str
    id: UUID
    digest: str
    """SHA-256; what was said of another text does not count."""
    steps: Steps
    persons: Mapping[str, frozenset[UUID]] = field(default_factory=dict)
    """Each as every row of theirs in the directory: `author`."""


def sayings(ids: Collection[UUID], moment: Moment) -> list[Saying]:
    """What was said of these matters, of whatever text, in the order in which it was recorded."""
    rows = Saying.objects.known(moment.known_at).filter(matter__in=list(ids))
    return list(rows.order_by("recorded_at", "id"))


def standing(matter: Matter, moment: Moment) -> Standing:
    """How a matter stands: what was said of the text that is read now."""
    return standings([matter], moment)[matter.id]


def standings(matters: Collection[Matter], moment: Moment) -> dict[UUID, Standing]:
    """How several matters stand, each by its id: one question."""
    rows = sayings([matter.id for matter in matters], moment)
    return {matter.id: _stand(matter, rows, moment) for matter in matters}


def speaker(row: Saying, moment: Moment) -> UUID:
    """Who said it: one id for all rows of a person, and for somebody outside the directory the row's own."""
    return min(aliases(row.person_id, moment)) if row.person_id else row.id


def _stand(matter: Matter, rows: Collection[Saying], moment: Moment) -> Standing:
    said: dict[int, list[Voice]] = {}
    for row in rows:
        if row.matter == matter.id and row.digest == matter.digest:
            voice = Voice(Named.read(row.capacity), speaker(row, moment), Said(row.said), Basis(row.basis))
            said.setdefault(row.step, []).append(voice)
    persons = {
        name: frozenset(min(aliases(one, moment)) for one in ids) for name, ids in matter.persons.items()
    }
    return stand(matter.steps, said, persons)
