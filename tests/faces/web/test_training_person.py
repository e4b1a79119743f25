"""One person's training, for whom it is shown to, and putting right what was written down of it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.vocabulary import Kinship
from dueregard.ground.kernel.moments import london_day, utc_now
from dueregard.work.training.models import Completion
from household import NOON, SETUP, inside, make_holder, make_person
from training_support import adopt_learning, did

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
DAY = london_day(utc_now()) - timedelta(days=3)


def page_of(person: UUID) -> str:
    return reverse("training-person", args=[person])


def boxes(**other: object) -> dict[str, object]:
    day = {"done_on-day": DAY.day, "done_on-month": DAY.month, "done_on-year": DAY.year}
    return day | {"result": "passed", "mode": ""} | other


def test_it_shows_to_hr_and_the_manager_and_to_others_it_is_not_there() -> None:
    with inside("elsewhere"):
        of_others = make_person("Els Where")
    with inside() as provider:
        adopt_learning()
        ada, boss = make_person("Ada Fenn"), make_person("Cy Moss")
        record_relationship(person_id=boss, other_id=ada, kinship=Kinship.LINE_MANAGES, actor=SETUP, now=NOON)
        row = did(ada, on=DAY)[0]
        hr, manager = (sign_in(who, provider) for who in (make_holder("Hattie Reed", "hr"), boss))
        change = reverse("training-correct", args=[row.id])
        assert change in text(hr.get(page_of(ada)))
        assert change not in text(manager.get(page_of(ada)))
        for client, address in ((hr, of_others), (hr, uuid4()), (manager, boss)):
            assert client.get(page_of(address)).status_code == 404
        assert sign_in(make_holder("Lea Dee", "dsl"), provider).get(page_of(ada)).status_code == 403
        assert manager.post(change, boxes(take_back="on")).status_code == 403
        assert Completion.objects.count() == 1


def test_a_slip_is_put_right_or_taken_back_and_what_was_written_stays_behind_it() -> None:
    with inside() as provider:
        adopt_learning()
        ada = make_person("Ada Fenn")
        row = did(ada, on=DAY)[0]
        client = sign_in(make_holder("Hattie Reed", "hr"), provider)
        first = reverse("training-correct", args=[row.id])
        for wrong, sentence in (
            ({}, "This is what it says already."),
            ({"done_on-year": 2199}, "That day has not come yet."),
            ({"result": "read"}, "Choose one of the answers"),
        ):
            page = client.post(first, boxes(**wrong))
            assert (page.status_code, sentence in page.content.decode()) == (422, True), wrong
        assert client.post(first, boxes(result="attended")).headers["Location"] == page_of(ada)
        assert text(client.get(page_of(ada))).count("No: put right") == 1
        assert client.get(first).status_code == 404  # no longer the last word on it
        last = Completion.objects.get(replaces=row)
        client.post(reverse("training-correct", args=[last.id]), boxes(result="attended", take_back="on"))
        shown = text(client.get(page_of(ada)))
        assert (shown.count("No: put right"), shown.count("No: taken back"), "Overdue" in shown) == (
            1,
            1,
            True,
        )
