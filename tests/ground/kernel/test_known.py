"""What we had recorded by a time is what the rule says, row for row: alone, inside another question, and denied."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.db.models import Exists, OuterRef
from hypothesis import example, given
from hypothesis import strategies as st

from dueregard.authority.identity.models import Person
from dueregard.ground.audit.models import Showing
from dueregard.ground.kernel import bulk
from dueregard.work.training.models import Completion, Passage
from household import NOON, inside

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
CHAINS = st.lists(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=3), max_size=4)
BATCHES = st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=1, max_size=3)
OF: dict[Any, dict[str, Any]] = {
    Passage: {"gate": "g", "passed_on": NOON.date(), "missing": 0},
    Completion: {"course": "c", "done_on": NOON.date(), "result": "passed", "basis": "document seen"},
}
Row = tuple[Any, int | None]
"""A row, and the hour in which its batch was shown; None: it came in none, -1: it never was."""


def written(model: Any, chains: list[list[tuple[int, bool]]], shown: list[int | None]) -> list[Row]:
    """Chains of rows, each replacing the one before it, of one person; in turn in batches shown at these hours."""
    person = Person(recorded_at=NOON)
    made: list[Row] = []
    for chain in chains:
        before = None
        for at, withdrawn in chain:
            hour = shown[len(made) % len(shown)] if model is Completion else None
            batch = {"batch_id": uuid4()} if hour is not None else {}
            recorded: dict[str, Any] = {
                "recorded_at": NOON + at * HOUR,
                "by": "system:x",
                "withdrawn": withdrawn,
            }
            before = model(person=person, replaces=before, **OF[model], **recorded, **batch)
            made.append((before, -1 if hour == 0 else hour))
    with transaction.atomic():
        bulk.write([person])
        for row, hour in made:
            bulk.write([row])
            if hour is not None and hour > 0:
                Showing(id=row.batch_id, recorded_at=NOON + hour * HOUR, by="system:x").save()
    return made


def known_by_rule(made: list[Row], hour: int) -> set[UUID]:
    """The same in plain Python."""
    at = NOON + hour * HOUR

    def there(one: Row) -> bool:
        row, shown = one
        return row.recorded_at <= at and (shown is None or 0 <= shown <= hour)

    replaced = {row.replaces_id for row, shown in made if there((row, shown))}
    return {
        row.id for row, shown in made if there((row, shown)) and row.id not in replaced and not row.withdrawn
    }


@pytest.fixture(autouse=True)
def _ours() -> Iterator[None]:
    with inside("elsewhere"):
        for model in OF:
            written(model, [[(0, False)]], [None])
    with inside():
        yield


@pytest.mark.parametrize("model", OF, ids=lambda model: model.__name__)
@given(chains=CHAINS, shown=BATCHES, hour=st.integers(0, 5))
@example(chains=[[(0, False), (1, False)]], shown=[None, 0], hour=3)  # replaced by what is never shown
@example(chains=[[(0, False), (1, False)]], shown=[None, 4], hour=3)  # and by what is not shown yet
@example(chains=[[(0, False), (1, True)]], shown=[2, None], hour=3)  # taken back
def test_what_is_known_is_what_the_rule_says(
    model: Any, chains: list[list[tuple[int, bool]]], shown: list[int | None], hour: int
) -> None:
    made = written(model, chains, shown)
    at, rows, expected = NOON + hour * HOUR, model.objects, known_by_rule(made, hour)
    ours = {row.id for row, _ in made}
    same = rows.known(at).filter(pk=OuterRef("pk"))
    nested = rows.known(at).filter(Exists(same), pk__in=rows.known(at).values("pk"))
    for asked in (rows.known(at), nested, rows.known(at) & rows.known(at), rows.filter(Exists(same))):
        assert set(asked.filter(pk__in=ours).values_list("pk", flat=True)) == expected
    assert set(rows.filter(~Exists(same), pk__in=ours).values_list("pk", flat=True)) == ours - expected


def test_rows_of_another_provider_are_not_among_them() -> None:
    assert [Passage.objects.known(NOON).count(), Completion.objects.known(NOON).count()] == [0, 0]
