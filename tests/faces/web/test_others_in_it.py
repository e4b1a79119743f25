"""Several people in one report, each with their own part: room for one more at a press, and walls for each."""

from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.access.vocabulary import Circle, Part
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.faces.web.report.others import MOST, how_many, one_more
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.kernel.refusals import NothingHere
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import Concern, ConcernPerson
from dueregard.work.casework.operations.handling import link_person
from dueregard.work.casework.operations.reading import read_concern
from household import NOON, SETUP, inside, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
SAID = {
    "reporter": "learner",
    "about": "learner",
    "danger": "no",
    "seen": "He was pushed.",
    "who": "Kit Marlow",
}
OTHERS = {
    "others": "4",
    "other_name_1": "Jan Frost",
    "other_part_1": "said-to-have-harmed",
    "other_name_2": "Bo Reed",
    "other_part_2": "witness",
    "other_name_3": "",
    "other_part_3": "harmed",
    "other_name_4": "the tall one",
    "other_part_4": "",
}


@pytest.fixture
def house() -> Any:
    with inside() as provider:
        adopt(data=archetype("apprenticeship-provider"), path="a.md", actor=SETUP, now=NOON)
        yield provider, make_holder("Lea Dee", "dsl"), make_holder("De Puty", "dsl")


def post(provider: Provider, **more: str) -> Any:
    there = reverse("report", args=[provider.short_code])
    return Client().post(there, SAID | {"request_id": str(uuid4())} | more)


def test_one_press_makes_room_for_one_more_and_loses_nothing(house: Any) -> None:
    page = post(house[0], step="another", seen="", others="1", other_name_1="Jan Frost").content.decode()
    assert ('name="other_name_2"' in page, 'name="other_name_3"' in page) == (True, False)
    assert ('value="Jan Frost"' in page, 'value="Kit Marlow"' in page) == (True, True)
    assert "There is a problem" not in page
    assert not Concern.objects.exists()


def test_each_is_kept_with_their_own_part(house: Any) -> None:
    provider, lead, _other = house
    check = post(provider, **OTHERS).content.decode()
    assert ("Jan Frost" in check, "They are said to have hurt or harmed somebody" in check) == (True, True)
    assert post(provider, step="send", **OTHERS).status_code == 200
    file = read_concern(concern_id=Concern.objects.get().id, actor=Actor.person(lead), now=utc_now())
    assert {person.words["name"]: person.row.part for person in file.people} == {
        "Kit Marlow": Part.WORRIED_ABOUT,
        "Jan Frost": Part.SAID_TO_HAVE_HARMED,
        "Bo Reed": Part.WITNESS,
        "the tall one": Part.WORRIED_ABOUT,
    }
    assert Concern.objects.get().circle == Circle.OPEN


@pytest.mark.parametrize(
    ("part", "shut_out"), [("harmed", True), ("said-to-have-harmed", True), ("witness", False)]
)
def test_walls_follow_each_once_they_are_known(house: Any, part: str, shut_out: bool) -> None:
    provider, lead, other = house
    post(provider, step="send", others="1", other_name_1="De Puty", other_part_1=part)
    concern = Concern.objects.get().id
    [row] = ConcernPerson.objects.filter(part=part)
    link_person(concern_id=concern, row_id=row.id, person_id=other, actor=Actor.person(lead), now=utc_now())

    def reads() -> bool:
        try:
            read_concern(concern_id=concern, actor=Actor.person(other), now=utc_now())
        except NothingHere:
            return False
        return True

    assert reads() is not shut_out


def test_somebody_who_works_here_and_harmed_somebody_restricts_it(house: Any) -> None:
    post(house[0], step="send", others="1", other_name_1="Jan Frost", other_part_1="works-here")
    assert Concern.objects.get().circle == Circle.SEALED
    assert ConcernPerson.objects.filter(part=Part.SAID_TO_HAVE_HARMED).count() == 1


@pytest.mark.parametrize("others", ["", "x", "-1", "1e9", "²", "99999999999", "1.5"])
def test_a_number_that_cannot_be_read_asks_of_nobody(house: Any, others: str) -> None:
    assert post(house[0], step="send", others=others, other_name_1="Jan Frost").status_code == 200
    assert Concern.objects.count() == 1


def test_a_part_that_is_none_is_said_beside_its_question(house: Any) -> None:
    page = post(house[0], step="send", others="1", other_name_1="Jan Frost", other_part_1="villain")
    assert (page.status_code, Concern.objects.exists()) == (422, False)
    assert b'value="Jan Frost"' in page.content


@given(said=st.one_of(st.text(max_size=8), st.integers().map(str)))
def test_there_is_room_for_a_bounded_number(said: str) -> None:
    data = QueryDict(mutable=True)
    data["others"] = said
    assert 0 <= how_many(data) <= how_many(one_more(data)) <= MOST


def test_with_no_room_left_the_page_says_what_to_do(house: Any) -> None:
    page = post(house[0], step="another", others=str(MOST)).content.decode()
    assert "There is no room for more here." in page
    assert f'name="other_name_{MOST}"' in page
    assert f'name="other_name_{MOST + 1}"' not in page
