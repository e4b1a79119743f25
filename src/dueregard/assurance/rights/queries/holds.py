"""Legal holds, and what they lie on."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from ....authority.access.queries import Reader, person_tag
from ....authority.identity.queries import aliases
from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.moments import Moment
from ....work.casework.queries.seeing import seen_by
from ..keeping_words import HeldOn
from ..models import Hold


def holds_on(people_in: Mapping[UUID, Iterable[UUID]], moment: Moment) -> dict[UUID, tuple[Hold, ...]]:
    """For each of these concerns the holds that lie on it now, the oldest first: its own, and those on anybody it is
    about. `people_in`: the people of the directory each is about."""
    rows = Hold.objects.holding(moment).order_by("since", "id")
    found: dict[UUID, list[Hold]] = {}
    for row in rows.filter(on=HeldOn.CONCERN, concern__in=list(people_in)).defer("words"):
        found.setdefault(row.concern_id, []).append(row)
    on_people = list(rows.filter(on=HeldOn.PERSON).defer("words"))
    if on_people:
        for concern, people in people_in.items():
            tags = {person_tag(row) for one in people for row in aliases(one, moment)}
            found.setdefault(concern, []).extend(row for row in on_people if row.tag in tags)
    return {concern: tuple(held) for concern, held in found.items() if held}


def is_told(row: Hold, who: Reader, moment: Moment) -> bool:
    """Whether a reader of a record may know who put a hold on it, since when and why, and lift it. One on a person may
    have been put from a matter they do not see: then it holds, and says no more."""
    return row.concern_id is None or seen_by(who, row.concern_id, moment) is not None


def reason_of(row: Hold) -> str:
    """Why something is held; empty once that cannot be read. Whoever asks has logged the reading."""
    try:
        return unseal(row, "words", row.key)
    except Shut:
        return ""
