"""What one person must do, and what they did."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from ....authority.policy.values.when import When as Audience
from ....ground.kernel.moments import Moment
from ..models import Completion
from ..rules.requirements import Requirement
from .lists import Line, Narrowed, lines, narrowed


def line_of(rows: Iterable[UUID], asked: Requirement, audience: Audience, moment: Moment) -> Line | None:
    """How one person, by any of their rows in the directory, stands to a requirement; None: it does not ask them.

    Raises as `standing`.
    """
    stood = narrowed(asked, audience, moment, Narrowed(frozenset(rows)))
    found = lines(asked, stood, stood, moment)
    return found[0] if found else None


def done_of(rows: Collection[UUID], moment: Moment) -> list[Completion]:
    """Everything a person did, by any of their rows in the directory, the latest first."""
    found = Completion.objects.known(moment.known_at).filter(person_id__in=rows)
    return list(found.order_by("-done_on", "-recorded_at", "pk"))


@dataclass(frozen=True, slots=True)
class Written:
    """Something that was written down about what somebody did, and what became of it."""

    row: Completion
    after: Completion | None
    """The row that replaced it; one that is withdrawn took it back. None: it stands."""


def history_of(rows: Collection[UUID], moment: Moment) -> list[Written]:
    """Everything that was ever written down about what a person did, the latest day first."""
    found = Completion.objects.filter(person_id__in=rows, recorded_at__lte=moment.known_at)
    ordered = list(found.order_by("-done_on", "-recorded_at", "pk"))
    after = {row.replaces_id: row for row in ordered if row.replaces_id}
    return [Written(row, after.get(row.id)) for row in ordered if not row.withdrawn]
