"""What the database keeps as text is read as what it was, however often it comes."""

import pickle
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from dueregard.ground.kernel.ids import from_text
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.work.training.models import Completion
from ground.kernel.test_bulk import WHEN, values
from household import inside, make_person
from work.training.learning import did


@pytest.mark.django_db
@pytest.mark.parametrize("at", [*WHEN, datetime(2026, 3, 29, 1, 30, 0, 120000, tzinfo=UTC)])
def test_times_are_read_as_they_were_written(at: datetime) -> None:
    with inside():
        rows = [Obligation.objects.create(**values(at, due=at)).pk for _ in range(2)]
        for row in Obligation.objects.filter(pk__in=rows):
            assert (row.due_at, row.due_at.tzinfo) == (at, UTC)


@pytest.mark.django_db
def test_a_day_that_comes_again_is_the_same_object() -> None:
    with inside():
        did(make_person("Ada Fenn"), make_person("Bo Hill"))
        one, other = Completion.objects.values_list("recorded_at", "done_on")
    assert one == other
    assert one[0].utcoffset() == timedelta()
    if connection.vendor == "sqlite":
        assert one[1] is other[1]


@given(st.uuids())
def test_an_id_is_read_as_any_other(one: UUID) -> None:
    read = from_text(one.hex)
    assert (read, hash(read), read.is_safe, str(read)) == (one, hash(one), one.is_safe, str(one))
    assert pickle.loads(pickle.dumps(read)) == one  # our own
