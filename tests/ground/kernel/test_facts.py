"""Facts are recorded, not overwritten: two times, replaced once, and never changed behind our back."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from dueregard.authority.access.models import Holding
from dueregard.authority.access.operations import end_holding, give_holding
from dueregard.ground.kernel.models import AppendOnly
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.scope import OutOfScope
from dueregard.ground.tenancy.models import Site
from dueregard.ground.tenancy.operations import enter
from household import NOON, SETUP, inside, make_person, make_provider

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_what_was_so_and_what_was_known_are_two_times() -> None:
    with inside():
        holding = give_holding(person_id=make_person("Ana Reed"), role="dsl", actor=SETUP, now=NOON)
        # On day 10 we learn that the post ended on day 3.
        ended = end_holding(holding=holding, until=NOON + 3 * DAY, actor=SETUP, now=NOON + 10 * DAY)

        def held(as_at: int, known_at: int) -> list[Holding]:
            return list(Holding.objects.holding(Moment(NOON + as_at * DAY, NOON + known_at * DAY)))

        assert held(5, 5) == [holding]  # as at day 5, as known then: still in post
        assert held(5, 10) == []  # as at day 5, as known on day 10: not any more
        assert held(2, 10) == [ended]


def test_a_span_holds_from_its_first_instant_and_not_at_its_last() -> None:
    with inside():
        holding = give_holding(person_id=make_person("Ana Reed"), role="dsl", actor=SETUP, now=NOON)
        ended = end_holding(holding=holding, until=NOON + DAY, actor=SETUP, now=NOON + DAY)
        instant = timedelta(microseconds=1)
        for at in (NOON - instant, NOON, NOON + DAY - instant, NOON + DAY):
            held = list(Holding.objects.holding(Moment(at, NOON + DAY)))
            assert held == ([ended] if NOON <= at < NOON + DAY else []), at


def test_what_is_left_of_an_answer_is_not_narrowed() -> None:
    with inside(), pytest.raises(TypeError, match="were taken already"):
        Holding.objects.all()[:1].known(NOON)


def test_a_row_is_replaced_once() -> None:
    with inside():
        holding = give_holding(person_id=make_person("Ana Reed"), role="dsl", actor=SETUP, now=NOON)
        end_holding(holding=holding, until=NOON + DAY, actor=SETUP, now=NOON + DAY)
        with pytest.raises(IntegrityError):
            end_holding(holding=holding, until=NOON + 2 * DAY, actor=SETUP, now=NOON + 2 * DAY)


def test_facts_refuse_update_and_delete_in_python() -> None:
    with inside():
        holding = give_holding(person_id=make_person("Ana Reed"), role="dsl", actor=SETUP, now=NOON)
        for change in (holding.save, holding.delete, Holding.objects.all().delete):
            with pytest.raises(AppendOnly):
                change()
        with pytest.raises(AppendOnly):
            Holding.objects.update(role="other")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access_holding SET role = 'other'",
        "DELETE FROM access_holding",
        "UPDATE audit_entry SET verb = 'other'",
        "DELETE FROM audit_entry",
    ],
)
def test_and_in_the_database(statement: str) -> None:
    with inside():
        give_holding(person_id=make_person("Ana Reed"), role="dsl", actor=SETUP, now=NOON)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_query_outside_any_provider_raises() -> None:
    with pytest.raises(OutOfScope):
        Holding.objects.count()


def save_and_check(row: Holding) -> None:
    with transaction.atomic():
        row.save()
        connection.check_constraints()  # it is deferred to the commit, which a test never reaches


def test_one_provider_never_sees_or_names_another() -> None:
    with inside("harbour"):
        person = make_person("Ana Reed")
        give_holding(person_id=person, role="dsl", actor=SETUP, now=NOON)
    with enter(make_provider("moorside")):
        assert Holding.objects.count() == 0
        assert Site.objects.count() == 0
        row = Holding(person_id=person, role="dsl", manner="acting", since=NOON, recorded_at=NOON, by="test")
        with pytest.raises(IntegrityError):
            save_and_check(row)


def test_scopes_do_not_nest_across_providers() -> None:
    other = make_provider("moorside")
    with inside("harbour"), pytest.raises(OutOfScope), enter(other):
        pass
