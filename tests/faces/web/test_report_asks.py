"""What the report page asks is what the provider's policies ask; what they want never stops anybody."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.faces.web.report.steering import QUESTIONS, REMINDERS
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.controls.facts import Happening
from dueregard.work.casework.controls.form import FormField, Reminder
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.queries.happenings import matter
from household import NOON, SETUP, inside, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]

REPORT = {"reporter": "staff", "about": "learner", "danger": "no", "seen": "He hid a drawing."}
TOLD = {"disclosed-day": "2", "disclosed-month": "3", "disclosed-year": "2026"}


@pytest.fixture
def house(request: pytest.FixtureRequest) -> Any:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        adopt(data=archetype(request.param), path="p.md", actor=SETUP, now=NOON)
        yield provider, lead


def asked(page: Any) -> set[str]:
    names = {str(name) for name in html.fromstring(page.content).xpath("//form[@data-draft]//@name")}
    return {name.rpartition("-")[0] if name.rpartition("-")[2] in _BOXES else name for name in names}


_BOXES = {"day", "month", "year", "hour", "minute", "which"}


def post(provider: Provider, **more: Any) -> Any:
    said = REPORT | {"request_id": str(uuid4())} | more
    return Client().post(reverse("report", args=[provider.short_code]), said)


def test_every_field_a_policy_may_ask_has_its_question() -> None:
    assert set(QUESTIONS) == set(FormField) - {FormField.SIGNED_ON}
    assert set(REMINDERS) == set(Reminder)


HOUSES = [
    (
        "apprenticeship-provider",
        {"who_born", "carer", "signature", "safe", "first_told", "strand"},
        {"wishes"},
    ),
    (
        "national-network",
        {"source", "emergency_at", "first_told"},
        {"who_born", "carer", "signature", "safe"},
    ),
    ("director-led-academy", {"wishes", "who_born", "source"}, {"safe", "first_told", "strand"}),
]


@pytest.mark.parametrize(("house", "there", "not_there"), HOUSES, indirect=["house"])
def test_the_page_asks_what_the_policy_asks(house: Any, there: set[str], not_there: set[str]) -> None:
    page = Client().get(reverse("report", args=[house[0].short_code]))
    assert asked(page) >= there | {"seen", "about", "contact", "evidence"}
    assert not asked(page) & not_there


@pytest.mark.parametrize("house", ["apprenticeship-provider"], indirect=True)
def test_what_the_policy_wants_is_named_once_and_does_not_stop_the_report(house: Any) -> None:
    checked = post(house[0])
    wanted = html.fromstring(checked.content).xpath("//main//ul/li/text()")
    assert wanted == ["Your name", "I sign this with my name: it is true as far as I know"]
    assert "Our policy also asks" not in post(house[0], reporter="anonymous").content.decode()
    assert post(house[0], step="send").status_code == 200
    assert Concern.objects.count() == 1


@pytest.mark.parametrize("house", ["apprenticeship-provider"], indirect=True)
def test_times_kind_signature_and_first_word_are_kept_apart(house: Any) -> None:
    post(
        house[0],
        **TOLD,
        strand="prevent",
        first_told="phone",
        safe="on",
        name="Tu Tor",
        signature="on",
        step="send",
    )
    concern = Concern.objects.get()
    assert (concern.strand, concern.disclosed_to_the, concern.happened_at, concern.told_at) == (
        "prevent",
        "day",
        None,
        None,
    )
    file = read_concern(concern_id=concern.id, actor=Actor.person(house[1]), now=utc_now())
    assert file.account == {"seen": REPORT["seen"], "first_told": "phone", "safe": "yes"}
    assert file.raiser["name"] == "Tu Tor"
    assert file.raiser["signed"] == utc_now().date().isoformat()


@pytest.mark.parametrize(("reporter", "starts"), [("staff", True), ("learner", False)])
@pytest.mark.parametrize("house", ["apprenticeship-provider"], indirect=True)
def test_being_told_starts_the_clock_of_those_who_work_here(house: Any, reporter: str, starts: bool) -> None:
    post(house[0], **TOLD, reporter=reporter, step="send")
    concern = Concern.objects.get()
    happened = matter(concern, Moment.now(utc_now())).happened
    assert (happened.get(Happening.TOLD) == concern.disclosed_at) is starts


@pytest.mark.parametrize("house", ["apprenticeship-provider"], indirect=True)
def test_a_name_without_a_signature_is_not_called_signed(house: Any) -> None:
    post(house[0], name="Tu Tor", step="send")
    file = read_concern(concern_id=Concern.objects.get().id, actor=Actor.person(house[1]), now=utc_now())
    assert file.raiser == {"name": "Tu Tor"}


@pytest.mark.parametrize("house", ["apprenticeship-provider"], indirect=True)
def test_answers_are_read_back_as_people_say_them(house: Any) -> None:
    happened = {"happened-day": "3", "happened-month": "3", "happened-year": "2026", "happened-hour": "14"}
    born = {"who_born-day": "5", "who_born-month": "6", "who_born-year": "2009"}
    page = post(house[0], **TOLD, **happened, **born, **{"happened-minute": "5"}, safe="on")
    rows = html.fromstring(page.content).xpath("//main//dd")
    assert [row.text_content() for row in rows] == [
        "I work here",
        "A friend or another learner",
        "No, or I do not think so",
        "Yes",
        "He hid a drawing.",
        "Monday 2 March 2026",
        "Tuesday 3 March 2026 at 14:05",
        "5 June 2009",
    ]
