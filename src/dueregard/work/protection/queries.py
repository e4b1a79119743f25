"""Who may see threats of a concern, and what stands written of them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from ...authority.access.queries import Reader, holders, person_tag, rows_of
from ...authority.access.vocabulary import Capability
from ...authority.people.queries import works_here
from ...authority.policy.queries import in_force
from ...ground.crypto.models import DataKey
from ...ground.crypto.operations import unseal_boxes
from ...ground.kernel.moments import Moment
from ..casework.controls.record import Written
from ..casework.models import Concern, ConcernPerson
from ..casework.queries.seeing import is_theirs
from .models import OfThreat, ProtectiveMeasure, Threat, ThreatStep
from .rules import may_see


def posts_for_threats(moment: Moment) -> frozenset[str]:
    """The posts that the policies in force name for what is written of threats; none where none speaks of it."""
    ours = [
        one.block for one in in_force("record", moment) if Written.THREAT_TO_REFERRER in one.block.entries
    ]
    return frozenset().union(*((one.access or one.custodian).roles() for one in ours))


def sees_threats(who: Reader, concern_id: UUID, moment: Moment) -> bool:
    """Whether somebody may come to the threats of a concern at all: it is theirs, and not only in an emergency; and a
    post of theirs is named for this, or, where no policy names one, decides on concerns."""
    posts = posts_for_threats(moment)
    named = bool(who.roles & posts) if posts else Capability.DECIDE in who.capabilities
    return named and is_theirs(concern_id, who, moment)


def threats_seen(who: Reader, concern_id: UUID, moment: Moment) -> list[Threat]:
    """The threats of a concern that this reader may see today, the latest first."""
    if not sees_threats(who, concern_id, moment):
        return []
    rows = list(
        Threat.objects.known(moment.known_at)
        .filter(concern=concern_id)
        .select_related("key")
        .order_by("-happened_on", "-recorded_at", "-id")
    )
    known = _known(concern_id) if any(row.threatener_id for row in rows) else {}
    own = {f"person:{one}" for one in rows_of(who.person_id, moment)}
    return [row for row in rows if _open_to(row, who, known.get(row.threatener_id), own, moment)]


def _open_to(row: Threat, who: Reader, person: UUID | None, own: set[str], moment: Moment) -> bool:
    of_us = row.works_here or bool(person and works_here(rows_of(person, moment), moment))
    return may_see(
        sees_concern=True,
        named=True,
        shut_out=bool(person and person_tag(person) in who.shut_out),
        of_us=of_us,
        sees_restricted=Capability.SEE_RESTRICTED in who.capabilities,
        wrote_it=row.by in own,
    )


def _known(concern_id: UUID) -> dict[UUID | None, UUID]:
    """Which person of the directory each row of somebody in the concern stands for, as the last row of theirs says:
    whoever is told apart later is kept out from then on."""
    rows = {row.id: row for row in ConcernPerson.objects.filter(concern=concern_id).defer("words")}
    last = {row.replaces_id: row.id for row in rows.values() if row.replaces_id}
    found: dict[UUID | None, UUID] = {}
    for one in rows:
        newest = one
        while newest in last:
            newest = last[newest]
        if person := rows[newest].person_id:
            found[one] = person
    return found


def who_may_know(concern: Concern, row: Threat, readers: list[Reader], moment: Moment) -> frozenset[UUID]:
    """Of these readers, those who may see a threat."""
    return frozenset(
        who.person_id
        for who in readers
        if row.id in {one.id for one in threats_seen(who, concern.id, moment)}
    )


def holders_for_threats(moment: Moment) -> frozenset[UUID]:
    """Who holds a post that a policy names for this."""
    return frozenset(row.person_id for row in holders(posts_for_threats(moment), moment))


@dataclass(frozen=True, slots=True)
class Told:
    """A threat with its words opened, what was done about it, and what protects somebody."""

    row: Threat
    words: Mapping[str, str]
    steps: tuple[tuple[ThreatStep, Mapping[str, str]], ...]
    measures: tuple[tuple[ProtectiveMeasure, Mapping[str, str]], ...]
    """As they stand; what they stood as before lies under `before`."""
    before: tuple[tuple[ProtectiveMeasure, Mapping[str, str]], ...]


def opened(rows: list[Threat], moment: Moment) -> list[Told]:
    """These with their words opened, for an operation that has logged that its actor reads them."""
    of = {"threat__in": [row.id for row in rows]}
    keys = {row.id: row.key for row in rows}
    steps: dict[UUID, list[tuple[ThreatStep, Mapping[str, str]]]] = defaultdict(list)
    for step in ThreatStep.objects.known(moment.known_at).filter(**of).order_by("happened_on", "id"):
        steps[step.threat_id].append((step, words_of(step, keys[step.threat_id])))
    now: dict[UUID, list[tuple[ProtectiveMeasure, Mapping[str, str]]]] = defaultdict(list)
    before: dict[UUID, list[tuple[ProtectiveMeasure, Mapping[str, str]]]] = defaultdict(list)
    every = list(
        ProtectiveMeasure.objects.filter(**of, recorded_at__lte=moment.known_at).order_by("since", "id")
    )
    replaced = {row.replaces_id for row in every}
    for row in every:
        (before if row.id in replaced else now)[row.threat_id].append(
            (row, words_of(row, keys[row.threat_id]))
        )
    return [
        Told(row, words_of(row, row.key), tuple(steps[row.id]), tuple(now[row.id]), tuple(before[row.id]))
        for row in rows
    ]


def words_of(row: Threat | OfThreat, key: DataKey) -> Mapping[str, str]:
    """The words of a row; nothing once they were disposed of."""
    return unseal_boxes(row, "words", key)
