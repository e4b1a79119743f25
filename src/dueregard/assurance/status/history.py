"""How clauses stood before today, from what was kept of each day: for the pages, which draw it.

Only what was kept is asked, so a year takes two questions however much lies behind it.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from ...authority.identity.queries import aliases
from ...authority.policy.answers import Status
from ...ground.audit.vocabulary import Stream
from ...ground.kernel.moments import Moment, london_day
from ...ground.tenancy.queries import shut_before
from ...mechanisms.signoff.models import Saying
from ...mechanisms.signoff.vocabulary import Said
from ...work.governance.vocabulary import DRAFT
from .models import KeptReading
from .rules.changes import Changes, changes, last_of_each, weeks
from .rules.documents import read
from .rules.stands import ClauseStatus

MONTH = timedelta(days=30)


def year_of(policy: str, clause: str, moment: Moment) -> list[tuple[date, Status | None]]:
    """How one clause stood in each week of the last year; None where nothing was kept, or it was not there."""
    ends = weeks(london_day(moment.as_at))
    kept = dict(
        _kept(moment).filter(day__gt=ends[0] - timedelta(weeks=1), day__lte=ends[-1]).values_list("day", "id")
    )
    chosen = last_of_each(kept, ends)
    rows = KeptReading.objects.filter(pk__in=[kept[day] for day in chosen.values()])
    stood = {
        day: next((one.status for one in read(text) if (one.policy, one.id) == (policy, clause)), None)
        for day, text in rows.values_list("day", "text")
    }
    return [(end, stood.get(chosen[end]) if end in chosen else None) for end in ends]


def changed_since(day: date, now: Sequence[ClauseStatus], moment: Moment) -> Changes | None:
    """What changed since what was kept of a day, or of the last day before it, or of the first after it; None where
    nothing was kept."""
    rows = _kept(moment)
    before = rows.filter(day__lte=day).order_by("-day").first() or rows.order_by("day").first()
    if before is None:
        return None
    return changes(read(before.text), now, before.day)


def kept_statuses(moment: Moment) -> tuple[date, dict[str, Status]] | None:
    """How each control stood when that was last kept, by its address, and of which day; None where nothing was."""
    row = _kept(moment).order_by("-day", "-as_at").first()
    if row is None:
        return None
    return row.day, {one.address: one.reading.status for clause in read(row.text) for one in clause.controls}


def last_signed_on(person_id: UUID, moment: Moment) -> date | None:
    """The day on which somebody last signed a policy."""
    rows = Saying.objects.known(moment.known_at).filter(
        matter_kind=DRAFT, person__in=aliases(person_id, moment), said=Said.YES
    )
    found: date | None = rows.order_by("-said_on").values_list("said_on", flat=True).first()
    return found


def _kept(moment: Moment) -> QuerySet[KeptReading]:
    """What was kept of the open circle; after every key was lost nothing of before, which tells of what is shut."""
    rows: QuerySet[KeptReading] = KeptReading.objects.known(moment.known_at).filter(circle=Stream.OPEN)
    began_anew = shut_before()
    return rows.filter(recorded_at__gt=began_anew) if began_anew else rows
