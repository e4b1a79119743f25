"""Whose training somebody may see: everybody's, that of the people they manage, or only their own."""

from dataclasses import dataclass
from uuid import UUID

from ....authority.access.models import Relationship
from ....authority.access.queries import Reader, rows_of
from ....authority.access.vocabulary import Capability, Kinship
from ....ground.kernel.moments import Moment
from ....ground.kernel.prepared import Prepared

_MANAGED = Prepared(
    lambda own, *at: (
        Relationship.objects.holding(Moment(*at))
        .filter(kinship=Kinship.LINE_MANAGES, person__in=own)
        .values_list("other_id")
    )
)


@dataclass(frozen=True, slots=True)
class Whose:
    """People whose training a reader sees."""

    everybody: bool
    managed: frozenset[UUID]
    """Whom they manage today."""

    def __bool__(self) -> bool:
        return self.everybody or bool(self.managed)

    @property
    def people(self) -> frozenset[UUID] | None:
        """Only these; None: everybody."""
        return None if self.everybody else self.managed

    def holds(self, person_id: UUID) -> bool:
        """Whether this person's training is among it."""
        return self.everybody or person_id in self.managed


def whose_training(who: Reader, moment: Moment) -> Whose:
    """Whose training somebody may see. Permission is today's, so `moment` is today, whatever day is looked at; to
    handle concerns gives nothing here."""
    own = rows_of(who.person_id, moment)
    managed = {other for (other,) in _MANAGED.rows(own, moment.as_at, moment.known_at)}
    every_row = frozenset(row for person in managed for row in rows_of(person, moment))
    return Whose(Capability.MANAGE_REGISTERS in who.capabilities, every_row)
