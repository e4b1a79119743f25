"""What is kept apart: what a provider has opted in to, what there is of it, and putting more of it aside.

Ethnicity, disability and National Insurance number of learners, and sex, ethnicity and disability of staff, are read
only while somebody has opted in to each, for a purpose (domain: the ILR import policy; UK GDPR Art 5(1)(b), (c) and
(e)). Each value lies under a key of its own. No list shows one; of staff, the page of one person does to whoever keeps
it: see `by_hand`.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from ....ground.audit.batches import stage
from ....ground.crypto.operations import Shut, make_data_keys, seal, unseal
from ....ground.kernel import scope
from ....ground.kernel.moments import Moment
from ..models import Intake, KeptApart, OptIn
from ..vocabulary import Apart
from .plan import Change


def opted_in(moment: Moment) -> dict[Apart, OptIn]:
    """What is read at the moment, and by whose word."""
    return {Apart(row.kept): row for row in OptIn.objects.holding(moment)}


@scope.remembered
def taken(moment: Moment) -> frozenset[Apart]:
    """What is read at the moment of what is kept apart; nothing unless somebody has opted in."""
    return frozenset(opted_in(moment))


def kept_of(moment: Moment) -> dict[Apart, int]:
    """Of how many people each is kept. What is no longer read counts until its keys are destroyed."""
    there = KeptApart.objects.known(moment.known_at).exclude(key__wrapped=None)
    counted = there.values_list("kept").annotate(people=Count("person", distinct=True))
    return dict.fromkeys(Apart, 0) | {Apart(kept): people for kept, people in counted}


def known_apart(
    people: Collection[UUID], takes: Collection[Apart], at: datetime
) -> dict[UUID, Mapping[Apart, tuple[UUID, str]]]:
    """What is kept of these people of what is read: in which row, and what it says."""
    found: dict[UUID, dict[Apart, tuple[UUID, str]]] = {}
    if not (people and takes):
        return {}
    rows = KeptApart.objects.known(at).filter(person__among=set(people), kept__in=takes)
    for row in rows.exclude(key__wrapped=None).select_related("key"):
        try:
            said = unseal(row, "said", row.key)
        except Shut:
            said = ""  # its key did not come back with a backup: what the file says is new
        found.setdefault(row.person_id, {})[Apart(row.kept)] = (row.id, said)
    return dict(found)


def stage_apart(intake: Intake, changes: Iterable[Change], now: datetime) -> None:
    """Put aside, hidden until the import shows, what these changes say of what is still read now."""
    takes = taken(Moment.now(now)) if any(change.apart for change in changes) else ()
    wanted = [
        (change.person_id, kept, said, replaces)
        for change in changes
        for kept, said, replaces in change.apart
        if kept in takes
    ]
    keys = make_data_keys("kept-apart", len(wanted), now=now)
    rows = []
    for (person, kept, said, replaces), key in zip(wanted, keys, strict=True):
        row = KeptApart(
            person_id=person, kept=kept, key=key, replaces_id=replaces, recorded_at=now, by=intake.by
        )
        seal(row, "said", said, key)
        rows.append(row)
    stage(intake.id, rows)
