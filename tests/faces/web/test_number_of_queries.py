"""The desk asks the database as often for many rows as for few: no page asks once for each row."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk_support import sign_in
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.handling import add_entry, open_concern
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.vocabulary import Precision
from household import NOON, inside, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
MANY = 5


def asked(client: Client, address: str, shown: str) -> int:
    """How many queries a page takes that was opened once before; `shown` must stand on it."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address)
    assert page.status_code == 200
    assert shown in page.content.decode()
    return len(captured)


def note(concern: UUID, by: UUID, words: str) -> None:
    """One more entry in the record."""
    add_entry(
        concern_id=concern,
        kind="note",
        words=words,
        happened=Occurred(NOON, Precision.MINUTE),
        actor=Actor.person(by),
        now=NOON + timedelta(hours=2),
    )


def test_the_queue_asks_no_more_for_many_concerns_than_for_one() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        client = sign_in(lead, provider)
        first = concern_about_a_learner()
        few = asked(client, reverse("desk-queue"), Concern.objects.get(pk=first).reference)
        last = [concern_about_a_learner() for _ in range(MANY)][-1]
        many = asked(client, reverse("desk-queue"), Concern.objects.get(pk=last).reference)
    assert many == few


def test_the_record_asks_no_more_for_many_entries_and_other_concerns_than_for_one() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        client = sign_in(lead, provider)
        concern = concern_about_a_learner()
        open_concern(concern_id=concern, actor=Actor.person(lead), now=NOON + timedelta(hours=1))
        note(concern, lead, "The first note.")
        few = asked(client, reverse("concern", args=[concern]), "The first note.")
        for number in range(MANY):
            concern_about_a_learner()
            note(concern, lead, f"Note {number}.")
        many = asked(client, reverse("concern", args=[concern]), f"Note {MANY - 1}.")
    assert many == few
