"""Whom a line on a list means: by payroll number, or by the name in full. Nobody is guessed at."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from ...ground.kernel.moments import Moment
from ..identity.models import PersonDetails
from ..identity.queries import find, folded_ways
from ..identity.vocabulary import fold
from .imports.rows import Scheme
from .models import Number, Span


def meant_by(written: Iterable[str], moment: Moment) -> dict[str, frozenset[UUID]]:
    """Who of those who are here is known by each of these lines: nobody, one, or several of the same name.

    A payroll number is looked for first; a name is "Given Family" or "Family, Given". Three queries, whatever the
    number of lines.
    """
    lines = {line: _names(line) for line in written if "\0" not in line}
    by_number: dict[str, set[UUID]] = {}
    numbers = Number.objects.known(moment.known_at).filter(scheme=Scheme.PAYROLL, number__in=set(lines))
    for number, person in numbers.values_list("number", "person_id"):
        by_number.setdefault(number, set()).add(person)
    by_name: dict[str, set[UUID]] = {}
    names = {way for some in lines.values() for name in some for way in folded_ways(name)}
    known = PersonDetails.objects.known(moment.known_at).filter(folded__in=names)
    for name, person in known.values_list("folded", "person_id"):
        by_name.setdefault(fold(name), set()).add(person)
    found = {
        line: by_number.get(line) or set().union(*(by_name.get(name, ()) for name in some))
        for line, some in lines.items()
    }
    here = _here(set().union(*found.values()), moment)
    return {line: frozenset(people & here) for line, people in found.items()}


def alike(line: str, moment: Moment, most: int = 8) -> list[PersonDetails]:
    """Whom of those who are here a line may mean that is not one name in full: whose name has all its words, else any
    of them; by name, so many at most."""
    words = [word for word in fold(line).replace(",", " ").split() if len(word) > 1]
    found = _those_here(find(line, moment), moment, most) if words else []
    if found or len(words) < 2:
        return found
    some = reduce(or_, (find(word, moment) for word in words))
    return _those_here(some, moment, most)


def _those_here(rows: "QuerySet[PersonDetails]", moment: Moment, most: int) -> list[PersonDetails]:
    here = Span.objects.holding(moment).filter(person_id=OuterRef("person_id"))
    return list(rows.filter(Exists(here))[:most])


def _names(line: str) -> set[str]:
    """A line as the directory would fold it: with a comma as it is, else parted at each of its spaces."""
    if "," in line:
        return {fold(line)}
    words = fold(line).split()
    parted = {", ".join((" ".join(words[at:]), " ".join(words[:at]))) for at in range(1, len(words))}
    return parted | {f"{' '.join(words)},"}  # somebody may have no given name


def _here(people: set[UUID], moment: Moment) -> frozenset[UUID]:
    rows = Span.objects.holding(moment).filter(person_id__in=people)
    return frozenset(rows.values_list("person_id", flat=True))
