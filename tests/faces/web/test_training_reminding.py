"""Reminding people, a line manager's page, and lists taken away: for whom, about whom, and how often."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.vocabulary import Kinship
from dueregard.authority.people.vocabulary import Standing
from dueregard.ground.audit.models import Entry
from dueregard.ground.kernel.moments import london_day, utc_now
from dueregard.mechanisms.notifications.models import Message
from household import NOON, SETUP, inside, make_holder, make_person
from training_support import adopt_learning, did

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
SEND, TEAM = reverse("training-remind"), reverse("training-team")
YEARLY = "learning/training.yearly"
LIST = reverse("training-of", args=["learning", "training.yearly"])
TAKEN = reverse("training-list", args=["learning", "training.yearly"])
House = tuple[dict[str, Client], dict[str, UUID]]


@pytest.fixture
def house() -> Iterator[House]:
    """HR, and Cy who manages Bo; Ada and Bo are late, and a learner owes nothing. Each who signs in, signed in."""
    with inside("elsewhere"):
        adopt_learning()
        make_person("Els Where")
    with inside() as provider:
        adopt_learning()
        people = {
            "ada": make_person("Ada Fenn"),
            "bo": make_person("=Bo Hill"),
            "boss": make_person("Cy Moss"),
            "kit": make_person("Kit Lark", Standing.LEARNER),
            "hr": make_holder("Hattie Reed", "hr"),
            "lead": make_holder("Lea Dee", "dsl"),
        }
        record_relationship(
            person_id=people["boss"],
            other_id=people["bo"],
            kinship=Kinship.LINE_MANAGES,
            actor=SETUP,
            now=NOON,
        )
        did(people["hr"], people["boss"], on=london_day(utc_now()) - timedelta(days=3))
        yield {name: sign_in(people[name], provider) for name in ("hr", "boss", "lead", "bo")}, people


def letters() -> list[UUID]:
    return sorted(Message.objects.filter(thing_kind="learning").values_list("person_id", flat=True))


def test_several_are_reminded_at_once_and_nobody_twice_a_day(house: House) -> None:
    clients, people = house
    page = text(clients["hr"].get(LIST, {"state": "late"}))
    assert page.count('name="person"') == page.count(" checked") == 3  # Ada, Bo and the lead
    said = {"control": YEARLY, "page": "list", "kept": "state=late", "person": [people["ada"], people["bo"]]}
    answer = clients["hr"].post(SEND, said)
    assert answer.headers["Location"] == f"{LIST}?state=late&told=2&of=2"
    assert "2 people were written to." in text(clients["hr"].get(answer.headers["Location"]))
    assert letters() == sorted([people["ada"], people["bo"]])
    again = clients["hr"].post(SEND, said | {"person": [people["ada"], people["kit"], people["lead"]]})
    assert "told=1&of=3" in again.headers["Location"]
    assert len(letters()) == 3
    assert Entry.objects.filter(verb="training.reminded").count() == 3
    one = {"page": "person", "person": people["hr"]}
    assert (
        clients["hr"]
        .post(SEND, one)
        .headers["Location"]
        .startswith(reverse("training-person", args=[people["hr"]]))
    )  # they have read nothing, but no edition is named: nothing is owed
    assert len(letters()) == 3


def test_a_manager_reminds_their_own_people_and_nobody_else_s(house: House) -> None:
    clients, people = house
    page = text(clients["boss"].get(TEAM))
    assert "Remind the 1 person who is late" in page
    assert "Safeguarding and Prevent: Overdue" in page
    assert "Ada Fenn" not in page
    assert clients["boss"].post(SEND, {"page": "team", "person": people["bo"]}).status_code == 302
    assert letters() == [people["bo"]]
    for person in (people["ada"], uuid4(), "x"):
        assert clients["boss"].post(SEND, {"person": person}).status_code == 404
    assert clients["boss"].post(SEND, {}).status_code == 400
    for name in ("lead", "bo"):
        for address in (SEND, TAKEN):
            assert clients[name].post(address, {"person": people["bo"]}).status_code == 403
        assert clients[name].get(TEAM).status_code == 403
    assert letters() == [people["bo"]]
    assert clients["hr"].get(SEND).status_code == clients["hr"].get(TAKEN).status_code == 405


def test_what_stands_in_the_form_leads_nowhere_else(house: House) -> None:
    clients, people = house
    for where in ("//evil.example", "list", "https://evil.example"):
        said = {"page": where, "kept": "\r\nx: y", "control": "", "person": people["ada"]}
        assert clients["hr"].post(SEND, said).headers["Location"].startswith(TEAM)
    assert (
        clients["hr"].post(SEND, {"control": "x/y", "page": "list", "person": people["ada"]}).status_code
        == 404
    )
    assert text(clients["hr"].get(TEAM, {"told": "x", "of": "-1"})).count("written to") == 0


def rows(client: Client, address: str) -> list[list[str]]:
    answer = client.post(address)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_list_is_taken_as_it_is_shown_and_no_cell_is_a_formula(house: House) -> None:
    clients, _people = house
    taken = rows(clients["hr"], f"{TAKEN}?state=late")
    assert [row[:3] for row in taken[1:]] == [
        ["Dee", "Lea", "Overdue"], ["Fenn", "Ada", "Overdue"], ["Hill", "'=Bo", "Overdue"],
    ]  # fmt: skip
    assert [row[0] for row in rows(clients["boss"], TAKEN)[1:]] == ["Hill"]
    assert len(rows(clients["hr"], reverse("training-gate-list", args=["learning/gate.probation"]))) == 6
    assert (
        clients["boss"].post(reverse("training-gate-list", args=["learning/gate.probation"])).status_code
        == 403
    )
    found = Entry.objects.filter(verb="training.list-taken").order_by("seq")
    assert [json.loads(entry.detail)["people"] for entry in found] == [3, 1, 5]
    assert clients["hr"].post(f"{TAKEN}?at=never").status_code == 400
