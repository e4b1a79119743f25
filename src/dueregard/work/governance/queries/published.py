"""The version of a policy in force, as its published page says it."""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from ....authority.policy.answers import InForce
from ....authority.policy.front import Front, front_of
from ....authority.policy.models import Adoption
from ....authority.policy.pack import Pack
from ....authority.policy.queries import lookup, placed, shelf
from ....authority.policy.values.figure import Figure
from ....authority.policy.values.resolve import resolve
from ....authority.policy.values.who import Named
from ....ground.kernel.moments import Moment, london_day
from ....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ....mechanisms.signoff.queries import sayings
from ....mechanisms.signoff.vocabulary import Said
from ..models import Putting
from ..rules.blocks import BINDING, PUBLICATION, REVIEW, PublicationBlock
from ..rules.publishing import Version, purpose
from .drafts import published_as
from .reviews import looked, next_turn

T = TypeVar("T")


def version_of(policy: str, moment: Moment) -> Version | None:
    """What the page of a policy says of the edition in force; None where it is not in force."""
    row = next((row for row in Adoption.at(moment) if row.policy == policy), None)
    found = next(((id_, pack) for id_, pack in shelf(moment).editions if pack.policy == policy), None)
    seen = looked(policy, moment)
    if row is None or found is None or seen is None:
        return None
    edition_id, pack = found
    front, (signed_on, posts) = front_of(edition_id, pack, moment), _signed(edition_id, pack, moment)
    control = next(placed(edition_id, pack, pack.of_kind(PUBLICATION)), None)
    block: PublicationBlock | None = control.block if control else None
    return Version(
        title=pack.header.title,
        purpose=purpose(pack),
        edition=front.edition,
        reference=_given(block.reference if block else None, control, "reference", moment),
        first_adopted=_given(block.first_adopted if block else None, control, "first_adopted", moment),
        issued=front.issued or signed_on,
        in_force_from=_began(pack, front) or london_day(row.since),
        reviewed=seen.seen,
        review_by=_review_by(edition_id, pack, front.review_by, moment),
        issued_by=posts,
    )


def _signed(edition_id: UUID, pack: Pack, moment: Moment) -> tuple[date | None, tuple[str, ...]]:
    """The day on which an edition was published from a signed draft, and what the posts that signed it are called."""
    found = published_as([edition_id], moment).get(edition_id)
    if found is None:
        return None, ()
    row, standing = found
    binding = {one.number for one in standing.steps if one.step.verb in BINDING}
    putting: Putting = row.putting  # type: ignore[assignment]  # django-stubs lose what a field made with ** refers to
    said = sayings([putting.draft_id], moment)
    posts = [one.capacity for one in said if one.step in binding and one.said == Said.YES]
    called = (pack.name_of(Named.read(post)) for post in dict.fromkeys(posts))
    return london_day(row.recorded_at), tuple(called)


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
