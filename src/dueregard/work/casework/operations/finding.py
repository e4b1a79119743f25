"""Finding a person's safeguarding file: every concern they are in, as far as this reader may see."""

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
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import NothingHere
from ..models import Concern
from ..queries.desk import Line, lines_of

IN_A_FILE = CONCERNED | {Part.WITNESS}
MOST = 500
"""More concerns about one person than anybody has had; the page would still say so."""


def file_of_person(*, person_id: UUID, circle: Circle, actor: Actor, now: datetime) -> tuple[Line, ...]:
    """The concerns of one circle a person is in that this reader may see, newest first; logged before they are shown.

    Somebody with nothing visible looks like somebody with nothing, and is not logged: nothing of theirs was shown.
    Raises `NothingHere` for whoever reads no cases.
    """
    if actor.person_id is None:
        raise NothingHere
    with turn(actor=actor, now=now) as t:
        moment = Moment.now(now)
        who = access.reader(actor.person_id, powers_in_force(moment), moment)
        if not who.capabilities & READS_CASES:
            raise NothingHere
        tags = [access.person_tag(one) for one in aliases(person_id, moment)]
        parties = Party.objects.holding(moment).filter(thing_kind="concern", part__in=IN_A_FILE, tag__in=tags)
        concerns = Concern.objects.filter(circle=circle, pk__in=parties.values("thing_id"))
        found = lines_of(access.visible(concerns, who, moment).order_by("-received_at", "id")[:MOST])
        if found:
            shown = tuple(line.id for line in found)
            t.record(Read(shown), Subject("person", person_id), stream=circle.stream)
    return found
