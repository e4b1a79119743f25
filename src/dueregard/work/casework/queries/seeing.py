"""One concern, for somebody who may see it: what every page and every act about a concern asks first."""

from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ....authority.access import queries as access
from ....authority.access.vocabulary import READS_CASES, Capability, Circle
from ....ground.kernel.moments import Moment
from ....ground.kernel.prepared import Prepared, Value
from ..models import Concern

_WAYS_TO_SEE = READS_CASES | {Capability.SEE_RESTRICTED}
"""The powers that decide how somebody comes to see a concern."""
_NOBODY = UUID(int=0)
Ways = frozenset[Capability]


def ways_of(who: access.Reader) -> Ways:
    """How this reader comes to see concerns; those with the same ways are asked about with the same question."""
    return who.capabilities & _WAYS_TO_SEE


def values_of(who: access.Reader, moment: Moment, circle: Circle | None = None) -> tuple[Value, ...]:
    """What a prepared question is asked with about what a reader may see; `reader_of` makes a reader of it again.

    Posts are among it where they matter: they open nothing that is restricted.
    """
    by_post = who.capabilities & READS_CASES and circle is not Circle.SEALED
    posts = who.posts if by_post else frozenset[str]()
    return who.own, posts, who.shut_out, moment.as_at, moment.known_at


def reader_of(ways: Ways, values: tuple[Any, ...]) -> tuple[access.Reader, Moment]:
    """A reader of whom nothing is known but what they may see, and the moment; for building a prepared question."""
    own, posts, shut_out, *at = values
    return access.Reader(_NOBODY, frozenset(), ways, shut_out, own, posts), Moment(*at)


def seen_by(who: access.Reader, concern_id: UUID, moment: Moment) -> Concern | None:
    """This concern, if this reader may see it today; None as well for one that never was."""
    found: Concern | None = _one(ways_of(who)).first(concern_id, *values_of(who, moment))
    return found


def is_theirs(concern_id: UUID, who: access.Reader, moment: Moment) -> bool:
    """Whether a concern is open to this reader by their post or in person, and not only in an emergency."""
    rows = Concern.objects.filter(pk=concern_id)
    return access.visible(rows, who, moment, for_a_while=False).exists()


@cache
def _one(ways: Ways) -> Prepared:
    def ask(concern_id: UUID, *values: Any) -> "QuerySet[Concern]":
        return access.visible(Concern.objects.filter(pk=concern_id), *reader_of(ways, values))

    return Prepared(ask)
