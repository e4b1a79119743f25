"""What was disposed of: certificates, as far as a reader may see the record they are of."""

from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.vocabulary import Circle
from ....ground.audit.models import Entry
from ....ground.kernel.moments import Moment
from ....work.casework.models import Concern
from ....work.casework.vocabulary import State
from ..keeping_words import RecordDisposedOf
from ..models import Disposal
from .keeping import decides_on_keeping

MOST = 200
"""Of the latest, on one page."""


def disposals(who: access.Reader, moment: Moment, circle: Circle) -> list[Disposal]:
    """The latest certificates of one circle that this reader may see."""
    if not decides_on_keeping(who):
        return []
    seen = access.visible(Concern.objects.filter(state=State.DISPOSED), who, moment, circle=circle)
    rows = Disposal.objects.known(moment.known_at).filter(concern__in=seen).select_related("concern")
    return list(rows.order_by("-disposed_at", "-id")[:MOST])


def disposal_of(concern_id: UUID, moment: Moment) -> Disposal | None:
    """That the record of a concern was disposed of; whoever asks looks whether the reader may see it."""
    rows = Disposal.objects.known(moment.known_at).filter(concern=concern_id).select_related("concern")
    found: Disposal | None = rows.first()
    return found


def entry_of(row: Disposal) -> Entry:
    """The entry of the audit record that tells of it: the latest, where a restore did it again."""
    entries = Entry.objects.filter(verb=RecordDisposedOf.name, subject_id=row.concern_id)
    return entries.latest("seq")
