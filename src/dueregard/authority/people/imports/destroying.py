"""Destroying the keys of what is kept apart once nobody may keep it: opted out, its time over, something newer in its
place, taken back, or brought by a file that was dropped. Some at a time, so that nobody waits."""

from collections import Counter
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from ....ground.audit.disposing import note_disposed
from ....ground.audit.operations import Subject, turn
from ....ground.audit.promising import promised
from ....ground.audit.vocabulary import Stream
from ....ground.crypto.operations import Shut
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment
from ....ground.kernel.scope import provider_id
from ..models import Intake, KeptApart
from ..vocabulary import Apart, IntakeState, KeptApartDestroyed
from .apart import taken

_AT_ONCE = 100
_TIDIER = Actor.system("tidying")


def destroy_what_is_over(*, now: datetime) -> int:
    """Destroy every key of what may not be kept any more; returns how many. The audit record names each, so that a
    backup that comes back brings none of them back."""
    gone = 0
    while some := _some(now):
        gone += some
    return gone


def _some(now: datetime) -> int:
    if not _over(now).exists():
        return 0
    with turn(actor=_TIDIER, now=now) as t:
        rows = list(_over(t.now).select_related("key")[:_AT_ONCE])
        for row in rows:
            note_disposed(t, row.key, _promises(row), stream=Stream.OPEN)
        for kept, keys in Counter(row.kept for row in rows).items():
            t.record(KeptApartDestroyed(Apart(kept), keys), Subject("provider", provider_id()))
    return len(rows)


def _promises(row: KeptApart) -> list[str]:
    """What the audit record promised of it: of what came in a batch nothing, because the batch is counted."""
    if row.batch_id:
        return []
    try:
        return [promised(row, "said", row.key)]
    except Shut:
        return []  # its key did not come back with a backup, and the record tells of that


def _over(now: datetime) -> "QuerySet[KeptApart]":
    newer = KeptApart.objects.seen(now).filter(replaces=OuterRef("pk"))
    dropped = Intake.objects.filter(state__in=(IntakeState.DROPPED, IntakeState.CLEARED))
    over = ~Q(kept__in=taken(Moment.now(now))) | Exists(newer) | Q(batch_id__in=dropped.values("id"))
    over |= Q(withdrawn=True)
    found: QuerySet[KeptApart] = KeptApart.objects.exclude(key__wrapped=None).filter(over).order_by("id")
    return found
