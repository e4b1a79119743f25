"""What was said to a matter, and how it stands because of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from ...authority.access.queries import holders
from ...authority.identity.queries import aliases
from ...authority.policy.answers import Basis
from ...authority.policy.values.steps import Steps
from ...authority.policy.values.who import Named, Prefix
from ...ground.crypto.operations import Shut, key_of, unseal
from ...ground.kernel.moments import Moment
from .models import Saying
from .rules.meeting import Voice, bars
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
    return list(rows.select_related("key").order_by("recorded_at", "id"))


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


def may_say(matter: Matter, stands: Standing, person_id: UUID, moment: Moment) -> tuple[Named, ...]:
    """The posts in which somebody can say yes or no to the step whose turn it is, themselves: they hold it, nobody bars
    them, and it would bring the step on."""
    now_open = stands.turn_of
    if now_open is None:
        return ()
    lacking = [one for one in now_open.meeting.lacking if one.prefix is Prefix.ROLE]
    own, me = aliases(person_id, moment), min(aliases(person_id, moment))
    held = {row.role for row in holders([one.id for one in lacking], moment) if row.person_id in own}
    before = {
        Named.read(row.capacity)
        for row in sayings([matter.id], moment)
        if (row.digest, row.step, row.person_id in own) == (matter.digest, now_open.number, True)
    }
    return tuple(
        one
        for one in lacking
        if one.id in held and one not in before and me not in bars(now_open.step.by, one, now_open.stands)
    )


def words_of(row: Saying) -> str:
    """What somebody wrote with their yes or no; empty for nothing, and where it can be read no more."""
    key = key_of(row, "words")
    try:
        return unseal(row, "words", key) if key else ""
    except Shut:
        return ""


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
