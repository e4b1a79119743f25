"""The pages on which people decide how long records are kept, hold them, and dispose of them by two."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from django.urls import reverse

from conduct_support import concern_about_a_colleague
from dueregard.assurance.rights.keeping_words import RecordClass
from dueregard.assurance.rights.models import Disposal, Filing, Hold, Look, Period
from dueregard.assurance.rights.periods import set_period
from dueregard.authority.access.powers import post_titles
from dueregard.authority.access.vocabulary import Part
from dueregard.ground.audit.models import Entry
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.work.casework.models import Concern
from dueregard.work.casework.reports import PersonNamed
from faces.web.test_routes import signed_in
from household import NOON, inside, make_holder, make_person
from keeping_support import REASON, closed, learner_born, would_dispose

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


class House:
    """Two who decide, a director who answers for it, and a closed record whose time is over."""

    def __init__(self, provider: Any) -> None:
        self.lead, self.second = make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")
        director = make_holder("Di Rector", "managing-director")
        self.learner = learner_born(date(2000, 1, 2))
        self.concern = closed(self.lead, self.learner)
        said: dict[str, Any] = {"record_class": RecordClass.NOT_REFERRED_ADULT, "months": 1, "reason": "x"}
        set_period(**said, actor=Actor.person(director), now=NOON)
        self.clients = {
            name: signed_in(who, provider)
            for name, who in (("lead", self.lead), ("second", self.second), ("director", director))
        }
        self.clients["tutor"] = signed_in(make_person("Tu Tor"), provider)
        self.reference = Concern.objects.get(pk=self.concern).reference

    def at(self, name: str) -> str:
        return reverse(name, args=[self.concern])

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
    listed = house.text("lead", reverse("keeping"))
    assert house.reference in listed
    assert "To be looked at since" in listed
    assert "Marlow" not in listed
    sent = house.post("lead", "look-at-record", why="no-reason-to-keep", reason=REASON)
    assert (sent.status_code, sent.headers["Location"]) == (302, house.at("kept"))
    page = house.text("second", house.at("answer-disposal"))
    assert REASON in page
    look = Look.objects.get()
    agreed = house.post("second", "answer-disposal", look=str(look.id), answer="goes")
    assert (agreed.status_code, agreed.headers["Location"]) == (302, house.at("disposed-of"))
    certificate = house.text("second", house.at("disposed-of"))
    row = Disposal.objects.get()
    for said in (
        "Entries that went",
        "1 month from the day it is closed: x",
        post_titles(Moment.now(utc_now()))["dsl"],
        "Nothing came of it",
        "no backups are made by themselves here",
        f"{Entry.objects.get(verb='rights.record-disposed-of').seq} (open)",
    ):
        assert said in certificate
    assert "Marlow" not in certificate
    for name in ("concern", "kept"):
        assert house.clients["lead"].get(house.at(name)).status_code in (302, 409)
    assert house.reference in house.text("lead", reverse("keeping"))
    with pikepdf.open(BytesIO(house.clients["second"].get(house.at("certificate-file")).content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
    assert row.second_id == house.second


def test_whoever_wrote_it_cannot_agree_and_is_told_who_can(house: House) -> None:
    look = would_dispose(house.concern, house.lead, at=utc_now())
    refused = house.post("lead", "answer-disposal", look=str(look.id), answer="goes")
    assert refused.status_code == 422
    assert "Somebody else has to agree" in refused.content.decode()
    assert "Anybody else who decides" in refused.content.decode()
    assert (
        "Say why it stays."
        in house.post("second", "answer-disposal", look=str(look.id), answer="stays").content.decode()
    )
    stale = house.post("second", "answer-disposal", look=str(uuid4()), answer="goes")
    assert (stale.status_code, "Look at it again" in stale.content.decode()) == (422, True)
    house.post("second", "answer-disposal", look=str(look.id), answer="stays", reason="A claim may come.")
    assert "A claim may come." in house.text("lead", house.at("kept"))
    assert not Disposal.objects.exists()


def test_a_hold_stands_on_the_record_and_nothing_typed_is_lost(house: House) -> None:
    wrong = house.post("lead", "hold", on="concern", post="managing-director", reason="Hollyhock claim")
    assert (wrong.status_code, "Hollyhock claim" in wrong.content.decode()) == (422, True)
    house.post("lead", "hold", on="concern", post="dsl", reason="Hollyhock claim")
    assert "Legal hold" in house.text("lead", house.at("concern"))
    assert "Hollyhock claim" not in house.text("lead", house.at("concern"))
    assert "Hollyhock claim" in house.text("lead", house.at("kept"))
    refused = house.post("lead", "look-at-record", why="time-over", reason="Words that stay.")
    assert refused.status_code == 422
    assert "legal hold" in refused.content.decode()
    assert "Words that stay." in refused.content.decode()
    house.post("second", "lift-hold", hold=str(Hold.objects.get().id), post="dsl", reason="Settled.")
    assert "Legal hold" not in house.text("lead", house.at("concern"))


def test_a_hold_from_a_matter_somebody_does_not_see_says_only_that_it_holds(house: House) -> None:
    parts = ((Part.SAID_TO_HAVE_HARMED, house.lead), (Part.HARMED, house.learner))
    people = tuple(PersonNamed(part, {"name": "Zz"}, who) for part, who in parts)
    there = reverse("hold", args=[concern_about_a_colleague(people=people)])
    said = {"on": "person", "post": "dsl", "reason": "Hollyhock claim"}
    assert house.clients["lead"].post(there, said).status_code == 404
    assert house.clients["second"].post(there, said).status_code == 302
    for name in ("concern", "kept", "lift-hold"):
        page = house.text("lead", house.at(name))
        assert ("Hollyhock" in page, "without an end" in page) == (False, False)
    assert "Somebody else looks after this hold" in house.text("lead", house.at("kept"))
    assert "Nothing of this may be disposed of." in house.text("lead", house.at("concern"))
    assert "Nothing of this may be disposed of, since" not in house.text("lead", house.at("concern"))
    assert "Hollyhock claim" in house.text("second", house.at("kept"))


@pytest.mark.parametrize(
    ("name", "said", "sentence"),
    [
        ("look-at-record", {"why": "keep", "reason": "x"}, "either until when it is kept"),
        ("look-at-record", {"why": "keep", "reason": "x", "keep_until-day": "31", "keep_until-month": "2",
         "keep_until-year": "2030"}, "not a day in the calendar"),
        ("look-at-record", {"why": "keep", "reason": "x", "keep_until-day": "1", "keep_until-month": "1",
         "keep_until-year": "2020"}, "Write a day to come"),
        ("look-at-record", {"why": "gone", "reason": "x"}, "Choose one of the answers"),
        ("file-record", {"reason": "x", "staff_matter": "low-level"}, "not about somebody who works here"),
        ("file-record", {"reason": ""}, "needs an answer"),
        ("hold", {"on": "concern", "post": "dsl", "reason": "x", "until-day": "1", "until-month": "1",
         "until-year": "2020"}, "This day is over"),
        ("lift-hold", {"hold": "x", "post": "dsl", "reason": "x"}, "Choose one of the answers"),
    ],
)  # fmt: skip
def test_bad_input_gets_a_sentence(house: House, name: str, said: dict[str, str], sentence: str) -> None:
    response = house.post("lead", name, **said)
    assert (response.status_code, sentence in response.content.decode()) == (422, True)
    assert (Look.objects.count(), Filing.objects.count(), Hold.objects.count()) == (0, 0, 0)


def test_whoever_answers_for_the_provider_sets_periods_and_others_read_them(house: House) -> None:
    there = reverse("keeping-period", args=["adult"])
    director, lead = house.clients["director"], house.clients["lead"]
    assert director.post(there, {"is_set": "yes", "years": "six", "reason": "x"}).status_code == 422
    assert (
        director.post(
            there, {"is_set": "yes", "years": "7", "months": "", "reason": "Our insurer."}
        ).status_code
        == 302
    )
    assert director.post(there, {"is_set": "no", "reason": "Not settled."}).status_code == 302
    assert list(
        Period.objects.filter(record_class="adult").order_by("recorded_at").values_list("months", flat=True)
    ) == [84, None]
    refused = lead.post(there, {"is_set": "no", "reason": "x"})
    assert (refused.status_code, "accountable" in refused.content.decode()) == (422, True)
    assert "Not settled." in house.text("lead", reverse("keeping-periods"))
    assert lead.get(reverse("keeping-period", args=["no-such"])).status_code == 404


def test_nobody_else_finds_any_of_it(house: House) -> None:
    names = ("kept", "file-record", "hold", "lift-hold", "look-at-record", "answer-disposal", "disposed-of")
    lists = [reverse("keeping"), reverse("keeping-restricted"), reverse("keeping-periods")]
    for address in (*lists, *(house.at(name) for name in names)):
        assert house.clients["tutor"].get(address).status_code == 404
    assert house.reference not in house.text("lead", reverse("keeping-restricted"))
