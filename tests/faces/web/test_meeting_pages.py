"""Calling senior people together, on the desk: who is on the list, what danger does, and what came of it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from desk_support import sign_in, text
from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.vocabulary import Kinship
from dueregard.authority.people.vocabulary import Standing
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import Meeting
from household import NOON, SETUP, inside, make_holder, make_person
from meeting_support import MEETS, may_meet
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


@pytest.fixture
def provider() -> Iterator[Provider]:
    with inside() as one:
        may_meet()
        yield one


@pytest.fixture
def lead(provider: Provider) -> UUID:
    return make_holder("Lea Dee", "dsl")


def test_they_are_called_and_what_came_of_it_stands_on_the_record(provider: Provider, lead: UUID) -> None:
    director = make_holder("Di Rector", MEETS)
    concern = concern_about_a_learner()
    client = sign_in(lead, provider)
    record, there = f"/desk/concern/{concern}/record/", f"/desk/concern/{concern}/meeting/"
    assert there in text(client.get(record))
    page = text(client.get(there))
    for words in (
        "Danger does not wait for a meeting. Ring 999",
        "Di Rector, Managing Director: cannot open this record, and hears only what you say in the room",
        "Lea Dee, Designated Safeguarding and Prevent Lead: can open this record",
    ):
        assert words in page
    assert client.post(there, {"posts": [MEETS], "reason": "We differ."}).headers["Location"] == record
    row = Meeting.objects.get()
    assert "Write down what came of it" in text(client.get(record))
    held = {"came": [MEETS], "advised": "Ring first.", "decided": "The lead rings."}
    assert client.post(f"{there}{row.id}/", held).headers["Location"] == record
    page = text(client.get(record))
    for words in ("Meeting of senior people, held", "managing director", "Ring first.", "The lead rings."):
        assert words in page
    assert "Write down what came of it" not in page
    assert sign_in(director, provider).get(there).status_code == 404


def test_whoever_is_kept_from_it_is_not_on_the_list(provider: Provider, lead: UUID) -> None:
    director = make_holder("Di Rector", MEETS)
    child = make_person("Kit Rector", Standing.LEARNER)
    record_relationship(person_id=director, other_id=child, kinship=Kinship.KIN, actor=SETUP, now=NOON)
    concern = concern_about_a_learner(child)
    client = sign_in(lead, provider)
    there = f"/desk/concern/{concern}/meeting/"
    assert "Di Rector" not in text(client.get(there))
    assert client.post(there, {"posts": [MEETS], "reason": "x"}).status_code == 422


def test_what_is_wrong_stands_beside_what_was_typed(provider: Provider, lead: UUID) -> None:
    make_holder("Di Rector", MEETS)
    concern = concern_about_a_learner()
    client = sign_in(lead, provider)
    there = f"/desk/concern/{concern}/meeting/"
    for wrong in ({"posts": [MEETS], "reason": ""}, {"reason": "Kept as typed."}):
        response: Any = client.post(there, wrong)
        assert response.status_code == 422
        assert "This needs an answer." in response.content.decode()
        assert wrong["reason"] in response.content.decode()
    client.post(there, {"posts": [MEETS], "reason": "x"})
    row = Meeting.objects.get()
    for bad in ({"came": [MEETS], "advised": "", "decided": "Kept as typed."}, {"decided": ""}):
        response = client.post(f"{there}{row.id}/", bad)
        assert response.status_code == 422
        assert bad["decided"] in response.content.decode()
    assert client.get(f"{there}{uuid4()}/").status_code == 404
    assert not Meeting.objects.filter(held=True).exists()


def test_without_a_policy_that_speaks_of_it_nothing_is_offered() -> None:
    with inside() as provider:
        lead, concern = make_holder("Lea Dee", "dsl"), concern_about_a_learner()
        client = sign_in(lead, provider)
        assert "/meeting/" not in text(client.get(f"/desk/concern/{concern}/record/"))
        assert client.get(f"/desk/concern/{concern}/meeting/").status_code == 404
