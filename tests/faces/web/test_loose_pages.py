"""The pages on which people decide how long what belongs to no concern is kept, and dispose of it by two."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.urls import reverse

from dueregard.assurance.rights.keeping_words import RecordClass
from dueregard.assurance.rights.models import Hold, LooseDisposal, LooseLook
from dueregard.assurance.rights.periods import set_period
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.vocabulary import Precision
from dueregard.work.consultation.operations.talking import Note, note_talk
from dueregard.work.consultation.vocabulary import Asker
from faces.web.test_routes import signed_in
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
WORRY = "A poster in the workshop."


class House:
    """Two who decide, a director and a tutor; and a note of a talk whose time is over."""

    def __init__(self, provider: Any) -> None:
        adopt(data=archetype("apprenticeship-provider"), path="a.md", actor=SETUP, now=NOON)
        lead, second = make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")
        director = make_holder("Di Rector", "managing-director")
        said = Note(
            talked=Occurred(NOON, Precision.MINUTE), asker=Asker.LEARNER, what=WORRY, advised="To report it."
        )
        self.talk = note_talk(note=said, actor=Actor.person(lead), now=NOON).id
        period: dict[str, Any] = {"record_class": RecordClass.TALK, "months": 1, "reason": "Our lawyer."}
        set_period(**period, actor=Actor.person(director), now=NOON)
        people = {"lead": lead, "second": second, "director": director, "tutor": make_person("Tu Tor")}
        self.clients = {name: signed_in(who, provider) for name, who in people.items()}

    def at(self, name: str, kind: str = "talk") -> str:
        return reverse(name, args=[kind, self.talk])

    def text(self, who: str, address: str) -> str:
        response = self.clients[who].get(address)
        assert response.status_code == 200, response.content.decode()[-2000:]
        return str(response.content.decode())

    def post(self, who: str, name: str, **said: Any) -> Any:
        return self.clients[who].post(self.at(name), said)


@pytest.fixture
def house() -> Iterator[House]:
    with inside() as provider:
        yield House(provider)


def test_from_the_list_to_the_certificate(house: House) -> None:
    assert reverse("loose") in house.text("lead", reverse("keeping"))
    listed = house.text("lead", reverse("loose"))
    assert "To be looked at since" in listed
    assert house.at("loose-one") in listed
    assert "1 month from the day it was made" in house.text("lead", house.at("loose-one"))
    sent = house.post("lead", "loose-look", why="time-over", reason="Nobody needs it.")
    assert (sent.status_code, sent.headers["Location"]) == (302, house.at("loose-one"))
    page = house.text("second", house.at("loose-answer"))
    assert "Nobody needs it." in page
    assert WORRY not in listed + page
    look = LooseLook.objects.get()
    own = house.post("lead", "loose-answer", look=str(look.id), answer="goes")
    assert (own.status_code, "Somebody else has to agree" in own.content.decode()) == (422, True)
    agreed = house.post("second", "loose-answer", look=str(look.id), answer="goes")
    assert (agreed.status_code, agreed.headers["Location"]) == (302, house.at("loose-one"))
    certificate = house.text("second", house.at("loose-one"))
    row = LooseDisposal.objects.get()
    for said in (str(house.talk), "Our lawyer.", "no backups are made by themselves here", "(open)"):
        assert said in certificate
    assert str(row.thing_id) in house.text("lead", reverse("loose"))
    assert WORRY not in house.text("lead", reverse("talks"))
    with pikepdf.open(BytesIO(house.clients["second"].get(house.at("loose-certificate")).content)) as pdf:
        assert pdf.Root.MarkInfo.Marked


def test_a_hold_and_bad_input_lose_nothing_that_was_typed(house: House) -> None:
    wrong = house.post("lead", "loose-hold", post="managing-director", reason="Hollyhock claim")
    assert (wrong.status_code, "Hollyhock claim" in wrong.content.decode()) == (422, True)
    assert house.post("lead", "loose-hold", post="dsl", reason="Hollyhock claim").status_code == 302
    assert "Hollyhock claim" in house.text("second", house.at("loose-one"))
    refused = house.post("lead", "loose-look", why="time-over", reason="Words that stay.")
    assert refused.status_code == 422
    for said in ("legal hold", "Words that stay."):
        assert said in refused.content.decode()
    house.post("second", "loose-lift", hold=str(Hold.objects.get().id), post="dsl", reason="Settled.")
    assert "Hollyhock claim" not in house.text("lead", house.at("loose-one"))
    stays = house.post("lead", "loose-look", why="time-over", reason="x")
    answered = house.post("second", "loose-answer", look=str(LooseLook.objects.get().id), answer="stays")
    assert (stays.status_code, "Say why it stays." in answered.content.decode()) == (302, True)


def test_the_schedule_no_longer_says_that_these_are_looked_at_by_hand(house: House) -> None:
    page = house.text("director", reverse("keeping-periods"))
    assert page.count("Looked at by hand for now") == 4
    assert "no source gives a period" in page


def test_nobody_else_finds_any_of_it(house: House) -> None:
    names = ("loose-one", "loose-look", "loose-answer", "loose-hold", "loose-lift", "loose-certificate")
    for address in (reverse("loose"), *(house.at(name) for name in names)):
        assert house.clients["tutor"].get(address).status_code == 404
    for name in names:
        assert house.clients["lead"].get(house.at(name, "episode")).status_code == 404
        assert house.clients["lead"].get(house.at(name, "no-such")).status_code == 404
