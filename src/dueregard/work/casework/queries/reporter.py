"""What somebody who reported may know of their report: that it arrived, that it was opened, and how it ended."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db.models import QuerySet

from ....authority.access.models import Party
from ....authority.access.queries import person_tag
from ....authority.access.vocabulary import Part
from ....ground.audit.vocabulary import SHUT
from ....ground.kernel.moments import Moment
from ....ground.kernel.prepared import Prepared
from ....ground.kernel.refusals import NothingHere
from ..models import Concern, Delivery, Entry
from ..vocabulary import EntryKind, State

_SENT = Prepared(
    lambda request: Concern.objects.filter(request_id=request).values_list("id", "reference", "circle")
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The honest status of a report."""

    concern_id: UUID
    reference: str
    about: str
    """What the report itself said of whom it is about."""
    received_at: datetime
    put_before: int
    """How many people it was put before; never who, unless the policy publishes them."""
    opened_at: datetime | None
    state: State
    words_for_reporter: tuple[UUID, ...]
    """Entries written for the reporter, oldest first."""
    ended_at: datetime | None
    """When a handler told them that it has ended, in the last of these entries; None while nobody has."""
    added_at: tuple[datetime, ...]
    """When the reporter, or whoever wrote it down, added to it; oldest first."""
    thanked: bool
    """Whether they said thank you when it had ended."""
    name_apart: bool
    """Whether their name is kept from those who handle it."""
    name_opened_at: tuple[datetime, ...]
    """When whoever may opened it all the same; oldest first. Why is not for the reporter."""


def own_reports(person_id: UUID, moment: Moment) -> tuple[Standing, ...]:
    """Everything this person raised while signed in, or wrote down for somebody, newest first. Kept whatever happens to
    the matter."""
    concerns = Concern.objects.filter(pk__in=_own(person_id, moment).values("thing_id"))
    return tuple(standing(concern, moment) for concern in concerns.order_by("-received_at")[:200])


def own_part(concern_id: UUID, person_id: UUID, moment: Moment) -> Part:
    """Whether this person raised the concern or wrote it down for somebody; raises `NothingHere` when neither."""
    parts = set(_own(person_id, moment).filter(thing_id=concern_id).values_list("part", flat=True))
    if not parts:
        raise NothingHere
    return Part.RAISER if Part.RAISER in parts else Part.TYPIST


def own_report(concern_id: UUID, person_id: UUID, moment: Moment) -> Standing:
    """How one's own report stands; raises `NothingHere` for anybody else's."""
    own_part(concern_id, person_id, moment)
    return standing(Concern.objects.get(pk=concern_id), moment)


def is_sent(request_id: UUID) -> bool:
    """Whether the form with this request was sent: a page that is gone back to then shows none of its words."""
    return kept_under(request_id)[1] is not None


def kept_under(request_id: UUID) -> tuple[UUID, tuple[UUID, str] | None]:
    """The request under which what this form says is kept; and the id and reference of what it became, if it was sent.

    Sent before the keys were lost and sent again it is a report of its own: nobody can read the first.
    """
    found: tuple[UUID, str, str] | None = _SENT.first(request_id)
    if found is None:
        return request_id, None
    concern_id, reference, circle = found
    return kept_under(uuid5(request_id, SHUT)) if circle == SHUT else (request_id, (concern_id, reference))


def _own(person_id: UUID, moment: Moment) -> QuerySet[Party]:
    rows: QuerySet[Party] = Party.objects.holding(moment).filter(
        thing_kind="concern", part__in=(Part.RAISER, Part.TYPIST), tag=person_tag(person_id)
    )
    return rows


def standing(concern: Concern, moment: Moment) -> Standing:
    """The status of one report, from its rows."""
    told = (
        Entry.objects.known(moment.known_at)
        .filter(concern=concern, for_reporter=True)
        .order_by("recorded_at")
    )
    added = Entry.objects.known(moment.known_at).filter(
        concern=concern, kind__in=(EntryKind.MORE, EntryKind.TOLD)
    )
    return Standing(
        concern.id,
        concern.reference,
        concern.about,
        concern.received_at,
        Delivery.objects.filter(concern=concern).values("person_id").distinct().count(),
        concern.opened_at,
        State(concern.state),
        tuple(told.values_list("id", flat=True)),
        told.filter(kind=EntryKind.CLOSING).values_list("recorded_at", flat=True).first(),
        tuple(added.order_by("recorded_at").values_list("recorded_at", flat=True)),
        Entry.objects.known(moment.known_at).filter(concern=concern, kind=EntryKind.THANKS).exists(),
        concern.raiser_apart,
        _name_opened(concern, moment),
    )


def _name_opened(concern: Concern, moment: Moment) -> tuple[datetime, ...]:
    if not concern.raiser_apart:
        return ()
    rows = Entry.objects.known(moment.known_at).filter(concern=concern, kind=EntryKind.NAME_OPENED)
    return tuple(rows.order_by("recorded_at").values_list("recorded_at", flat=True))
