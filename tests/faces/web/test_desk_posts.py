"""Giving and ending posts on the desk: two people for one that opens concerns, and a list of who can open them."""

from uuid import UUID, uuid4

import pytest
from django.test import Client

from desk_support import sign_in, text
from dueregard.authority.access.appointing import waiting
from dueregard.authority.access.models import Holding
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.tenancy.operations import enter
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("dueregard.config.urls")]
WHO = "/desk/people/who-opens/"


class House:
    """A director and a lead who are signed in, a tutor, and another provider beside."""

    def __init__(self) -> None:
        with inside("elsewhere"):
            adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
            self.stranger = make_holder("Els Where", "dsl")
        with inside() as self.provider:
            adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
            self.director = sign_in(make_holder("Cara Lund", "managing-director"), self.provider)
            self.lead_id = make_holder("Ada Rowe", "dsl")
            self.lead = sign_in(self.lead_id, self.provider)
            self.tutor_id = make_person("Finn Oakes")
            self.tutor = sign_in(self.tutor_id, self.provider)

    def give(self, who: Client, role: str, person: UUID | None = None) -> str:
        response = who.post(
            f"/desk/people/{person or self.tutor_id}/",
            {"form": "post", "role": role, "manner": "substantive"},
        )
        return response.headers["Location"] if response.status_code == 302 else str(response.status_code)

    def roles(self, person: UUID) -> list[str]:
        with enter(self.provider):
            return [row.role for row in Holding.at(Moment.now(utc_now())) if row.person_id == person]

    def proposal(self) -> str:
        with enter(self.provider):
            return str(waiting(Moment.now(utc_now()))[0].id)


def test_one_proposes_and_another_agrees() -> None:
    house = House()
    assert house.give(house.director, "designated-staff") == WHO
    assert house.roles(house.tutor_id) == []
    assert "You proposed this. Somebody else must agree to it." in text(house.director.get(WHO))
    assert "1 post that opens concerns waits for a second person." in text(house.lead.get("/desk/"))
    assert 'value="agree"' in text(house.lead.get(WHO))
    house.lead.post(WHO, {"proposal": house.proposal(), "answer": "agree"})
    assert house.roles(house.tutor_id) == ["designated-staff"]
    assert "1 post that opens concerns was given in the last 7 days." in text(house.lead.get("/desk/"))
    page = text(house.lead.get(WHO))
    assert "Finn Oakes, since" in page
    assert "Waiting for a second person" not in page


def test_a_post_that_opens_nothing_is_given_at_once_and_one_is_ended() -> None:
    house = House()
    there = f"/desk/people/{house.tutor_id}/"
    assert house.give(house.director, "lead-tutor") == there
    assert house.roles(house.tutor_id) == ["lead-tutor"]
    with enter(house.provider):
        held = next(row for row in Holding.at(Moment.now(utc_now())) if row.person_id == house.tutor_id)
    assert house.director.post(there, {"form": "end", "holding": str(held.id)}).status_code == 302
    assert house.roles(house.tutor_id) == []
    again = house.director.post(there, {"form": "end", "holding": str(held.id)})
    assert again.status_code == 409
    assert "ended already" in again.content.decode()


def test_nobody_answers_alone_or_from_outside() -> None:
    house = House()
    house.give(house.director, "designated-staff")
    alone = house.director.post(WHO, {"proposal": house.proposal(), "answer": "agree"})
    assert alone.status_code == 403
    assert "You proposed this" in alone.content.decode()
    assert house.tutor.get(WHO).status_code == 404
    assert house.tutor.post(WHO, {"proposal": house.proposal(), "answer": "agree"}).status_code == 404
    for nonsense, status in (("", 404), ("no-id", 404), ("\0", 404), (str(uuid4()), 409)):
        assert house.lead.post(WHO, {"proposal": nonsense, "answer": "agree"}).status_code == status
    assert house.lead.post(WHO, {"proposal": house.proposal(), "answer": "nonsense"}).status_code == 302
    assert house.roles(house.tutor_id) == []


def test_nobody_gives_it_to_themselves_and_the_page_says_who_can_help() -> None:
    house = House()
    with enter(house.provider):
        director = next(
            row.person_id for row in Holding.at(Moment.now(utc_now())) if row.role == "managing-director"
        )
    refused = house.director.post(
        f"/desk/people/{director}/", {"form": "post", "role": "dsl", "manner": "substantive"}
    )
    assert refused.status_code == 403
    assert "Somebody else who appoints must propose it" in refused.content.decode()
    assert "Whoever appoints to posts here can help" in refused.content.decode()


def test_the_list_is_gone_through() -> None:
    house = House()
    assert "Nobody has gone through it yet." in text(house.lead.get(WHO))
    house.lead.post(WHO, {"answer": "reviewed"})
    page = text(house.lead.get(WHO))
    assert "Ada Rowe last went through it on" in page
    assert "It is time to go through it again" not in page
    assert "Els Where" not in page
