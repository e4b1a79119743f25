"""Which drafts wait for somebody, in which posts of theirs, and what they signed last."""

from collections.abc import Collection
from uuid import UUID

from ....authority.identity.queries import aliases
from ....authority.policy.values.who import Named
from ....ground.kernel.moments import Moment
from ....ground.kernel.prepared import Prepared
from ....mechanisms.signoff.models import Saying
from ....mechanisms.signoff.queries import may_say
from ....mechanisms.signoff.vocabulary import Said
from ..models import Draft, Publication, Putting
from ..vocabulary import DRAFT, Stage
from .drafts import DraftStands, drafts

_NOT_PUBLISHED = Prepared(
    lambda known_at: (
        Putting.objects.known(known_at)
        .exclude(pk__in=Publication.objects.known(known_at).values("putting"))
        .values_list("pk")[:1]
    )
)


def asked_as(found: DraftStands, person_id: UUID, moment: Moment) -> tuple[Named, ...]:
    """The posts in which somebody can say yes or no to a draft now."""
    if found.stage is not Stage.ASKED or found.matter is None or found.standing is None:
        return ()
    return may_say(found.matter, found.standing, person_id, moment)


def waiting_for(person_id: UUID, moment: Moment) -> list[DraftStands]:
    """The drafts that wait for a word of somebody."""
    return [one for one in that_wait(moment) if asked_as(one, person_id, moment)]


def that_wait(moment: Moment) -> list[DraftStands]:
    """The drafts that wait for anybody's word. Usually none is put forward: then it is one question."""
    if not _NOT_PUBLISHED.rows(moment.known_at):
        return []
    return [one for one in drafts(moment) if one.stage is Stage.ASKED]


def has_a_say(found: DraftStands, roles: Collection[str]) -> bool:
    """Whether any of these posts is named in the steps by which a draft is signed: who signs may read."""
    steps = found.matter.steps.items if found.matter else ()
    return any(not step.by.roles().isdisjoint(roles) for step in steps)


def last_signed(found: DraftStands, person_id: UUID, moment: Moment) -> Draft | None:
    """The text of the same policy that somebody last said yes to, before the one that waits now."""
    rows = Saying.objects.known(moment.known_at).filter(
        matter_kind=DRAFT, person__in=aliases(person_id, moment), said=Said.YES
    )
    signed = list(
        rows.exclude(matter=found.row.id).order_by("-recorded_at", "-id").values_list("matter", flat=True)
    )
    texts = {row.id: row for row in Draft.objects.filter(pk__in=signed, policy=found.row.policy)}
    return next((texts[one] for one in signed if one in texts), None)
