"""Facts of the house come from memory, and never say anything else than the database."""

import re
from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dueregard.authority.access.models import Absence, Holding
from dueregard.authority.access.operations import end_absence, give_holding, record_absence
from dueregard.authority.access.vocabulary import Manner
from dueregard.authority.identity.operations import correct_person
from dueregard.authority.identity.queries import details
from dueregard.ground.audit.house import FactOfSomebody, HouseFact
from dueregard.ground.audit.operations import turn
from dueregard.ground.kernel import bulk, memory
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from household import NOON, SETUP, inside, make_holder, make_person, make_provider

HOUR = timedelta(hours=1)


def test_what_is_a_fact_of_the_house() -> None:
    """All of such a table lies in memory. Whoever adds one says here that it stays small."""
    assert {model.__name__ for model in apps.get_models() if issubclass(model, HouseFact)} == {
        "Absence",
        "Adoption",
        "Alias",
        "Answer",
        "Breach",
        "Closure",
        "DirectoryRow",
        "DocumentEdition",
        "Emergency",
        "GuidanceEdition",
        "Holding",
        "Hours",
        "LocalValue",
        "Lockout",
        "Loss",
        "Period",
        "Proposal",
        "Readmission",
        "Review",
        "ReviewEvent",
        "SortOfProvider",
        "TermDates",
        "ThreatSight",
    }


hours = st.integers(-3, 12)
span = st.tuples(hours, st.none() | st.integers(1, 6), hours, st.booleans())


class Bitemporal(TestCase):
    """Memory and the database agree on what was so, at every moment, whatever was recorded and ended when."""

    @given(spans=st.lists(span, min_size=1, max_size=4), as_at=hours, known_at=hours)
    def test_memory_says_what_the_database_says(
        self, spans: list[tuple[int, int | None, int, bool]], as_at: int, known_at: int
    ) -> None:
        with inside():
            person = make_person("Una Field")
            for since, length, recorded, ended in spans:
                at, begins = NOON + recorded * HOUR, NOON + since * HOUR
                row = record_absence(
                    person_id=person, since=begins, until=begins + length * HOUR if length else None,
                    actor=SETUP, now=at,
                )  # fmt: skip
                if ended and (row.until is None or row.until > at):
                    end_absence(absence_id=row.id, actor=SETUP, now=at)
            moment = Moment(NOON + as_at * HOUR, NOON + known_at * HOUR)
            assert set(Absence.at(moment)) == set(Absence.objects.holding(moment))
            assert set(Absence.known_at(moment.known_at)) == set(Absence.objects.known(moment.known_at))


def roles() -> list[str]:
    return sorted(row.role for row in Holding.at(Moment.now(NOON)))


@pytest.mark.django_db(transaction=True)
def test_a_second_page_reads_no_table_again() -> None:
    provider = make_provider()
    elsewhere(provider, lambda: make_holder("Ada Rowe", "dsl"))
    for tables in ["audit_head", "access_holding"], ["audit_head"]:
        with enter(provider), CaptureQueriesContext(connection) as asked:
            assert roles() == ["dsl"]
        assert [re.findall(r'FROM "(\w+)"', query["sql"])[0] for query in asked.captured_queries] == tables


def fail() -> None:
    person = make_person("Ben Hale")
    with turn(actor=SETUP, now=NOON) as t:
        Holding(
            person_id=person,
            role="lost",
            manner="substantive",
            since=NOON,
            recorded_at=NOON,
            by=t.actor.written,
        ).save()
        assert "lost" in roles()
        raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_was_never_so_and_what_comes_after_it_is() -> None:
    with inside():
        make_holder("Ada Rowe", "dsl")
        with pytest.raises(ZeroDivisionError):
            fail()
        assert roles() == ["dsl"]
        make_holder("Cara Lund", "managing-director")
        assert roles() == ["dsl", "managing-director"]


def elsewhere(provider: Provider, do: Callable[[], object]) -> None:
    """Do something on a connection of its own, and with a memory of its own, as another process would."""

    def there() -> None:
        try:
            with enter(provider):
                do()
        finally:
            connection.close()

    thread = Thread(target=there)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "_kept", {})
        thread.start()
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_what_another_process_wrote_is_seen_on_the_next_page_and_within_a_turn() -> None:
    provider = make_provider()
    with enter(provider):
        person = make_person("Ada Rowe")

    def give(role: str) -> None:
        give_holding(person_id=person, role=role, manner=Manner.SUBSTANTIVE, actor=SETUP, now=NOON)

    with enter(provider):
        assert roles() == []
        elsewhere(provider, lambda: give("dsl"))
        assert roles() == [], "one page tells one story"
        with turn(actor=SETUP, now=NOON):
            assert roles() == ["dsl"], "whoever writes goes by what is so now"
    elsewhere(provider, lambda: give("deputy-dsl"))
    with enter(provider):
        assert roles() == ["deputy-dsl", "dsl"]


@pytest.mark.django_db
def test_one_providers_house_is_not_anothers() -> None:
    with inside("harbour"):
        make_holder("Ada Rowe", "dsl")
        assert roles() == ["dsl"]
    with inside("elsewhere"):
        assert roles() == []


@pytest.mark.django_db
def test_no_way_past_the_mark_writes_one() -> None:
    with inside():
        with pytest.raises(TypeError, match="lies in memory"):
            bulk.insert(Holding, ["role"], [["dsl"]])
        with pytest.raises(TypeError, match="lies in memory"):
            bulk.write([Holding(role="dsl")])


def test_whose_facts_lie_in_memory() -> None:
    """Those of people who were asked for. Whoever adds a table says here that it is about people and seldom written."""
    assert {model.__name__ for model in apps.get_models() if issubclass(model, FactOfSomebody)} == {
        "PersonDetails"
    }


@pytest.mark.django_db(transaction=True)
def test_a_name_put_right_is_seen_at_once_everywhere_and_not_before_it_was_said() -> None:
    provider = make_provider()
    with enter(provider):
        ada, ben = make_person("Ada Rowe"), make_person("Ben Hale")
        later = Moment.now(NOON + HOUR)

        def called(person: UUID, moment: Moment = later) -> str:
            return details([person], moment)[person].full_name

        assert (called(ada), called(ben)) == ("Ada Rowe", "Ben Hale")
        before = details([ada], later)[ada]
    elsewhere(
        provider, lambda: correct_person(details=before, family_name="Reed", actor=SETUP, now=later.as_at)
    )
    with enter(provider):
        assert (called(ada), called(ben)) == ("Ada Reed", "Ben Hale")
        assert called(ada, Moment.now(NOON)) == "Ada Rowe"
    with inside("elsewhere"):
        assert details([ada], later) == {}


@pytest.mark.django_db
def test_only_who_was_never_asked_for_is_looked_up() -> None:
    provider = make_provider()
    with enter(provider):
        ada, ben = make_person("Ada Rowe"), make_person("Ben Hale")
    asked_for: list[list[UUID]] = [[ada], [ada], [ada, ben], [ben, ada]]
    for people, count in zip(asked_for, [2, 1, 2, 1], strict=True):
        with enter(provider), CaptureQueriesContext(connection) as asked:
            assert set(details(people, Moment.now(NOON))) == set(people)
        assert len(asked.captured_queries) == count
