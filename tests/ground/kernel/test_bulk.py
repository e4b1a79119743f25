"""Rows written in bulk are the rows the ORM would have written."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models.sql import InsertQuery
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from dueregard.ground.kernel import bulk
from dueregard.ground.kernel.models import Owned
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.clocks.models import Obligation, Raised
from household import NOON, inside, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db

NUMBERS = count(1)
WHEN = (
    NOON,
    NOON + timedelta(microseconds=1),
    datetime(2026, 7, 1, 9, tzinfo=timezone(timedelta(hours=1))),
    datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
)


def values(at: datetime, *, due: datetime | None) -> dict[str, object]:
    """What an obligation holds; the rest are defaults."""
    return {
        "policy": "prevent",
        "control": "clock.report",
        "about_kind": "concern",
        "about_id": UUID(int=next(NUMBERS)),
        "occasion": "“%s” \\ ' ;",
        "circle": "open",
        "owners": '["dsl"]',
        "opened_at": at,
        "due_at": due,
        "rungs": "[]",
        "changed_at": at,
    }


@pytest.mark.parametrize("at", WHEN)
@pytest.mark.parametrize("due", [None, NOON])
def test_a_row_inserted_is_the_row_the_orm_inserts(at: datetime, due: datetime | None) -> None:
    with inside() as provider:
        held = values(at, due=due)
        bulk.insert(Obligation, list(held), [list(held.values())])
        [theirs] = Obligation.objects.bulk_create([Obligation(**held | {"about_id": uuid4()})])
        ours = Obligation.objects.get(about_id=held["about_id"])
        assert ours.provider_id == provider.id
        assert (ours.id.version, ours.id != theirs.id) == (7, True)
        assert plain(ours) == plain(Obligation.objects.get(pk=theirs.pk))


@pytest.mark.parametrize("at", WHEN)
@pytest.mark.parametrize("due", [None, NOON])
def test_what_is_read_is_what_the_orm_reads(at: datetime, due: datetime | None) -> None:
    with inside("other"):
        Obligation.objects.create(**values(at, due=due))
    with inside():
        row = Obligation.objects.create(**values(at, due=due))
        Raised(obligation=row, lap=1, kind="late", step=1, recorded_at=at, by="system:sweep").save()
        columns = [field.name for field in Obligation._meta.concrete_fields]
        theirs = list(Obligation.objects.values_list(*columns))
        assert list(bulk.read(Obligation.objects.all(), columns)) == theirs
        of = list(bulk.read(Raised.objects.all(), ("obligation", "recorded_at")))
        assert of == list(Raised.objects.values_list("obligation", "recorded_at"))
        for nothing in (Obligation.objects.filter(lap=9), Obligation.objects.filter(pk__in=[])):
            assert list(bulk.read(nothing, columns)) == []


def test_several_readings_are_one_question_and_each_row_says_of_which_it_is() -> None:
    with inside():
        rows = [
            Obligation.objects.create(**values(at, due=due))
            for at, due in zip(WHEN, (None, *WHEN), strict=False)
        ]
        late = Obligation.objects.filter(due_at__lt=NOON + timedelta(hours=1)).order_by()
        each = [Obligation.objects.filter(pk=rows[3].pk), late.filter(pk__in=[]), late, late.none()]
        with CaptureQueriesContext(connection) as captured:
            found = list(bulk.read_each(each, ("id", "due_at")))
        assert len(captured) == 1
        theirs = [(at, *row) for at, one in enumerate(each) for row in one.values_list("id", "due_at")]
        assert sorted(found, key=str) == sorted(theirs, key=str)
        assert len({place for place, *_ in found}) == 2
        many = [Obligation.objects.filter(pk=rows[0].pk)] * 250
        assert [place for place, _ in bulk.read_each(many, ("id",))] == list(range(250))
        assert list(bulk.read_each([], ("id",))) == list(bulk.read_each([late.none()], ("id",))) == []


def plain(row: Obligation) -> dict[str, object]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in {"id", "about_id"}
    }


def test_only_the_named_rows_and_columns_are_updated_and_only_of_this_provider() -> None:
    with inside("other") as elsewhere:
        theirs = Obligation.objects.create(**values(NOON, due=None))
    with inside():
        one, other = (Obligation.objects.create(**values(NOON, due=None)) for _ in range(2))
        bulk.update(Obligation, ("lap", "due_at"), [(one.id, (7, NOON)), (theirs.id, (9, NOON))])
        assert plain(Obligation.objects.get(pk=one.id)) == plain(one) | {"lap": 7, "due_at": NOON}
        assert plain(Obligation.objects.get(pk=other.id)) == plain(other)
    with enter(elsewhere):
        assert plain(Obligation.objects.get()) == plain(theirs)


def test_rules_of_the_database_hold_and_nothing_is_written_of_a_batch_that_breaks_one() -> None:
    with inside():
        row = Obligation.objects.create(**values(NOON, due=None))
        note = (row.id, 1, "late", 1, NOON, "system:sweep")
        columns = ("obligation", "lap", "kind", "step", "recorded_at", "by")
        with pytest.raises(IntegrityError), transaction.atomic():
            bulk.insert(Raised, columns, [note, note])
        assert not Raised.objects.exists()
        bulk.insert(Raised, columns, [note])
        written = Raised.objects.get()
        assert (written.replaces_id, written.withdrawn) == (None, False)


def test_no_rows_are_no_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with inside(), django_assert_num_queries(0):
        bulk.insert(Obligation, ("id",), [])
        bulk.update(Obligation, ("lap",), [])


def test_whatever_is_saved_goes_to_the_database_as_django_would_hand_it_over() -> None:
    """Every column of every table that a concern, its people and its house fill."""
    seen = set()
    with inside():
        make_holder("Ada Rowe", "dsl")
        concern_about_a_learner()
        for model in (model for model in apps.get_models() if issubclass(model, Owned)):
            for row in model.objects.all()[:3]:
                seen.add(model.__name__)
                query = InsertQuery(model)
                query.insert_values(model._meta.concrete_fields, [row])
                [(statement, theirs)] = query.get_compiler(connection=connection).as_sql()
                with (
                    CaptureQueriesContext(connection) as asked,
                    suppress(IntegrityError),
                    transaction.atomic(),
                ):
                    bulk.save(row)
                [ours] = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("INSERT")]
                assert ours == literally(statement, theirs), model.__name__
    assert {"Concern", "Delivery", "Party", "DataKey", "Entry", "Holding", "PersonDetails", "Message"} <= seen


def literally(statement: str, values: Sequence[Any]) -> str:
    """The statement as the database's log shows it."""
    with CaptureQueriesContext(connection) as asked, suppress(IntegrityError), transaction.atomic():
        connection.cursor().execute(statement, values)
    return next(one["sql"] for one in asked.captured_queries if one["sql"].startswith("INSERT"))
