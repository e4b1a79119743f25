"""Whom a line on a list means: by payroll number, or by the name in full. Nobody is guessed at."""

from collections.abc import Iterable
from uuid import UUID

from ...ground.kernel.moments import Moment
from ..identity.models import PersonDetails
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
    names = {name for some in lines.values() for name in some}
    known = PersonDetails.objects.known(moment.known_at).filter(folded__in=names)
    for name, person in known.values_list("folded", "person_id"):
        by_name.setdefault(name, set()).add(person)
    found = {
        line: by_number.get(line) or set().union(*(by_name.get(name, ()) for name in some))
        for line, some in lines.items()
    }
    here = _here(set().union(*found.values()), moment)
    return {line: frozenset(people & here) for line, people in found.items()}


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
