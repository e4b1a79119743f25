"""What people learn of their own accord: written by themselves, and what it changed read by nobody else."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.vocabulary import Kinship
from dueregard.faces.web.desk.training.cpd import how_long
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel.moments import london_day, utc_now
from dueregard.work.training.models import CpdEntry
from household import NOON, SETUP, inside, make_holder, make_person
from training_support import adopt_learning

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
WRITE, MINE = reverse("my-cpd"), reverse("my-training")
DAY = london_day(utc_now()) - timedelta(days=3)
CHANGED = "I listen for longer at Hollyhock Lane"


@pytest.fixture
def house() -> Iterator[tuple[UUID, dict[str, Client]]]:
    """Ada, whom Cy manages, and HR; each signed in."""
    with inside() as provider:
        adopt_learning()
        ada, boss, hr = make_person("Ada Fenn"), make_person("Cy Moss"), make_holder("Hattie Reed", "hr")
        record_relationship(person_id=boss, other_id=ada, kinship=Kinship.LINE_MANAGES, actor=SETUP, now=NOON)
        people = {"ada": ada, "boss": boss, "hr": hr}
        yield ada, {name: sign_in(person, provider) for name, person in people.items()}


def said(**other: object) -> dict[str, object]:
    day = {"done_on-day": DAY.day, "done_on-month": DAY.month, "done_on-year": DAY.year}
    return {"what": "A talk on county lines", "minutes": "90", "changed": CHANGED} | day | other


def test_it_is_written_and_taken_back_by_oneself_and_what_it_changed_read_by_nobody_else(
    house: tuple[UUID, dict[str, Client]],
) -> None:
    ada, clients = house
    assert clients["ada"].post(WRITE, said()).status_code == 302
    clients["ada"].post(WRITE, said(what="A visit", minutes="45", changed=""))
    page = text(clients["ada"].get(MINE))
    assert ("2 hours 15 minutes</strong> in the last 12 months." in page, CHANGED in page) == (True, True)
    there = reverse("training-person", args=[ada])
    of_hr, of_boss = (text(clients[name].get(there)) for name in ("hr", "boss"))
    assert ("A talk on county lines" in of_hr, CHANGED in of_hr) == (True, False)
    assert "A talk on county lines" not in of_boss
    assert not verify_words()
    assert not [entry for entry in Entry.objects.all() if "county" in str(entry.detail)]
    first = CpdEntry.objects.order_by("recorded_at", "pk").first()
    back = reverse("my-cpd-back", args=[first.id])
    assert clients["hr"].post(back).status_code == 404
    assert clients["ada"].post(back).status_code == 302
    assert clients["ada"].post(back).status_code == 404
    page = text(clients["ada"].get(MINE))
    assert ("county lines" in page, "<strong>45 minutes</strong>" in page) == (False, True)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"minutes": "0"}, "Write between 1 and 1,440 minutes."),
        ({"minutes": "1441"}, "Write between 1 and 1,440 minutes."),
        ({"minutes": "1.5"}, "Write a whole number"),
        ({"minutes": "\u0661"}, "Write a whole number"),
        ({"what": " "}, "needs an answer"),
        ({"done_on-year": 2199}, "That day has not come yet."),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_typed(
    house: tuple[UUID, dict[str, Client]], wrong: dict[str, object], sentence: str
) -> None:
    page = house[1]["ada"].post(WRITE, said(**wrong))
    assert (page.status_code, sentence in page.content.decode()) == (422, True)
    assert CHANGED in page.content.decode()
    assert not CpdEntry.objects.exists()


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 minutes"), (1, "1 minute"), (60, "1 hour"), (61, "1 hour 1 minute"), (150, "2 hours 30 minutes")],
)
def test_how_long(minutes: int, words: str) -> None:
    assert how_long(minutes) == words
