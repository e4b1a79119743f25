"""What the last page, the receipt page and My reports say of when somebody will look."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import text
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.faces.web.report.looking import sentence
from dueregard.ground.jobs.operations import beat
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.mechanisms.clocks.operations.calendars import set_hours
from dueregard.mechanisms.clocks.rules.calendars import Opening, week
from dueregard.work.casework.models import Delivery
from dueregard.work.casework.operations.handling import open_concern
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Report
from dueregard.work.casework.rules.looking import Look, When
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import NOON, SETUP, inside, make_holder

SATURDAY = datetime(2026, 11, 21, 12, tzinfo=UTC)
MONDAY = (datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 11, 23, 17, 30, tzinfo=UTC))
IN_SUMMER = (datetime(2026, 7, 6, 8, tzinfo=UTC), datetime(2026, 7, 6, 16, tzinfo=UTC))
OVERDUE = "Nobody has opened this in the time we set ourselves."


@pytest.mark.parametrize(
    ("look", "said"),
    [
        (Look(When.TODAY, *MONDAY), "Somebody will look at this today, before 5:30 pm."),
        (
            Look(When.CLOSED, *MONDAY),
            "Harbour College is closed until Monday 23 November, 9 am. Somebody will look at this then.",
        ),
        (Look(When.CLOSED, *IN_SUMMER), "Harbour College is closed until Monday 6 July, 9 am."),
        (Look(When.LATER, *MONDAY), "Somebody will look at this on Monday 23 November, from 9 am on."),
        (
            Look(When.LATER, *(at + timedelta(days=70) for at in MONDAY)),
            "Somebody will look at this on Monday 1 February 2027, from 9 am on.",
        ),
        (Look(When.SOME_DAY, *MONDAY), "Somebody is there to look at this on Monday 23 November."),
        (Look(When.NOBODY), "We cannot say when somebody will look at this, because nobody is on cover."),
    ],
)
def test_it_is_said_plainly(look: Look, said: str) -> None:
    assert sentence(look, "Harbour College", SATURDAY).startswith(said)


@pytest.fixture
def provider() -> Any:
    """A place that is always open, with a lead who is there and a worker that runs."""
    with inside() as found:
        make_holder("Lea Dee", "dsl")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        set_hours(week=week([[Opening(time(), time())]] * 7), actor=SETUP, now=NOON)
        beat("worker", now=utc_now())
        yield found


@pytest.mark.django_db
@pytest.mark.urls("dueregard.config.urls")
def test_the_last_page_says_it_and_whom_to_ring(provider: Provider) -> None:
    said = {"request_id": str(uuid4()), "reporter": "learner", "about": "self", "danger": "no", "seen": "x"}
    page = text(Client().post(reverse("report", args=[provider.short_code]), said | {"step": "send"}))
    assert "Somebody will look at this" in page
    assert "If it cannot wait" in page
    assert "tel:999" in page
    assert "not getting through" not in page
    beat("worker", now=utc_now() - timedelta(days=1))
    page = text(Client().post(reverse("report", args=[provider.short_code]), said | {"step": "send"}))
    assert "not getting through" in page


@pytest.mark.django_db
@pytest.mark.urls("dueregard.config.urls")
@pytest.mark.parametrize(("days", "overdue"), [(0, False), (5, True)])
def test_the_receipt_page_says_when_it_is_overdue(provider: Provider, days: int, overdue: bool) -> None:
    report = Report(reporter=ReporterKind.LEARNER, about=AboutKind.SELF, account={"seen": "x"})
    receipt = report_concern(
        report=report,
        request_id=uuid4(),
        actor=Actor.outsider(),
        now=utc_now() - timedelta(days=days),
    )
    page = Client().post(
        reverse("report-again", args=[provider.short_code]),
        {"reference": receipt.reference, "code": receipt.code},
    )
    assert (OVERDUE in text(page)) is overdue
    assert ("Somebody will look at this" in text(page)) is not overdue


@pytest.mark.django_db
@pytest.mark.urls("dueregard.config.urls")
def test_whoever_comes_back_once_somebody_has_opened_it_still_finds_whom_to_ring(provider: Provider) -> None:
    report = Report(reporter=ReporterKind.LEARNER, about=AboutKind.SELF, account={"seen": "x"})
    now = utc_now()
    receipt = report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=now)
    [put] = Delivery.objects.filter(concern=receipt.concern_id)
    open_concern(concern_id=receipt.concern_id, actor=Actor.person(put.person_id), now=now)
    said = {"reference": receipt.reference, "code": receipt.code}
    page = text(Client().post(reverse("report-again", args=[provider.short_code]), said))
    assert "When will somebody look?" not in page
    assert "If it cannot wait" in page
    assert page.count("tel:999") > 1
