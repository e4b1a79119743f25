"""A query that was prepared answers what Django would, for whoever asks, whatever was asked before."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Count, F
from django.db.models.functions import Lower
from django.test.utils import CaptureQueriesContext

from dueregard.authority.access.models import Absence, Holding
from dueregard.authority.access.operations import record_absence
from dueregard.ground.kernel.prepared import Prepared
from dueregard.ground.kernel.scope import OutOfScope
from dueregard.ground.tenancy.models import Provider
from household import NOON, SETUP, inside, make_holder

pytestmark = pytest.mark.django_db

WAYS: dict[str, Any] = {
    "whole rows": lambda person, by: Holding.objects.filter(person_id=person, since__lte=by),
    "rows with more": lambda person, by: Holding.objects.filter(person_id=person, since__lte=by).annotate(
        small=Lower("role"), again=F("since")
    ),
    "columns": lambda person, by: Holding.objects.filter(person_id=person, since__lte=by).values_list(
        "since", "id", "role"
    ),
    "figures": lambda person, by: (
        Holding.objects.filter(person_id=person, since__lte=by)
        .values("role")
        .annotate(n=Count("pk"))
        .values_list("role", "n")
    ),
}


def shown(row: Any) -> object:
    return {**vars(row), "_state": row._state.db} if isinstance(row, Holding) else row


@pytest.mark.parametrize("way", WAYS)
def test_the_answer_is_djangos_at_every_asking(way: str) -> None:
    ask, prepared = WAYS[way], Prepared(WAYS[way])
    for slug in ("harbour", "elsewhere"):
        with inside(slug):
            people = [make_holder("Ada Rowe", "dsl"), make_holder("Ben Hale", "Managing-Director"), uuid4()]
            for person in people:
                for by in (NOON, NOON - timedelta(microseconds=1)):
                    theirs = [shown(row) for row in ask(person, by)]
                    assert [shown(row) for row in prepared.rows(person, by)] == theirs
                    assert len(theirs) == (by == NOON and person in people[:2])


def test_it_is_built_once_and_asks_the_same() -> None:
    built: list[object] = []

    def ask(role: str) -> Any:
        built.append(role)
        return Holding.objects.filter(role=role)

    prepared = Prepared(ask)
    with inside():
        make_holder("Ada Rowe", "dsl")
        with CaptureQueriesContext(connection) as asked:
            assert [row.role for row in prepared.rows("dsl")] == ["dsl"]
            assert prepared.first("nobody") is None
            assert [row.role for row in Holding.objects.filter(role="dsl")] == ["dsl"]
    assert len(built) == 1
    assert asked.captured_queries[0]["sql"] == asked.captured_queries[2]["sql"]


def test_another_providers_rows_never_come() -> None:
    """The first asking prepares it; the provider of that one must not stay in it."""
    prepared = Prepared(lambda role: Holding.objects.filter(role=role))
    with inside("harbour"):
        ours = make_holder("Ada Rowe", "dsl")
        assert [row.person_id for row in prepared.rows("dsl")] == [ours]
    with inside("elsewhere"):
        assert prepared.rows("dsl") == []
    with pytest.raises(OutOfScope):
        prepared.rows("dsl")


def test_outside_any_provider_it_asks_of_what_belongs_to_none() -> None:
    prepared = Prepared(lambda slug: Provider.objects.filter(slug=slug))
    with inside() as provider:
        assert prepared.rows("harbour") == [provider]
    assert prepared.rows("harbour") == [provider]
    assert prepared.rows("elsewhere") == []


def test_one_that_looks_at_its_values_is_refused() -> None:
    prepared = Prepared(
        lambda person: Holding.objects.filter(role="dsl" if person == UUID(int=1) else "tutor")
    )
    with inside(), pytest.raises(TypeError, match="looked at its values"):
        prepared.rows(UUID(int=1))


def test_what_is_empty_comes_back_empty() -> None:
    prepared = Prepared(
        lambda person: Absence.objects.filter(person_id=person).values_list("until", "replaces")
    )
    with inside():
        person = make_holder("Ada Rowe", "dsl")
        record_absence(person_id=person, since=NOON, until=None, actor=SETUP, now=NOON)
        assert prepared.rows(person) == [(None, None)]


ROLES = ("dsl", "deputy-dsl", "head", "chair", "hr-lead")


@pytest.mark.parametrize("asked", [ROLES[:n] for n in range(len(ROLES) + 1)], ids=len)
def test_a_set_of_any_size_is_asked_as_django_would(asked: tuple[str, ...]) -> None:
    def ask(roles: frozenset[str], shut: frozenset[str], day: date) -> Any:
        posts = Holding.objects.filter(role__in=roles, since__date__lte=day).exclude(role__in=shut)
        return posts.order_by("role").values_list("role")

    prepared = Prepared(ask)
    with inside():
        for role in ROLES:
            make_holder("Ada Rowe", role)
        for shut in (frozenset[str](), frozenset({"head"}), frozenset({"chair", "hr-lead", "dsl"})):
            for day in (NOON.date(), NOON.date() - timedelta(days=1)):
                theirs = list(ask(frozenset(asked), shut, day))
                assert prepared.rows(frozenset(asked), shut, day) == theirs
                assert len(theirs) == (len(set(asked) - shut) if day == NOON.date() else 0)


def test_a_set_of_people_is_asked_with_each_of_them() -> None:
    prepared = Prepared(
        lambda people: Holding.objects.filter(person_id__in=people).order_by("role").values_list("person_id")
    )
    with inside():
        held = [make_holder("Ada Rowe", role) for role in sorted(ROLES)]
        for n in range(len(held) + 1):
            assert prepared.rows(frozenset(held[:n])) == [(person,) for person in held[:n]]
