"""Sex, ethnicity, disability and National Insurance numbers on the desk: switched on for a purpose, counted,
switched off; and never shown."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from desk_support import sign_in, text
from dueregard.authority.people.imports.applying import carry_on
from dueregard.authority.people.imports.beginning import begin
from dueregard.authority.people.models import Intake, KeptApart, OptIn
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.moments import london_day, utc_now
from dueregard.ground.tenancy.models import Provider
from household import NOON, SETUP, inside, make_holder, make_person
from people_files import ADA, DELIVERY, ilr, learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
ALL, ONE = "/desk/people/kept-apart/", "/desk/people/kept-apart/national-insurance-number/"
SECRET = "QZ123456C"


def said(**changes: str) -> dict[str, str]:
    """What somebody answers who switches one on until the end of today."""
    today = london_day(utc_now())
    day = {
        "last_day-day": str(today.day),
        "last_day-month": str(today.month),
        "last_day-year": str(today.year),
    }
    return (
        {"do": "on", "use": "funding-evidence", "assessment": "DPIA 7", "reason": "The funder asks."}
        | day
        | changes
    )


def director(provider: Provider) -> Client:
    adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
    return sign_in(make_holder("Cara Lund", "managing-director"), provider)


def test_one_is_switched_on_counted_and_switched_off_and_no_page_shows_it() -> None:
    with inside() as provider:
        client = director(provider)
        assert text(client.get(ALL)).count("Not read") == 6
        assert client.post(ONE, said()).headers["Location"] == ALL
        page = text(client.get(ALL))
        for words in ("Evidence for the funder", "The funder asks.", "DPIA 7", "Cara Lund", "0 people"):
            assert words in page
        file = SimpleUploadedFile("ilr.xml", ilr(learner(ADA | {"NINumber": SECRET}, DELIVERY)))
        where = client.post("/desk/people/in/", {"file": file, "standing": "", "dates": ""}).headers[
            "Location"
        ]
        plan = text(client.get(where))
        assert "National Insurance number of learners: 1 person" in plan
        assert "Not read: sex, ethnicity, disability, health, prior attainment." in plan
        pages = [plan, text(client.get(f"{where}changes/"))]
        intake = Intake.objects.select_related("key").get()
        begun = begin(intake=intake, plan=intake.plan, actor=SETUP, now=utc_now())
        carry_on(intake=begun, actor=SETUP, clock=utc_now)
        row = KeptApart.objects.get()
        pages += [text(client.get(at)) for at in (ALL, ONE, where, f"/desk/people/{row.person_id}/")]
        assert "1 person" in pages[2]
        assert not any(SECRET in page for page in pages)
        assert "Switch off and destroy" in pages[3]
        assert client.post(ONE, {"do": "off"}).headers["Location"] == ALL
        assert text(client.get(ALL)).count("Not read") == 6


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"use": ""}, "This needs an answer."),
        ({"use": "equality-monitoring"}, "Choose one of the answers on the page."),
        ({"reason": " "}, "This needs an answer."),
        ({"last_day-year": "2099"}, "This is more than a year away."),
        ({"last_day-year": "2020"}, "This day is over."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(wrong: dict[str, str], words: str) -> None:
    with inside() as provider:
        answer = director(provider).post(ONE, said(**wrong))
        assert (answer.status_code, OptIn.objects.count()) == (422, 0)
        assert words in answer.content.decode()
        assert "DPIA 7" in answer.content.decode()


def test_whoever_does_not_answer_for_the_provider_switches_nothing_and_nobody_else_looks() -> None:
    with inside() as provider:
        director(provider)
        lead = sign_in(make_holder("Lea Dee", "dsl"), provider)
        stranger = sign_in(make_person("Tess Tutor"), provider)
        assert stranger.get(ALL).status_code == stranger.get("/desk/people/").status_code != 200
        assert lead.post(ONE, said()).status_code == 403
        assert stranger.post(ONE, said()).status_code == 403
        assert OptIn.objects.count() == 0


def test_there_are_six_and_what_is_off_cannot_be_switched_off() -> None:
    with inside() as provider:
        client = director(provider)
        assert client.get("/desk/people/kept-apart/religion/").status_code == 404
        answer = client.post(ONE, {"do": "off"})
        assert answer.status_code == 422
        assert "nothing to switch off" in answer.content.decode()
