"""The tray: what was written to invented people is read as it went out, and leads to becoming them."""

import re

import pytest
from django.test import Client

from dueregard.faces.demo.building import build_house
from dueregard.faces.demo.people import HOUSES, Plays
from dueregard.faces.demo.stories import STORIES
from dueregard.faces.demo.tray import tray
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.notifications.operations import tell
from dueregard.mechanisms.notifications.vocabulary import Urgency
from dueregard.work.training.operations.telling import LEARNING
from household import NOON, SETUP

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
IN_DANGER = next(story for story in STORIES if story.danger)
OPENED = next(story for story in STORIES if story.key == "slogans")


def test_messages_went_out_when_it_happened_and_say_nothing_of_what() -> None:
    for house in HOUSES[:2]:
        build_house(house, now=NOON, stories=(OPENED, IN_DANGER))
    shown = tray(Provider.objects.filter(slug=HOUSES[0].slug), NOON)
    assert [(one.at.date().isoformat(), one.letter.subject, one.login) for one in shown] == [
        ("2026-03-03", "A record needs you now", "larkfield-lead"),
        ("2025-05-08", "A record needs you today", "larkfield-lead"),
    ]
    assert [one.state.partition(" ")[0] for one in shown] == ["Recorded", "Opened"]
    both = tray(Provider.objects.all(), NOON)
    assert {one.provider.slug for one in both} == {house.slug for house in HOUSES[:2]}
    assert [one.at for one in both] == sorted((one.at for one in both), reverse=True)


def test_a_message_leads_to_becoming_its_reader_and_to_what_it_points_to() -> None:
    build_house(HOUSES[0], now=NOON, stories=(IN_DANGER,))
    client = Client()
    page = client.get("/demo/messages/").content.decode()
    assert "A record needs you now" in page
    assert IN_DANGER.seen not in page
    posted = dict(re.findall(r'name="(concern|person)" value="(.*?)"', page))
    landed = client.post("/demo/be/", posted, follow=True)
    assert (landed.status_code, "Open the record?" in landed.content.decode()) == (200, True)


@pytest.mark.parametrize(
    ("place", "lands"), [("my-training", "/desk/mine/training/"), ("sign-out", "/desk/my-reports/")]
)
def test_a_message_about_no_record_leads_to_a_page_and_only_to_one_that_messages_speak_of(
    place: str, lands: str
) -> None:
    build_house(HOUSES[0], now=NOON, stories=())
    tutor = HOUSES[0].playing(Plays.TUTOR).login
    landed = Client().post("/demo/be/", {"person": tutor, "place": place}, follow=True)
    assert (landed.status_code, landed.request["PATH_INFO"]) == (200, lands)


def test_somebody_who_cannot_sign_in_is_written_to_and_nobody_becomes_them() -> None:
    built = build_house(HOUSES[0], now=NOON, stories=())
    with enter(built.provider):
        people = frozenset({built.people["larkfield-tutor"], built.people["larkfield-hurt"]})
        with turn(actor=SETUP, now=NOON) as t:
            tell(t, people=people, thing_kind=LEARNING, thing_id=built.people["larkfield-tutor"],
                 stream=Stream.OPEN, urgency=Urgency.THIS_WEEK, occasion="due")  # fmt: skip
    page = Client().get("/demo/messages/").content.decode()
    assert page.count("Read it") == 2
    assert re.findall(r'name="(concern|person|place)" value="(.*?)"', page) == [
        ("place", "my-training"), ("person", "larkfield-tutor"),
    ]  # fmt: skip


@pytest.mark.parametrize("concern", ["", "not-one", "00000000-0000-0000-0000-000000000000"])
def test_a_message_that_points_nowhere_is_nothing(concern: str) -> None:
    build_house(HOUSES[0], now=NOON, stories=())
    posted = {"person": HOUSES[0].lead, "concern": concern}
    assert Client().post("/demo/be/", posted, follow=True).status_code == 404
