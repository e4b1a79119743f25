"""Finding a person's safeguarding file: every concern they are in, as far as this reader may see."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.models import Party
from ....authority.access.powers import powers_in_force
from ....authority.access.vocabulary import CONCERNED, READS_CASES, Circle, Part
from ....authority.identity.queries import aliases
from ....ground.audit.operations import Subject, turn
from ....ground.audit.vocabulary import Read
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import NothingHere
from ..models import Concern
from ..queries.desk import Line, lines_of
from ..vocabulary import State

IN_A_FILE = CONCERNED | {Part.WITNESS}
MOST = 500
"""More concerns about one person than anybody has had; the page would still say so."""


@dataclass(frozen=True, slots=True)
class PersonFile:
    """A person's file in one circle, as far as its reader may see."""

    lines: tuple[Line, ...]
    """The concerns they are in, newest first."""
    gone: tuple[datetime, ...]
    """When concerns were taken out of it that had been filed here in error; which ones, it does not say."""


def file_of_person(*, person_id: UUID, circle: Circle, actor: Actor, now: datetime) -> PersonFile:
    """The concerns of one circle a person is in that this reader may see, newest first; logged before they are shown.

    Somebody with nothing visible looks like somebody with nothing, and is not logged: nothing of theirs was shown.
    Raises `NothingHere` for whoever reads no cases.
    """
    if actor.person_id is None:
        raise NothingHere
    with turn(actor=actor, now=now, always=True) as t:
        moment = t.moment
        who = access.reader(actor.person_id, powers_in_force(moment), moment)
        if not who.capabilities & READS_CASES:
            raise NothingHere
        tags = [access.person_tag(one) for one in aliases(person_id, moment)]
        parties = Party.objects.filter(thing_kind="concern", part__in=IN_A_FILE, tag__in=tags)
        in_it = parties.holding(moment).values("thing_id")
        kept = Concern.objects.exclude(state=State.DISPOSED)
        seen = access.visible(kept, who, moment, circle=circle)
        found = lines_of(seen.filter(pk__in=in_it).order_by("-received_at", "id")[:MOST])
        ended = dict(
            parties.known(t.moment.known_at)
            .filter(until__lte=t.moment.as_at)
            .values_list("thing_id", "until")
        )
        gone = dict.fromkeys(seen.filter(pk__in=ended).exclude(pk__in=in_it).values_list("pk", flat=True))
        if found or gone:
            shown = (*(line.id for line in found), *gone)
            t.record(Read(shown), Subject("person", person_id), stream=circle.stream)
    return PersonFile(found, tuple(sorted(ended[concern] for concern in gone)))
