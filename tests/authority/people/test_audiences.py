"""Audiences: the query finds whom the condition holds for, one way of standing at a time."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils.text import slugify
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dueregard.authority.access.operations import give_holding
from dueregard.authority.access.vocabulary import Manner
from dueregard.authority.identity.models import PersonDetails
from dueregard.authority.identity.operations import correct_person, record_person
from dueregard.authority.people.audiences import AUDIENCE, belongs, members, spans_of_audience
from dueregard.authority.people.models import Span
from dueregard.authority.people.operations import end_span, record_span
from dueregard.authority.people.rules import born_by, is_adult
from dueregard.authority.people.vocabulary import Regulated, Standing, Work
from dueregard.authority.policy.values.when import UNKNOWN, When
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.ground.tenancy.operations import open_site
from household import NOON, SETUP, inside

pytestmark = pytest.mark.django_db
NOW = Moment.now(NOON + timedelta(days=1))
_TODAY = london_day(NOW.as_at)


def person(born: date | None = None) -> UUID:
    made = record_person(given_names="Ada", family_name="Fenn", date_of_birth=born, actor=SETUP, now=NOON)
    return made.id


def stands(person_id: UUID, standing: Standing, **more: Any) -> Span:
    since = more.pop("since", NOON)
    return record_span(person_id=person_id, standing=standing, since=since, actor=SETUP, now=NOON, **more)


def found(**asked: Any) -> frozenset[UUID]:
    when = When.read({key.replace("_", "-"): value for key, value in asked.items()})
    assert not when.check(AUDIENCE)
    return frozenset(row["person_id"] for row in members(when, NOW))


@pytest.fixture
def house() -> Iterator[dict[str, UUID]]:
    with inside("elsewhere"):
        stands(person(date(2001, 1, 1)), Standing.STAFF, work=Work.DELIVERY, regulated=Regulated.YES)
    with inside():
        quay = open_site(name="The Quay", actor=SETUP, now=NOON)
        people = {
            "tutor": person(date(1980, 1, 1)),
            "two-hats": person(_TODAY.replace(year=_TODAY.year - 18)),  # eighteen today
            "no-day": person(),
            "kit": person(date(1990, 5, 1)),
            "gone": person(),
        }
        stands(people["tutor"], Standing.STAFF, work=Work.DELIVERY, regulated=Regulated.YES, site_id=quay.id)
        stands(people["two-hats"], Standing.STAFF, work=Work.SUPPORT, regulated=Regulated.NO, site_id=quay.id)
        stands(people["two-hats"], Standing.ASSOCIATE, work=Work.DELIVERY, regulated=Regulated.YES)
        stands(people["kit"], Standing.LEARNER, population="military", programme="st0116")
        stands(people["no-day"], Standing.BOARD)
        slip = PersonDetails.objects.get(person_id=people["kit"])
        correct_person(details=slip, date_of_birth=date(2009, 5, 1), actor=SETUP, now=NOON)
        ended = stands(people["gone"], Standing.STAFF, work=Work.DELIVERY)
        end_span(span=ended, until=NOON + timedelta(hours=1), actor=SETUP, now=NOON + timedelta(hours=1))
        give_holding(person_id=people["tutor"], role="dsl", manner=Manner.DEPUTY, actor=SETUP, now=NOON)
        yield people


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"tutor", "two-hats", "kit", "no-day"}),
        ({"standing": "learner"}, {"kit"}),
        ({"standing": ["staff", "associate"]}, {"tutor", "two-hats"}),
        ({"work": "delivery", "regulated_activity": True}, {"tutor", "two-hats"}),
        ({"work": "delivery", "regulated_activity": True, "site": "the-quay"}, {"tutor"}),
        ({"site": "the-quay"}, {"tutor", "two-hats"}),
        ({"site": UNKNOWN}, {"two-hats", "kit", "no-day"}),
        ({"work": UNKNOWN}, {"kit", "no-day"}),
        ({"age": "under-18"}, {"kit"}),
        ({"age": "adult"}, {"tutor", "two-hats"}),
        ({"age": UNKNOWN}, {"no-day"}),
        ({"post": "dsl"}, {"tutor"}),
        ({"post": UNKNOWN}, {"two-hats", "kit", "no-day"}),
        ({"population": "military"}, {"kit"}),
        ({"programme": "st0116"}, {"kit"}),
        ({"not": {"standing": "learner"}}, {"tutor", "two-hats", "no-day"}),
        ({"not": {"site": "the-quay"}}, {"two-hats", "kit", "no-day"}),
        ({"any": [{"standing": "learner"}, {"post": "dsl"}]}, {"tutor", "kit"}),
        ({"all": [{"work": "delivery"}, {"not": {"post": "dsl"}}]}, {"two-hats"}),
    ],
)  # fmt: skip
def test_whom_an_audience_means(house: dict[str, UUID], asked: dict[str, Any], expected: set[str]) -> None:
    assert found(**asked) == {house[name] for name in expected}


def test_somebody_is_as_old_as_on_the_day_that_is_asked_about(house: dict[str, UUID]) -> None:
    grown = Moment(NOW.as_at + timedelta(days=700), NOW.known_at)  # Kit is eighteen by then
    assert house["kit"] in belongs(house.values(), When.read({"age": "adult"}), grown)


def test_everybody_means_those_who_stand_here_today_and_since_when(house: dict[str, UUID]) -> None:
    stands(house["kit"], Standing.VOLUNTEER, since=NOON - timedelta(days=400))
    began = {row["person_id"]: row["began"] for row in members(When(), NOW)}
    assert began[house["kit"]] == NOON - timedelta(days=400)
    assert belongs([house["kit"], house["gone"]], When(), NOW) == {house["kit"]}


@pytest.mark.parametrize(
    ("born", "day", "adult"),
    [
        (date(2008, 3, 4), date(2026, 3, 3), False),
        (date(2008, 3, 4), date(2026, 3, 4), True),
        (date(2008, 2, 29), date(2026, 2, 28), False),
        (date(2008, 2, 29), date(2026, 3, 1), True),
        (date(2010, 2, 28), date(2028, 2, 28), True),
        (date(2010, 3, 1), date(2028, 2, 29), False),
    ],
)
def test_the_day_on_which_somebody_is_eighteen(born: date, day: date, adult: bool) -> None:
    assert is_adult(born, day) is adult


@given(day=st.dates(date(1960, 1, 1), date(2090, 1, 1)), years=st.integers(1, 60))
def test_nobody_is_older_before_their_birthday(day: date, years: int) -> None:
    born = born_by(day, years)
    assert (born.month, born.day) <= (day.month, day.day)
    assert day.year - born.year == years


_answers = {
    "standing": [*Standing, UNKNOWN], "work": [*Work, UNKNOWN], "regulated-activity": ["yes", "no", UNKNOWN],
    "site": ["the-quay", "elsewhere", UNKNOWN], "population": ["military", UNKNOWN],
    "age": ["under-18", "adult", UNKNOWN],
    "programme": ["st0116", UNKNOWN],
}  # fmt: skip
_tests = st.sampled_from(sorted(_answers)).flatmap(
    lambda fact: st.lists(st.sampled_from([str(one) for one in _answers[fact]]), min_size=1, max_size=2).map(
        lambda picked: {fact: sorted(set(picked))}
    )
)
_conditions = st.recursive(
    _tests,
    lambda inner: st.dictionaries(
        st.sampled_from(["all", "any", "not"]),
        st.lists(inner, min_size=1, max_size=2),
        min_size=1,
        max_size=2,
    ),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=_conditions)
def test_the_query_finds_what_the_condition_says(house: dict[str, UUID], raw: dict[str, Any]) -> None:
    when = When.read(raw)
    expected = {span.id for span in Span.objects.holding(NOW) if when.matches(_facts(span))}
    assert {span.id for span in spans_of_audience(when, NOW)} == expected


def _facts(span: Span) -> dict[str, object]:
    details = PersonDetails.objects.known(NOW.known_at).filter(person_id=span.person_id).first()
    born = details.date_of_birth if details else None
    return {
        "standing": span.standing,
        "work": span.work or None,
        "regulated-activity": span.regulated or None,
        "site": slugify(span.site.name) if span.site else None,
        "population": span.population or None,
        "programme": span.programme or None,
        "age": None if born is None else "adult" if is_adult(born, _TODAY) else "under-18",
    }
