"""Talks: one's own notes, who may write one, and how many there were; nothing else of anybody's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from ...authority.access.queries import Reader, rows_of
from ...authority.policy.answers import InForce
from ...authority.policy.queries import in_force
from ...ground.crypto.operations import unseal_boxes
from ...ground.kernel.moments import Moment
from .block import CONSULTATION, ConsultationBlock
from .models import Passing, Talk

LOOKS_BACK = timedelta(days=365)
Placed = InForce[ConsultationBlock]


def controls(moment: Moment) -> Sequence[Placed]:
    """What the policies in force say of talking a worry through."""
    found: Sequence[Placed] = in_force(CONSULTATION, moment)
    return found


def is_talked_to(who: Reader, moment: Moment) -> bool:
    """Whether a policy in force says that people may talk a worry through with a post of theirs."""
    return any(one.block.to.roles() & who.roles for one in controls(moment))


def own(who: Reader, moment: Moment) -> "QuerySet[Talk]":
    """The notes somebody wrote themselves: they and nobody else, whatever post anybody holds; none that was disposed
    of."""
    rows: QuerySet[Talk] = Talk.objects.known(moment.known_at).filter(key__destroyed_at=None)
    return rows.filter(writer_id__in=rows_of(who.person_id, moment))


def how_many(moment: Moment) -> int:
    """How many talks were written down in the year before the moment, over all: never by whom, of whom or where."""
    rows = Talk.objects.known(moment.known_at)
    found: int = rows.filter(talked_at__gt=moment.as_at - LOOKS_BACK, talked_at__lte=moment.as_at).count()
    return found


@dataclass(frozen=True, slots=True)
class Read:
    """A note with its words opened."""

    row: Talk
    words: Mapping[str, str]
    passed_on: bool


def opened(rows: "QuerySet[Talk]", moment: Moment) -> list[Read]:
    """These with their words opened, the latest first, for an operation that has logged that its actor reads them; in
    two questions, however many."""
    found = list(rows.select_related("key").order_by("-talked_at", "-recorded_at", "-id"))
    passed = Passing.objects.known(moment.known_at).filter(talk__in=[row.id for row in found])
    gone = set(passed.values_list("talk_id", flat=True))
    return [Read(row, unseal_boxes(row, "words", row.key), row.id in gone) for row in found]
