"""Removing from the store what nobody can or may open any more."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from ....ground.tenancy.models import Provider
from ....ground.tenancy.operations import enter
from .. import store
from ..queries import wanted_of

ORPHAN_AFTER = timedelta(days=1)
"""By then whoever was sending a file has sent it, or never will."""
_AT_ONCE = 500


def tidy(*, now: datetime) -> int:
    """Remove what was disposed of or may not be opened, and what was begun long ago and never kept; how many that was.

    When no row tells of any of it, this is not the database that belongs to this folder: then nothing is removed.
    """
    found = list(store.each())
    known, wanted = set[UUID](), set[UUID]()
    for provider in Provider.objects.order_by("slug"):
        with enter(provider):
            for some in _batches(blob for blob, _ in found):
                of_known, of_wanted = wanted_of(some)
                known |= of_known
                wanted |= of_wanted
    if not known:
        return 0
    gone = [
        blob
        for blob, written in found
        if blob not in wanted and (blob in known or written < now - ORPHAN_AFTER)
    ]
    for blob in gone:
        store.remove(blob)
    return len(gone)


def _batches(blobs: Iterable[UUID]) -> Iterable[list[UUID]]:
    each = iter(blobs)
    while some := list(islice(each, _AT_ONCE)):
        yield some
