"""What a row would change, by what is known of the person: rules, and no database.

Somebody is recognised by a number: the ULN, then the learner reference, then the payroll number. By a name nobody is
recognised, only proposed. What a file leaves empty is left as it is. Ending by absence is somebody's own decision, and
is not judged here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from ....ground.kernel.ids import uuid7
from ....ground.kernel.moments import LONDON, from_london
from ...identity.vocabulary import fold
from ..vocabulary import Apart
from .rows import Loss, Outfit, Problem, Row, Scheme, Stay

DetailValues = tuple[str, str, date | None, str, str]
"""Given names, family name, date of birth, e-mail, telephone."""
NumberKey = tuple[str, str]
NameKey = tuple[str, date | None]
OutfitKey = tuple[str, str, str]
"""Kind, who gave the number, and the number."""
ApartChange = tuple[Apart, str, UUID | None]
"""Which, what it says, and the row it replaces."""


CALLED = {Scheme.ULN: "ULN", Scheme.REFERENCE: "learner reference", Scheme.PAYROLL: "payroll number"}
"""Within a sentence."""


class Outcome(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"
    """All that changes is that something ends."""
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class KnownDetails:
    """What is known of a person, and in which row."""

    id: UUID
    values: DetailValues
    folded: str

    @property
    def name_key(self) -> NameKey:
        """By what a namesake born on the same day is found."""
        return self.folded, self.values[2]


@dataclass(frozen=True, slots=True)
class KnownSpan:
    """One way in which a person stands here, and in which row."""

    id: UUID
    standing: str
    site_id: UUID | None
    organisation_id: UUID | None
    programme: str
    position: str
    since: datetime
    until: datetime | None


@dataclass(slots=True)
class Known:
    """What is known about the people of some rows, and what could be theirs."""

    by_number: dict[NumberKey, UUID] = field(default_factory=dict)
    numbers: dict[UUID, set[NumberKey]] = field(default_factory=dict)
    details: dict[UUID, KnownDetails] = field(default_factory=dict)
    spans: dict[UUID, list[KnownSpan]] = field(default_factory=dict)
    by_name: dict[NameKey, UUID] = field(default_factory=dict)
    apart: Mapping[UUID, Mapping[Apart, tuple[UUID, str]]] = field(default_factory=dict)
    """Of each person what is kept apart: in which row, and what it says."""
    organisations: Mapping[OutfitKey, UUID] = field(default_factory=dict)
    sites: Mapping[str, UUID] = field(default_factory=dict)
    """By folded name."""


@dataclass(frozen=True, slots=True)
class SpanChange:
    """A span to be recorded, alone or in the place of another."""

    replaces: UUID | None
    standing: str
    site_id: UUID | None
    outfit: Outfit | None
    """An organisation that is not known yet."""
    organisation_id: UUID | None
    programme: str
    position: str
    since: datetime
    until: datetime | None


@dataclass(slots=True)
class Change:
    """Everything one row changes about one person."""

    row: int
    person_id: UUID
    is_new: bool
    details: DetailValues | None = None
    folded: str = ""
    replaces: UUID | None = None
    """The row of details that these replace."""
    numbers: Sequence[NumberKey] = ()
    spans: Sequence[SpanChange] = ()
    known_by: Scheme | None = None
    """The number by which they were recognised; None for somebody new, or who is ended because the file leaves them
    out."""
    born_in: int = 0
    """The row of this plan by which the person came to be; 0 for somebody who was here before."""
    apart: Sequence[ApartChange] = ()
    """What is kept apart and is new or says something else. It makes nobody changed: no page shows it."""

    @property
    def outcome(self) -> Outcome:
        """What this comes to."""
        if self.is_new:
            return Outcome.ADDED
        if not (self.details or self.numbers or self.spans):
            return Outcome.UNCHANGED
        only_ends = not self.details and not self.numbers
        only_ends = only_ends and all(span.replaces and span.until for span in self.spans)
        return Outcome.ENDED if only_ends else Outcome.CHANGED


def folded_name(row: Row) -> str:
    """A row's name as it is found and sorted by."""
    return fold(f"{row.family_name}, {row.given_names}")


fold_once = lru_cache(maxsize=1024)(fold)
"""Names of sites and the like, which repeat."""


def recognise(row: Row, known: Known) -> tuple[UUID | None, Scheme | None, list[Problem]]:
    """Whom a row is about, by its strongest number that is known, and which that is; None for somebody new.

    A problem that loses the row where its numbers are of two people, or the person of the number has another name and
    another birthday.
    """
    found = [
        (scheme, known.by_number[scheme, number])
        for scheme, number in row.numbers
        if (scheme, number) in known.by_number
    ]
    if not found:
        return None, None, []
    scheme, person = found[0]
    for other_scheme, other in found[1:]:
        if other != person:
            message = f"Its {CALLED[scheme]} is of one person here and its {CALLED[other_scheme]} of another."
            return None, None, [_lost(row, message)]
    there = known.details.get(person)
    born = row.date_of_birth
    if there and born and there.values[2] not in (None, born) and there.folded != folded_name(row):
        message = f"Its {CALLED[scheme]} is here of somebody with another name and another birthday."
        return None, None, [_lost(row, message)]
    return person, scheme, []


