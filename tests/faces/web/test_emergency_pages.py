"""The pages of emergency access: what they ask, what they show to whom, and the telephone that stands on each."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in
from dueregard.authority.access.models import Emergency
from dueregard.authority.access.operations import record_absence
from dueregard.authority.identity.models import Account
from dueregard.authority.identity.operations import correct_person
from dueregard.authority.identity.queries import details
from dueregard.faces.web.scope import PROVEN
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import Concern
from household import NOON, SETUP, inside, make_holder, make_person
from proving import give_app, shown_by_app_of
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
RING, HEADS = "Ring the ward back: they ask about Kit.", "01632 960111"


class House:
    """A lead, an HR lead, a head with a telephone, a tutor; a concern with the lead."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self.lead, self.hr = make_holder("Lea Dee", "dsl"), make_holder("Hen Ree", "hr-lead")
        self.head, self.tutor = make_holder("Di Rector", "head"), make_person("Tu Tor")
        known = details([self.head], Moment.now(NOON))[self.head]
        correct_person(details=known, phone=HEADS, actor=SETUP, now=NOON)
        self.concern = concern_about_a_learner(make_person("Kit Marlow"), policy="safeguarding-core")
        self.reference = Concern.objects.get(pk=self.concern).reference
        self.browsers: dict[UUID, Client] = {}

    def client(self, who: UUID) -> Client:
        if who not in self.browsers:
            self.browsers[who] = sign_in(who, self.provider)
        return self.browsers[who]

    def page(self, who: UUID, name: str, *args: UUID) -> str:
        return " ".join(self.client(who).get(reverse(name, args=args)).content.decode().split())

    def open(self, who: UUID, **said: str) -> Any:
        asked = {"reference": self.reference, "reason": RING} | said
        return self.client(who).post(reverse("emergency"), asked)


@pytest.fixture
def house() -> Iterator[House]:
    with inside() as provider:
        yield House(provider)


def test_opening_leads_to_the_record_and_every_page_shows_whom_to_ring(house: House) -> None:
    assert HEADS in house.page(house.hr, "emergency")
    answer = house.open(house.hr)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("door", args=[house.concern]))
    for name in ("door", "concern", "entry", "together"):
        page = house.page(house.hr, name, house.concern)
        assert HEADS in page, name
        assert "in an emergency" in page
    record = house.page(house.hr, "concern", house.concern)
    assert "A drawing of a weapon" in record
    assert reverse("decide", args=[house.concern]) not in record
    assert house.client(house.hr).get(reverse("decide", args=[house.concern])).status_code in (200, 403)


def test_others_see_it_everywhere_until_somebody_has_looked(house: House) -> None:
    house.open(house.hr)
    house.page(house.hr, "concern", house.concern)
    use = Emergency.objects.get().use
    for who in (house.lead, house.head):
        assert "1 concern is open to somebody by emergency access." in house.page(who, "desk-queue")
        assert "Hen Ree: one concern" in house.page(who, "who-opens")
    seen, mine = house.page(house.lead, "emergency"), house.page(house.head, "emergency")
    assert RING in seen
    assert f"Concern {house.reference}" in seen
    assert "Opened the record 1 time" in seen
    assert RING not in mine
    assert house.reference not in mine
    assert "Hen Ree opened this concern in an emergency" in house.page(house.lead, "concern", house.concern)
    house.client(house.lead).post(reverse("end-emergency", args=[use]))
    assert "1 use of emergency access has not been looked at." in house.page(house.head, "desk-queue")
    there = reverse("look-at-emergency", args=[use])
    assert house.client(house.lead).post(there, {"verdict": "justified"}).status_code == 422
    assert (
        house.client(house.lead).post(there, {"verdict": "justified", "words": "Right."}).status_code == 302
    )
    assert "emergency access" not in house.page(house.lead, "desk-queue")
    assert "It was right to open it" in house.page(house.head, "emergency")


def test_a_wrong_reference_keeps_what_was_typed(house: House) -> None:
    answer = house.open(house.hr, reference="BBBB-2222")
    assert answer.status_code == 422
    assert RING in answer.content.decode()
    assert "no concern with this reference that you can open here" in answer.content.decode()


def test_a_second_step_is_asked_for_anew(house: House) -> None:
    client = house.client(house.hr)
    account = Account.objects.get(username=f"a{house.hr}")
    give_app(account)
    assert house.open(house.hr).status_code == 422
    assert house.open(house.hr, code="000000").status_code == 422
    assert not Emergency.objects.exists()
    assert house.open(house.hr, code=shown_by_app_of(account, utc_now())).status_code == 302
    assert client.session[PROVEN]


def test_whoever_opens_no_concerns_has_no_such_page(house: House) -> None:
    assert house.client(house.tutor).get(reverse("emergency")).status_code == 404
    assert house.open(house.tutor).status_code == 404


def test_whoever_is_away_at_the_end_of_the_line_is_said_to_be(house: House) -> None:
    record_absence(person_id=house.head, since=NOON, until=None, actor=SETUP, now=NOON)
    assert "(away now)" in house.page(house.hr, "emergency")


def test_how_somebody_is_reached_can_be_said_anew(house: House) -> None:
    there = reverse("reach", args=[house.head])
    answer = house.client(house.head).post(there, {"email": "d@example.org", "phone": "01632 960222"})
    assert answer.status_code == 302
    assert "01632 960222" in house.page(house.hr, "emergency")
    assert house.client(house.lead).get(there).status_code == 403
