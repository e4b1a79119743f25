"""What is known of the people some rows may be about: a few questions for hundreds of rows, never one for each, and no
more of it at a time than those rows need."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from ....ground.kernel import bulk
from ....ground.kernel.moments import Moment
from ....ground.tenancy.models import Site
from ...identity.models import Organisation, PersonDetails
from ..models import Number, OutfitNumber, Span
from ..vocabulary import Apart
from .apart import known_apart
from .plan import Known, KnownDetails, KnownSpan, NameKey, NumberKey, OutfitKey, fold_once, folded_name
from .rows import Gives, Outfit, Row, Scheme

_SPAN = ("id", "standing", "site", "organisation", "programme", "position", "since", "until")
_DETAILS = ("person", "id", "given_names", "family_name", "date_of_birth", "email", "phone", "folded")

_AT_ONCE = 1000


class Place:
    """What is known at a moment. Sites are few, and kept for all rows of a file."""

    def __init__(self, moment: Moment, takes: Collection[Apart] = ()) -> None:
        self.moment = moment
        self._takes = takes
        self.sites = {
            fold_once(name): id_ for name, id_ in Site.objects.holding(moment).values_list("name", "id")
        }

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
        others = PersonDetails.objects.known(at).filter(person__among=people - set(namesakes))
        return Known(
            by_number=by_number,
            numbers=_numbers_of(people, at),
            details=namesakes | _details(others),
            spans=_spans_of(people, at),
            by_name=names,
            apart=known_apart(people, self._takes, at),
            organisations=self.organisations_of(stay.outfit for row in rows for stay in row.stays),
            sites=self.sites,
        )

    def organisations_of(self, outfits: Iterable[Outfit | None]) -> dict[OutfitKey, UUID]:
        """Which organisations these are, as far as they are known."""
        wanted = {outfit.key for outfit in outfits if outfit}
        numbers = {number for _, gives, number in wanted if gives != Gives.NAME}
        names = {name for _, gives, name in wanted if gives == Gives.NAME}
        found = {key: id_ for key, id_ in _by_outfit_number(numbers | names, self.moment) if key in wanted}
        named = Organisation.objects.holding(self.moment).filter(name__among=names)
        for id_, kind, name in named.values_list("id", "kind", "name") if names else ():
            found.setdefault((kind, Gives.NAME, name), id_)
        return found

    def open_spans(self, standings: Collection[str]) -> Iterator[list[tuple[UUID, KnownSpan]]]:
        """Every span of these standings that goes on, with whose it is: some at a time, those of one person one after
        another."""
        going_on = (
            Span.objects.holding(self.moment).filter(standing__in=standings).order_by("person_id", "id")
        )
        last: bulk.Row | None = None
        # Whoever asks writes in between, and a reading left open keeps SQLite from it.
        while some := list(bulk.read(_after(going_on, last)[:_AT_ONCE], ("person", *_SPAN))):
            yield [(person, KnownSpan(*said)) for person, *said in some]
            last = some[-1]


def _after(rows: "QuerySet[Span]", last: "bulk.Row | None") -> "QuerySet[Span]":
    if last is None:
        return rows
    person, id_, *_ = last
    return rows.filter(Q(person_id__gt=person) | Q(pk__gt=id_), person_id__gte=person)


def _of_these_names(rows: Iterable[Row], at: datetime) -> "QuerySet[PersonDetails]":
    born: dict[bool, set[str]] = {True: set(), False: set()}
    for row in rows:
        born[row.date_of_birth is not None].add(folded_name(row))
    days = {row.date_of_birth for row in rows if row.date_of_birth}
    same = Q(folded__among=born[True], date_of_birth__among=days) | Q(folded__among=born[False])
    return PersonDetails.objects.known(at).filter(same)


def _by_number(rows: Iterable[Row], at: datetime) -> dict[NumberKey, UUID]:
    schemes: dict[Scheme, set[str]] = {}
    for row in rows:
        for scheme, number in row.numbers:
            schemes.setdefault(scheme, set()).add(number)
    found: dict[NumberKey, UUID] = {}
    for scheme, numbers in schemes.items():
        known = Number.objects.known(at).filter(scheme=scheme, number__among=numbers)
        for number, person in bulk.read(known.order_by("recorded_at"), ("number", "person")):
            found.setdefault((scheme, number), person)
    return found


def _numbers_of(people: Collection[UUID], at: datetime) -> dict[UUID, set[NumberKey]]:
    found: dict[UUID, set[NumberKey]] = {}
    known = Number.objects.known(at).filter(person__among=people)
    for person, scheme, number in bulk.read(known, ("person", "scheme", "number")) if people else ():
        found.setdefault(person, set()).add((scheme, number))
    return found


def _spans_of(people: Collection[UUID], at: datetime) -> dict[UUID, list[KnownSpan]]:
    found: dict[UUID, list[KnownSpan]] = {}
    known = Span.objects.known(at).filter(person__among=people)
    for person, *said in bulk.read(known, ("person", *_SPAN)) if people else ():
        found.setdefault(person, []).append(KnownSpan(*said))
    return found


def _details(rows: "QuerySet[PersonDetails]") -> dict[UUID, KnownDetails]:
    found: dict[UUID, KnownDetails] = {}
    for person, id_, given, family, born, email, phone, folded in bulk.read(
        rows.order_by("recorded_at", "id"), _DETAILS
    ):
        found[person] = KnownDetails(id_, (given, family, born, email, phone), folded)
    return found


def _by_outfit_number(numbers: Collection[str], moment: Moment) -> Iterator[tuple[OutfitKey, UUID]]:
    if not numbers:
        return
    rows = OutfitNumber.objects.known(moment.known_at).filter(number__among=numbers)
    said = list(rows.values_list("organisation_id", "gives", "number"))
    here = Organisation.objects.holding(moment).filter(pk__among={id_ for id_, *_ in said})
    kinds: Mapping[UUID, str] = dict(here.values_list("id", "kind"))
    for organisation, gives, number in said:
        if organisation in kinds:
            yield (kinds[organisation], gives, number), organisation
