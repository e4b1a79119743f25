"""What a plan changes about each person, to be looked at before it is applied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ....ground.crypto.operations import unseal
from ....ground.kernel.moments import Moment
from ....ground.tenancy.models import Site
from ...identity.models import Organisation, PersonDetails
from ...identity.queries import details
from ..models import Intake, Span, StagedChanges
from .applying import without
from .packing import unpack
from .plan import Change, DetailValues, NumberKey, Outcome, SpanChange
from .rows import Scheme

_AN_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class SpanShown:
    """One way in which somebody stands here."""

    standing: str
    where: tuple[str, ...]
    """Site, organisation, programme and job title, as far as there are any."""
    since: datetime
    last_day: datetime | None
    """A moment of the last day on which it is so, as a file says it; None while it goes on."""


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """Everything a plan changes about one person."""

    row: int
    """Of the file; 0 for somebody it leaves out."""
    person_id: UUID | None
    """None for somebody new."""
    name: str
    outcome: Outcome
    known_by: Scheme | None
    details: Sequence[tuple[str, object, object]]
    """Of what differs: the field, what it was and what it will be."""
    numbers: Sequence[NumberKey]
    spans: Sequence[tuple[SpanShown | None, SpanShown]]
    """What it was, if it replaces one, and what it will be."""


_FIELDS = ("given-names", "family-name", "date-of-birth", "email", "phone")


def changes_of(intake: Intake, part: int, moment: Moment) -> list[ChangeShown]:
    """The changes of one part of a plan that is not applied yet, in the order of the file; none where there is no such
    part."""
    staged = StagedChanges.objects.filter(intake=intake, place=part).first()
    if staged is None:
        return []
    changes = [
        change
        for change in without(intake.withheld, unpack(unseal(staged, "changes", intake.key)))
        if change.outcome is not Outcome.UNCHANGED
    ]
    return _Telling(changes, moment).told()


class _Telling:
    """Changes told with what they replace, which is asked for once."""

    def __init__(self, changes: Sequence[Change], moment: Moment) -> None:
        self._changes = changes
        spans = [span for change in changes for span in change.spans]
        self._people = details({change.person_id for change in changes if not change.is_new}, moment)
        replaced = PersonDetails.objects.filter(pk__among={c.replaces for c in changes if c.replaces})
        self._details: dict[UUID, PersonDetails] = {row.pk: row for row in replaced}
        ended = Span.objects.filter(pk__among={span.replaces for span in spans if span.replaces})
        self._spans: dict[UUID, Span] = {row.pk: row for row in ended}
        self._sites = dict(Site.objects.holding(moment).values_list("id", "name"))
        wanted = {span.organisation_id for span in spans} | {
            row.organisation_id for row in self._spans.values()
        }
        outfits = Organisation.objects.known(moment.known_at).filter(pk__among=wanted - {None})
        self._outfits = dict(outfits.values_list("id", "name"))

    def told(self) -> list[ChangeShown]:
        return [self._told(change) for change in self._changes]

    def _told(self, change: Change) -> ChangeShown:
        known = self._people.get(change.person_id)
        name = known.full_name if known else ""
        if change.is_new and change.details:
            name = " ".join(change.details[:2]).strip()
        return ChangeShown(
            row=change.row,
            person_id=None if change.is_new else change.person_id,
            name=name,
            outcome=change.outcome,
            known_by=change.known_by,
            details=self._differences(change),
            numbers=change.numbers,
            spans=[(self._before(span), self._after(span)) for span in change.spans],
        )

    def _differences(self, change: Change) -> list[tuple[str, object, object]]:
        if change.details is None:
            return []
        old: DetailValues | tuple[None, ...] = (None,) * len(_FIELDS)
        if change.replaces and (row := self._details.get(change.replaces)):
            old = (row.given_names, row.family_name, row.date_of_birth, row.email, row.phone)
        both = zip(_FIELDS, old, change.details, strict=True)
        return [(field, was, becomes) for field, was, becomes in both if (was or None) != (becomes or None)]

    def _before(self, change: SpanChange) -> SpanShown | None:
        row = self._spans.get(change.replaces) if change.replaces else None
        return self._span(row, "") if row else None

    def _after(self, change: SpanChange) -> SpanShown:
        return self._span(change, change.outfit.called if change.outfit else "")

    def _span(self, span: Span | SpanChange, new_outfit: str) -> SpanShown:
        where = (
            self._sites.get(span.site_id, ""),
            self._outfits.get(span.organisation_id, "") or new_outfit,
            span.programme,
            span.position,
        )
        last_day = span.until - _AN_INSTANT if span.until else None
        return SpanShown(span.standing, tuple(filter(None, where)), span.since, last_day)
