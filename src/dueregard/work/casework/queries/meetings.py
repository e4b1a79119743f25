"""Who may be called together over a matter, and what each of them can see of it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.powers import powers_in_force
from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment
from ..models import Concern, Triage
from ..rules.facts import facts_of_concern
from ..rules.meetings import posts_called
from .seeing import is_theirs


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody who can be asked to come."""

    post: str
    person_id: UUID
    opens: bool
    """They can open the record themselves; everybody else hears what is said in the room, and no more."""
    away: bool


@dataclass(frozen=True, slots=True)
class CanBeCalled:
    """Who can be called together over a matter."""

    governed_by: str
    """The edition and control that name them; the first, where several do."""
    people: tuple[Called, ...]

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts among them, each once."""
        return tuple(dict.fromkeys(one.post for one in self.people))

    def of(self, posts: Collection[str]) -> list[Called]:
        """Those of them who hold these posts."""
        return [one for one in self.people if one.post in posts]


def who_can_be_called(concern: Concern, moment: Moment) -> CanBeCalled | None:
    """None where no policy in force speaks of a meeting over such a matter. Whoever is kept from the matter is never
    among them: a meeting is no way round a wall."""
    sorted_as = Triage.objects.filter(concern=concern).known(moment.known_at).first()
    facts = facts_of_concern(concern, sorted_as)
    named = [(one, posts) for one in in_force("decision", moment) if (posts := posts_called(one, facts))]
    if not named:
        return None
    posts = frozenset().union(*(some for _control, some in named))
    powers, away = powers_in_force(moment), access.away(moment)
    people = []
    for row in access.holders(posts, moment):
        who = access.reader(row.person_id, powers, moment)
        if not access.is_walled(concern.id, who, moment):
            opens = is_theirs(concern.id, who, moment)
            people.append(Called(row.role, row.person_id, opens, row.person_id in away))
    return CanBeCalled(named[0][0].source, tuple(people))
