"""What is known of the people some rows may be about: a few questions for hundreds of rows, never one for each."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from ....ground.kernel.moments import Moment
from ....ground.tenancy.models import Site
from ...identity.models import Organisation, PersonDetails
from ..models import Number, OutfitNumber, Span
from .plan import Known, KnownDetails, KnownSpan, NameKey, NumberKey, fold_once, folded_name
from .rows import Gives, Row, Scheme

_SPAN = ("id", "standing", "site_id", "organisation_id", "programme", "position", "since", "until")
_DETAILS = ("person_id", "id", "given_names", "family_name", "date_of_birth", "email", "phone", "folded")
_AT_ONCE = 500


class Place:
    """What stays the same for all rows of a file: sites and organisations, by what files call them."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment
        self.sites = {
            fold_once(name): id_ for name, id_ in Site.objects.holding(moment).values_list("name", "id")
        }
        self.organisations = dict(_organisations(moment))

    def known_of(self, rows: Collection[Row]) -> Known:
        """Everything that is known of the people these rows may be about."""
        at = self.moment.known_at
        by_number = _by_number(rows, at)
        # Whoever is recognised by a number has no need of namesakes: a second file of the same people asks for none.
        new = [row for row in rows if not any(number in by_number for number in row.numbers)]
        namesakes = _details(_of_these_names(new, at)) if new else {}
        names: dict[NameKey, UUID] = {}
        for person, found in namesakes.items():
            names.setdefault(found.name_key, person)
            names.setdefault((found.folded, None), person)
        without = {names.get((folded_name(row), row.date_of_birth)) for row in new if not row.numbers}
        people = {*by_number.values(), *(person for person in without if person)}
        others = PersonDetails.objects.known(at).filter(person_id__in=people - set(namesakes))
        return Known(
            by_number=by_number,
            numbers=_numbers_of(people, at),
            details=namesakes | _details(others),
            spans=_spans_of(people, at),
            by_name=names,
            organisations=self.organisations,
            sites=self.sites,
        )

    def open_spans(self, standings: Collection[str]) -> Iterator[tuple[UUID, KnownSpan]]:
        """Every span of these standings that goes on, with whose it is."""
        going_on = Span.objects.holding(self.moment).filter(standing__in=standings)
        for person, *said in going_on.values_list("person_id", *_SPAN).order_by("id").iterator(_AT_ONCE):
            yield person, KnownSpan(*said)


def counts(at: datetime) -> dict[str, int]:
    """How many rows of each kind are seen. Rows only ever come, so where there are as many, they are the same."""
    batched = (PersonDetails, Span, Number, Organisation, OutfitNumber)
    seen = {model._meta.label: model.objects.seen(at).count() for model in batched}
    return seen | {Site._meta.label: Site.objects.count()}


def _of_these_names(rows: Iterable[Row], at: datetime) -> "QuerySet[PersonDetails]":
    born: dict[bool, set[str]] = {True: set(), False: set()}
    for row in rows:
        born[row.date_of_birth is not None].add(folded_name(row))
    days = {row.date_of_birth for row in rows if row.date_of_birth}
    same = Q(folded__in=born[True], date_of_birth__in=days) | Q(folded__in=born[False])
    return PersonDetails.objects.known(at).filter(same)


def _by_number(rows: Iterable[Row], at: datetime) -> dict[NumberKey, UUID]:
    schemes: dict[Scheme, set[str]] = {}
    for row in rows:
        for scheme, number in row.numbers:
            schemes.setdefault(scheme, set()).add(number)
    found: dict[NumberKey, UUID] = {}
    for scheme, numbers in schemes.items():
        known = Number.objects.known(at).filter(scheme=scheme, number__in=numbers)
        for number, person in known.order_by("recorded_at").values_list("number", "person_id"):
            found.setdefault((scheme, number), person)
    return found


def _numbers_of(people: Collection[UUID], at: datetime) -> dict[UUID, set[NumberKey]]:
    found: dict[UUID, set[NumberKey]] = {}
    known = Number.objects.known(at).filter(person_id__in=people)
    for person, scheme, number in known.values_list("person_id", "scheme", "number") if people else ():
        found.setdefault(person, set()).add((scheme, number))
    return found


def _spans_of(people: Collection[UUID], at: datetime) -> dict[UUID, list[KnownSpan]]:
    found: dict[UUID, list[KnownSpan]] = {}
    known = Span.objects.known(at).filter(person_id__in=people)
    for person, *said in known.values_list("person_id", *_SPAN) if people else ():
        found.setdefault(person, []).append(KnownSpan(*said))
    return found


def _details(rows: "QuerySet[PersonDetails]") -> dict[UUID, KnownDetails]:
    found: dict[UUID, KnownDetails] = {}
    for person, id_, given, family, born, email, phone, folded in rows.order_by(
        "recorded_at", "id"
    ).values_list(*_DETAILS):
        found[person] = KnownDetails(id_, (given, family, born, email, phone), folded)
    return found


def _organisations(moment: Moment) -> Iterator[tuple[tuple[str, str, str], UUID]]:
    kinds: Mapping[UUID, str] = dict(Organisation.objects.holding(moment).values_list("id", "kind"))
    for id_, kind, name in Organisation.objects.holding(moment).values_list("id", "kind", "name"):
        yield (kind, Gives.NAME, name), id_
    numbers = OutfitNumber.objects.known(moment.known_at)
    for organisation, gives, number in numbers.values_list("organisation_id", "gives", "number"):
        if organisation in kinds:
            yield (kinds[organisation], gives, number), organisation
