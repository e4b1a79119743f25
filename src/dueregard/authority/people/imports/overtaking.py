"""Whether what was recorded since a plan was made touches what it is about. What does not, does not drop it.

Rows only ever come, so what came since is what was recorded later. Had it come after the import it would stand beside
it just as well, unless both are about the same person, number, name, organisation or site: then somebody must look
again.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any

from ....ground.audit.models import Showing
from ....ground.tenancy.models import Site
from ...identity.models import Organisation, PersonDetails
from ..models import Intake, KeptApart, Number, OutfitNumber, Span

_COMPARED = (PersonDetails, Span, Number, Organisation, OutfitNumber)
_OF_PEOPLE = (PersonDetails, Number, Span, KeptApart)


class Touched(StrEnum):
    """What somebody changed that a plan is about as well."""

    PEOPLE = "people"
    NUMBERS = "numbers"
    NAMES = "names"
    """Somebody of the same name came, and may be the same person."""
    ORGANISATIONS = "organisations"
    SITES = "sites"
    ANOTHER_FILE = "another-file"
    EARLIER = "earlier"
    """Something was recorded as of before the plan, which it did not know."""


def counts(at: datetime) -> dict[str, int]:
    """How many rows of each kind were recorded and seen by then. Rows only ever come, so where there are still as many,
    they are the same."""
    seen = {
        model._meta.label: model.objects.seen(at).filter(recorded_at__lte=at).count() for model in _COMPARED
    }
    return seen | {Site._meta.label: Site.objects.filter(recorded_at__lte=at).count()}


def touched_before(intake: Intake) -> list[Touched]:
    """What speaks against applying a plan as a whole; its own rows are no facts before it was begun."""
    found = []
    if counts(intake.begun_at) != intake.compared:
        found.append(Touched.EARLIER)
    shown = Showing.objects.filter(recorded_at__gt=intake.begun_at)
    if shown.filter(pk__in=Intake.objects.values("pk")).exists():
        found.append(Touched.ANOTHER_FILE)
    if Site.objects.filter(recorded_at__gt=intake.begun_at).exists():
        found.append(Touched.SITES)
    return found


def touched(intake: Intake) -> list[Touched]:
    """What speaks against letting everybody see an import whose rows are all staged."""
    return [*touched_before(intake), *_by_rows(intake)]


def _by_rows(intake: Intake) -> Iterator[Touched]:
    people = {
        person for model in _OF_PEOPLE for person in _since(model, intake).values_list("person_id", flat=True)
    }
    if people and any(_ours(model, intake).filter(person__among=people).exists() for model in _OF_PEOPLE):
        yield Touched.PEOPLE
    if _alike(Number, intake, "scheme", "number"):
        yield Touched.NUMBERS
    if _alike(PersonDetails, intake, "folded"):
        yield Touched.NAMES
    if _alike(Organisation, intake, "name") or _alike(OutfitNumber, intake, "number"):
        yield Touched.ORGANISATIONS


def _alike(model: Any, intake: Intake, *columns: str) -> bool:
    """Whether a row that came since says the same in these columns as one of ours."""
    came = set(_since(model, intake).values_list(*columns))
    if not came:
        return False
    last = columns[-1]
    like = _ours(model, intake).filter(**{f"{last}__among": {said[-1] for said in came}})
    return not came.isdisjoint(like.values_list(*columns))


def _since(model: Any, intake: Intake) -> Any:
    return model.objects.filter(batch_id=None, recorded_at__gt=intake.begun_at)


def _ours(model: Any, intake: Intake) -> Any:
    return model.objects.filter(batch_id=intake.id)
