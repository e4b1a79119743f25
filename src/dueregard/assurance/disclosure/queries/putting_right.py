"""Whether somebody a copy or a letter is for turned out to be somebody else: then they get to see it no more."""

from uuid import UUID

from ....work.casework.models import Concern, ConcernPerson, Refiled
from ....work.casework.vocabulary import Refiling


def was_somebody_else(concern: Concern, row_id: UUID | None) -> bool:
    """Whether it was put right, since this row of a record's people was chosen, which person of the directory it is."""
    if row_id is None:
        return False
    rows = ConcernPerson.objects.filter(concern=concern).exclude(replaces=None)
    later = dict(rows.values_list("replaces_id", "id"))
    since = []
    while row_id in later:
        row_id = later[row_id]
        since.append(row_id)
    found = Refiled.objects.filter(concern=concern, way=Refiling.RELINKED, row_id__in=since)
    return bool(since and found.exists())