def compare(row: Row, person: UUID | None, known: Known, folded: str, today: date) -> Change:
    """What a row changes; somebody new if `person` is None."""
    if person is None:
        details: DetailValues = (row.given_names, row.family_name, row.date_of_birth, row.email, row.phone)
        spans = [_new_span(stay, known, today) for stay in row.stays]
        new = tuple((kept, said, None) for kept, said in row.apart)
        return Change(
            row.row, uuid7(), True, details, folded, None, row.numbers, spans, born_in=row.row, apart=new
        )
    change = Change(row.row, person, False)
    there = known.details.get(person)
    if there:
        given, family, born, email, phone = there.values
        values = (
            row.given_names or given,
            row.family_name or family,
            row.date_of_birth or born,
            row.email or email,
            row.phone or phone,
        )
        if values != there.values:
            change.details, change.replaces, change.folded = values, there.id, folded
    have = known.numbers.get(person, set())
    change.numbers = tuple(number for number in row.numbers if number not in have)
    change.spans = _spans(row.stays, known.spans.get(person, []), known, today)
    change.apart = tuple(_apart(row, known.apart.get(person, {})))
    return change


def _apart(row: Row, there: Mapping[Apart, tuple[UUID, str]]) -> Iterator[ApartChange]:
    for kept, said in row.apart:
        replaces, before = there.get(kept, (None, ""))
        if said != before:
            yield kept, said, replaces


def _spans(stays: Iterable[Stay], there: Sequence[KnownSpan], known: Known, today: date) -> list[SpanChange]:
    changes, left = [], list(there)
    for stay in stays:
        span = _same(stay, left, known)
        if span is None:
            changes.append(_new_span(stay, known, today))
            continue
        left.remove(span)
        changed = _changed(stay, span)
        if changed:
            changes.append(changed)
    return changes


def _same(stay: Stay, spans: Sequence[KnownSpan], known: Known) -> KnownSpan | None:
    """The span a stay is about: what the file leaves empty fits anything, but what fits exactly comes first, then
    what began on the same day, then the latest. A stay that begins after a span has ended is another."""
    site, organisation = _site(stay, known), _organisation(stay, known)
    if (stay.outfit and organisation is None) or (stay.site and site is None):
        return None
    fitting = [
        span
        for span in spans
        if span.standing == stay.standing
        and (site is None or span.site_id == site)
        and (organisation is None or span.organisation_id == organisation)
        and (not stay.programme or span.programme == stay.programme)
        and not (span.until and stay.since and midnight(stay.since) >= span.until)
    ]

    def nearness(span: KnownSpan) -> tuple[bool, bool, datetime]:
        exact = (span.site_id, span.organisation_id, span.programme) == (site, organisation, stay.programme)
        return exact, _day(span.since) == stay.since, span.since

    return max(fitting, key=nearness, default=None)


def _changed(stay: Stay, span: KnownSpan) -> SpanChange | None:
    since = midnight(stay.since) if stay.since and _day(span.since) != stay.since else span.since
    until = after(stay.last_day)
    position = stay.position or span.position
    if (since, until, position) == (span.since, span.until, span.position):
        return None
    return SpanChange(
        span.id,
        span.standing,
        span.site_id,
        None,
        span.organisation_id,
        span.programme,
        position,
        since,
        until,
    )


def _new_span(stay: Stay, known: Known, today: date) -> SpanChange:
    organisation = _organisation(stay, known)
    return SpanChange(
        None,
        stay.standing,
        _site(stay, known),
        stay.outfit if organisation is None else None,
        organisation,
        stay.programme,
        stay.position,
        midnight(stay.since or today),
        after(stay.last_day),
    )


def ended(person: UUID, span: KnownSpan, today: date) -> Change:
    """Somebody the file no longer names: what they were ends with yesterday."""
    change = SpanChange(
        span.id,
        span.standing,
        span.site_id,
        None,
        span.organisation_id,
        span.programme,
        span.position,
        span.since,
        max(midnight(today), span.since),
    )
    return Change(0, person, False, spans=(change,))


def _site(stay: Stay, known: Known) -> UUID | None:
    return known.sites.get(fold_once(stay.site)) if stay.site else None


def _organisation(stay: Stay, known: Known) -> UUID | None:
    if stay.outfit is None:
        return None
    return known.organisations.get(stay.outfit.key)


@lru_cache(maxsize=4096)
def midnight(day: date) -> datetime:
    """The beginning of a day in London, in UTC."""
    return from_london(day, time())


def after(last_day: date | None) -> datetime | None:
    """The moment from which what lasted to the end of a day is over."""
    return midnight(last_day + timedelta(days=1)) if last_day else None


def _day(at: datetime) -> date:
    return at.astimezone(LONDON).date()


def _lost(row: Row, message: str) -> Problem:
    return Problem(row.row, "", f"{message} Nothing was changed: ask which is right.", Loss.ROW)
