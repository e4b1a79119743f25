"""The editions of a policy: when each was in force, who signed it, in which post, when, and what that rests on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ....authority.policy.front import front_of
from ....authority.policy.models import Adoption, Edition
from ....authority.policy.queries import pack_of
from ....ground.kernel.moments import Moment
from ....mechanisms.signoff.models import Saying
from ....mechanisms.signoff.queries import Matter, sayings
from ..models import Gap, Publication
from ..rules.lives import silences
from ..vocabulary import Change
from .drafts import gaps_of, matter_of, published_as


@dataclass(frozen=True, slots=True)
class Held:
    """An edition and a time for which it was, is or is to be in force."""

    edition: Edition
    called: str | None
    """What it calls itself, or was called here."""
    since: datetime
    until: datetime | None
    changes: str
    """What changed in it since the edition before, if anybody said."""


@dataclass(frozen=True, slots=True)
class Signed:
    """How an edition was signed."""

    change: Change
    said: tuple[Saying, ...]
    """What was said of exactly its text, in the order in which it was recorded."""
    gaps: tuple[Gap, ...]
    """What it knowingly leaves open."""
    done: bool
    proven: bool


def editions_of(policy: str, moment: Moment) -> list[Held]:
    """Every edition of a policy that was, is or is to be in force, the latest first."""
    rows = sorted(
        (row for row in Adoption.known_at(moment.known_at) if row.policy == policy),
        key=lambda row: row.since,
        reverse=True,
    )
    known = Edition.objects.in_bulk([row.edition_id for row in rows])
    published = Publication.objects.known(moment.known_at).filter(edition__in=list(known))
    said = dict(published.order_by("recorded_at", "id").values_list("edition_id", "changes"))
    return [
        Held(
            known[row.edition_id],
            front_of(row.edition_id, pack_of(row.edition_id), moment).edition,
            row.since,
            row.until,
            said.get(row.edition_id, ""),
        )
        for row in rows
    ]


def signed(edition_id: UUID, moment: Moment) -> Signed | None:
    """How an edition was signed; None where it was put in without that."""
    found = published_as([edition_id], moment).get(edition_id)
    if found is None:
        return None
    publication, standing = found
    putting: Any = publication.putting
    matter = matter_of(putting)
    pack = pack_of(edition_id)
    still = set(silences(pack))
    # As they stood when it was published: what is said of a later text tells nothing of this one.
    gaps = [
        gap
        for gap in gaps_of([pack.policy], publication.recorded_at).get(pack.policy, [])
        if gap.address in still
    ]
    said = said_of(matter, moment)
    return Signed(Change(putting.change), said, tuple(gaps), standing.done, standing.proven)


def said_of(matter: Matter, moment: Moment) -> tuple[Saying, ...]:
    """What was said of exactly the text of a matter."""
    return tuple(row for row in sayings([matter.id], moment) if row.digest == matter.digest)
