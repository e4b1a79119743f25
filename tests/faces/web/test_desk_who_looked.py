"""Who looked stands on the record itself, and stepping aside asks why."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.ground.audit.operations import turn
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.restricting import restrict
from dueregard.work.casework.queries.readings import who_looked
from household import NOON, SETUP, inside, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db


@dataclass
class Desk:
    provider: Provider
    lead: UUID
    second: UUID
    concern: UUID
    clients: dict[UUID, Client] = field(default_factory=dict)

    def page(self, who: UUID, name: str, said: dict[str, str] | None = None) -> Any:
        if who not in self.clients:
            self.clients[who] = sign_in(who, self.provider)
        client, address = self.clients[who], reverse(name, args=[self.concern])
        return client.get(address) if said is None else client.post(address, said, follow=True)

    def reads(self, who: UUID) -> None:
        read_concern(concern_id=self.concern, actor=Actor.person(who), now=NOON)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with inside() as provider:
        lead, second = make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")
        other = concern_about_a_learner()
        read_concern(concern_id=other, actor=Actor.person(second), now=NOON)
        yield Desk(provider, lead, second, concern_about_a_learner())


def opened(page: Any) -> str:
    found = re.search(r'<details[^>]*id="opened">(.*?)</details>', text(page))
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


def test_who_looked_stands_on_the_record_with_how_often_and_when_last(desk: Desk) -> None:
    desk.reads(desk.lead)
    desk.reads(desk.lead)
    assert [(one.person_id, one.times, one.last) for one in who_looked(desk.concern)] == [
        (desk.lead, 2, NOON)
    ]
    said = opened(desk.page(desk.second, "concern"))
    assert "Lea Dee 2 times, last Wednesday 4 March 2026" in said
    assert "Sec Ond 1 time, last" in said


def test_what_was_read_before_it_was_restricted_is_not_forgotten(desk: Desk) -> None:
    desk.reads(desk.lead)
    with turn(actor=SETUP, now=NOON) as t:
        restrict(t, Concern.objects.get(pk=desk.concern))
    desk.reads(desk.lead)
    assert [(one.person_id, one.times) for one in who_looked(desk.concern)] == [(desk.lead, 2)]


def test_stepping_aside_asks_why_and_says_what_to_do_where_nobody_is_left(desk: Desk) -> None:
    nothing = desk.page(desk.lead, "step-aside", {"reason": " "})
    assert (nothing.status_code, 'href="#id_reason"' in nothing.content.decode()) == (422, True)
    gone = desk.page(desk.lead, "step-aside", {"reason": "I know the family."})
    assert gone.redirect_chain == [(reverse("desk-queue"), 302)]
    assert desk.page(desk.lead, "door").status_code == 404
    assert "Stepped aside" in text(record := desk.page(desk.second, "concern"))
    assert "I know the family." in text(record)
    refused = desk.page(desk.second, "step-aside", {"reason": "I teach him."})
    said = refused.content.decode()
    assert (refused.status_code, "appoints people to posts" in said, "I teach him." in said) == (
        422,
        True,
        True,
    )
