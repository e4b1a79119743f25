"""The signs policies list today, and how many concerns were marked with each: over all of them, never of one."""

import json
from collections import Counter
from datetime import datetime

from ....authority.access.vocabulary import Circle
from ....authority.policy.queries import in_force
from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.moments import Moment
from ..controls.indicators import INDICATORS
from ..models import Concern, Marking
from ..rules.signs import Marked, SignList, lists, read


def offered(moment: Moment) -> tuple[SignList, ...]:
    """Every list in force."""
    return lists(in_force(INDICATORS, moment))


def marking_of(concern: Concern, moment: Moment) -> Marking | None:
    """What a concern is marked with as known at the moment."""
    found: Marking | None = Marking.objects.filter(concern=concern).known(moment.known_at).first()
    return found


def marks_of(row: Marking | None) -> tuple[Marked, ...]:
    """The signs of a marking; none where its words were disposed of. Whoever calls has logged that they read."""
    if row is None:
        return ()
    try:
        return read(json.loads(unseal(row, "words", row.concern.account_key)))
    except Shut:
        return ()


def counted(since: datetime, until: datetime, moment: Moment) -> Counter[str]:
    """How many concerns of the open circle that came in from `since` up to `until` stand marked with each sign, by its
    address. Each is opened here and forgotten: nobody is shown which was marked with what."""
    rows = Marking.objects.known(moment.known_at).filter(
        concern__circle=Circle.OPEN,
        concern__received_at__gte=since,
        concern__received_at__lt=min(until, moment.known_at),
    )
    found: Counter[str] = Counter()
    for row in rows.select_related("concern__account_key").iterator(chunk_size=500):
        found.update(one.address for one in marks_of(row))
    return found
