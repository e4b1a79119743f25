"""The version of a policy in force, as its published page says it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from ....authority.policy.answers import InForce
from ....authority.policy.front import Front, front_of
from ....authority.policy.models import Adoption
from ....authority.policy.pack import Pack
from ....authority.policy.queries import lookup, placed, shelf
from ....authority.policy.values.figure import Figure
from ....authority.policy.values.resolve import resolve
from ....authority.policy.values.who import Named
from ....ground.kernel import scope
from ....ground.kernel.moments import Moment, london_day
from ....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ....mechanisms.signoff.queries import sayings
from ....mechanisms.signoff.vocabulary import Said
from ..models import Putting
from ..rules.blocks import BINDING, PUBLICATION, REVIEW, PublicationBlock
from ..rules.publishing import Version, purpose
from ..rules.reviewing import Looked
from .drafts import published_as
from .reviews import looked, next_turn

T = TypeVar("T")


class _Signed(NamedTuple):
    """When an edition was published from a signed draft, and by which posts; neither, where it was not."""

    on: date | None = None
    posts: tuple[str, ...] = ()


def version_of(policy: str, moment: Moment) -> Version | None:
    """What the page of a policy says of the edition in force; None where it is not in force."""
    return versions(moment).get(policy)


@scope.remembered
def versions(moment: Moment) -> dict[str, Version]:
    """The same of every policy in force, with as many questions as of one."""
    since, editions = {row.policy: row.since for row in Adoption.at(moment)}, shelf(moment).editions
    signed = _signed(dict(editions), moment)
    return {
        pack.policy: _version(
            edition_id, pack, since[pack.policy], seen, signed.get(edition_id, _Signed()), moment
        )
        for edition_id, pack in editions
        if pack.policy in since and (seen := looked(pack.policy, moment))
    }


def _version(
    edition_id: UUID, pack: Pack, since: datetime, seen: Looked, signed: _Signed, moment: Moment
) -> Version:
    front = front_of(edition_id, pack, moment)
    control = next(placed(edition_id, pack, pack.of_kind(PUBLICATION)), None)
    block: PublicationBlock | None = control.block if control else None
    return Version(
        title=pack.header.title,
        purpose=purpose(pack),
        edition=front.edition,
        reference=_given(block.reference if block else None, control, "reference", moment),
        first_adopted=_given(block.first_adopted if block else None, control, "first_adopted", moment),
        issued=front.issued or signed.on,
        in_force_from=_began(pack, front) or london_day(since),
        reviewed=seen.seen,
        review_by=_review_by(edition_id, pack, front.review_by, moment),
        issued_by=signed.posts,
    )


def _signed(packs: Mapping[UUID, Pack], moment: Moment) -> dict[UUID, _Signed]:
    """When each of these editions was published from a signed draft, and what the posts that signed it are called."""
    published = published_as(packs, moment)
    putting: dict[UUID, Putting] = {edition: row.putting for edition, (row, _) in published.items()}  # type: ignore[misc]  # django-stubs lose what a field made with ** refers to
    said = sayings([one.draft_id for one in putting.values()], moment)
    found = {}
    for edition, (row, standing) in published.items():
        binding = {one.number for one in standing.steps if one.step.verb in BINDING}
        posts = [
            one.capacity
            for one in said
            if one.matter == putting[edition].draft_id and one.step in binding and one.said == Said.YES
        ]
        called = (packs[edition].name_of(Named.read(post)) for post in dict.fromkeys(posts))
        found[edition] = _Signed(london_day(row.recorded_at), tuple(called))
    return found


def _began(pack: Pack, front: Front) -> date | None:
    """The day the provider gave: an edition may be older than its being kept here. What a text says of itself was
    written before it was signed, and does not count."""
    return front.in_force_from if pack.header.in_force_from.may_be_local else None


def _review_by(edition_id: UUID, pack: Pack, own: date | None, moment: Moment) -> date | None:
    """By when it is looked at again: by its turn, or by the day its text gives. What happened since is left out: it is
    not for everybody to know."""
    control = next(placed(edition_id, pack, pack.of_kind(REVIEW)), None)
    if control is None:
        return own
    try:
        return next_turn(control, moment)
    except (HoursNotSet, TermsNotSet):
        return own


def _given(figure: Figure[T] | None, control: InForce[Any] | None, key: str, moment: Moment) -> T | None:
    if figure is None or control is None:
        return None
    return resolve(figure, {}, lookup(moment), f"{control.address}.{key}").value
