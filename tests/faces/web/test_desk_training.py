"""The pages of training: whose they show to whom, on which day, and the list behind each number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.vocabulary import Kinship
from dueregard.authority.identity.operations import record_organisation
from dueregard.authority.identity.vocabulary import OrganisationKind
from dueregard.authority.people.models import Span
from dueregard.authority.people.operations import end_span, record_span
from dueregard.authority.people.vocabulary import Standing, Work
from dueregard.ground.kernel.moments import london_day, utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import open_site
from household import NOON, SETUP, inside, make_holder, make_person
from training_support import adopt_learning, did, give_edition

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
OVERVIEW = reverse("training")
YEARLY = reverse("training-of", args=["learning", "training.yearly"])


@dataclass(frozen=True)
class House:
    """HR, three members of staff who began long ago (one trained, one not, one who left), and whom the untrained one
    is managed by."""

    provider: Provider
    hr: UUID
    ada: UUID
    bo: UUID
    boss: UUID


@pytest.fixture
def house() -> Iterator[House]:
    today = london_day(utc_now())
    with inside("elsewhere"):
        adopt_learning()
        make_person("Els Where")
    with inside() as provider:
        adopt_learning()
        hr, ada, bo, boss = (
            make_holder("Hattie Reed", "hr"),
            *map(make_person, ("Ada Fenn", "Bo Hill", "Cy Moss")),
        )
        gone = make_person("Dee Parted")
        end_span(
            span=Span.objects.get(person_id=gone), until=NOON + timedelta(days=1), actor=SETUP, now=utc_now()
        )
        record_relationship(person_id=boss, other_id=bo, kinship=Kinship.LINE_MANAGES, actor=SETUP, now=NOON)
        did(hr, ada, boss, on=today - timedelta(days=10))
        yield House(provider, hr, ada, bo, boss)


def numbers(page: str) -> list[tuple[str, str]]:
    """The figures beside the first bar, with what each is."""
    found = re.findall(
        r'state=\w+[^>]*>(\d+)<span class="govuk-visually-hidden">[^\w]*([^<]*), ([^<]*)<', page
    )
    return [(number, what) for number, what, of in found if of == "Safeguarding and Prevent"]


def test_who_looks_after_training_sees_everybody_and_the_list_behind_each_number(house: House) -> None:
    client = sign_in(house.hr, house.provider)
    page = text(client.get(OVERVIEW))
    assert numbers(page) == [
        ("3", "Done"), ("1", "Overdue"),
    ]  # fmt: skip
    assert "1 of 4 overdue." in page
    assert "Nobody has said yet which edition is to be read." in page
    behind = text(client.get(YEARLY, {"state": "late"}))
    assert "Bo Hill" in behind
    assert not {"Ada Fenn", "Dee Parted", "Els Where"} & set(
        re.findall(r"Ada Fenn|Dee Parted|Els Where", behind)
    )
    everybody = text(client.get(YEARLY))
    names = re.findall(r"/person/[^>]*>([^<]+)</a></th>", everybody)
    assert names == ["Ada Fenn", "Bo Hill", "Cy Moss", "Hattie Reed"]  # family names in their order


def test_a_manager_sees_the_people_they_manage_and_no_word_of_the_others(house: House) -> None:
    client = sign_in(house.boss, house.provider)
    page = text(client.get(OVERVIEW))
    assert "How the 1 person you manage stands." in page
    assert numbers(page) == [("1", "Overdue")]
    assert "of 4" not in page
    names = re.findall(r"/person/[^>]*>([^<]+)</a></th>", text(client.get(YEARLY)))
    assert names == ["Bo Hill"]


def test_to_handle_concerns_or_to_work_here_opens_nobody_s_training(house: House) -> None:
    clients = [sign_in(who, house.provider) for who in (make_holder("Lea Dee", "dsl"), house.ada)]
    for client, address in product(clients, (OVERVIEW, YEARLY)):
        page = client.get(address)
        assert page.status_code == 403
        assert "Whoever looks after training here" in page.content.decode()
        assert "Bo Hill" not in page.content.decode()
    for client in clients:
        assert f'href="{OVERVIEW}"' not in client.get(reverse("policies")).content.decode()


def test_a_past_day_shows_what_was_known_then_and_the_year_shows_the_way(house: House) -> None:
    client = sign_in(house.hr, house.provider)
    page = text(client.get(YEARLY, {"at": NOON.date().isoformat()}))
    assert "As it stood at the end of Wednesday 4 March 2026" in page
    assert numbers(page) == [("5", "Not yet due")]
    assert "Dee Parted" in page  # who was here then
    now = text(client.get(YEARLY))
    rows = re.findall(r"at=([\d-]+)[^>]*>[^<]*</a></th>(.*?)</tr>", now)
    assert len(rows) + now.count("not asked for then") == 13
    assert re.findall(r">(\d+)<", rows[-1][1])[-1] == "4"
    assert (
        client.get(OVERVIEW, {"at": "2019-01-01"}).content.decode().count("No policy that was in force") == 1
    )


def test_it_is_told_apart_by_site_work_and_programme_whatever_is_known_of_them(house: House) -> None:
    site = open_site(name="The Quay", actor=SETUP, now=NOON)
    stands: dict[str, Any] = {"standing": Standing.STAFF, "since": NOON, "actor": SETUP, "now": NOON}
    firm = record_organisation(
        name="Fenland Joinery", kind=OrganisationKind.SUBCONTRACTOR, actor=SETUP, now=NOON
    )
    known: dict[str, Any] = {"site_id": site.id, "organisation_id": firm.id, "work": Work.DELIVERY}
    record_span(person_id=house.ada, programme="welding", **known, **stands)
    client = sign_in(house.hr, house.provider)
    page = text(client.get(YEARLY))
    for group in ("The Quay", "Fenland Joinery", "Teaches, assesses or coaches", "welding", "Not known"):
        assert f">{group}</a></th>" in page, group
    assert ">Anything</a></th>" not in page
    theirs = text(client.get(YEARLY, {"organisation": str(firm.id)}))
    assert ("Ada Fenn" in theirs, "Bo Hill" in theirs) == (True, False)
    others = text(client.get(YEARLY, {"organisation": "none"}))
    assert "no employer or subcontractor given" in others


ADDRESSES = [
    ({"at": "yesterday"}, 422, "This is not a day."),
    ({"at": "2199-01-01"}, 422, "That day has not come yet."),
    ({"at": "0001-01-01"}, 422, "Write the year in full"),
    ({"site": "x"}, 422, "Choose one of the answers"),
    ({"standing": "boss"}, 422, "Choose one of the answers"),
    ({"state": "elsewhere"}, 400, "This place in the list does not exist."),
    ({"from": "-1"}, 400, "This place in the list does not exist."),
    ({"from": "9999999"}, 200, "There is nobody in this list."),
    ({"programme": "\0"}, 200, "Ada Fenn"),
    ({"organisation": "x\0"}, 200, "Ada Fenn"),
    ({"organisation": str(UUID(int=1))}, 200, "an organisation that is not known here"),
    ({"standing": "learner"}, 200, "Nobody here belongs to those it asks."),
]


def test_what_stands_in_the_address_is_read_or_refused_plainly(
    house: House, subtests: pytest.Subtests
) -> None:
    client = sign_in(house.hr, house.provider)
    for what, status, said in ADDRESSES:
        with subtests.test(str(what)):
            page = client.get(YEARLY, what)
            assert page.status_code == status
            assert said in page.content.decode()
    for control in ("training.none", "gate.probation", "x"):
        with subtests.test(control):
            there = reverse("training-of", args=["learning", control])
            assert client.get(there).status_code == 404


def asked(client: Client, address: str, **what: Any) -> int:
    client.get(address, what)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, what).status_code == 200
    return len(captured)


def test_a_full_page_of_people_is_asked_after_as_often_as_four(house: House) -> None:
    give_edition()
    client = sign_in(house.hr, house.provider)
    few = [asked(client, OVERVIEW), asked(client, YEARLY)]
    for number in range(55):  # more than one page of the list
        make_person(f"Ex Tra{number}")
    assert [asked(client, OVERVIEW), asked(client, YEARLY)] == few
    assert 'rel="next"' in client.get(YEARLY).content.decode()
