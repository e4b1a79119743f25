"""Records restored without their register: two read them and see why, nobody changes them, reports arrive."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.identity.models import Account
from dueregard.ground.audit.operations import ReadOnly, turn
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter, make_read_only, open_again, open_site
from dueregard.work.casework.models import Concern, Entry
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import SETUP, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


@pytest.fixture
def read_only() -> tuple[Client, Client, UUID, Provider]:
    """A reader, somebody who is none, a concern, and the provider as it is now."""
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        other = make_holder("Dep Uty", "dsl")
        concern = concern_about_a_learner()
        reads, does_not = sign_in(lead, provider), sign_in(other, provider)
        reader = Account.objects.get(username=f"a{lead}").id
        make_read_only(provider=provider, readers=[reader], actor=SETUP, now=utc_now())
    return reads, does_not, concern, Provider.objects.get()


def test_a_reader_reads_every_word_and_every_page_says_why_no_more(
    read_only: tuple[Client, Client, UUID, Provider],
) -> None:
    client, _, concern, _ = read_only
    for page in (reverse("desk-queue"), reverse("concern", args=[concern]), reverse("policies")):
        assert "These records can only be read. They were restored from a backup" in text(client.get(page))
    assert "drawing of a weapon" in text(client.get(reverse("concern", args=[concern])))


def test_nobody_else_gets_in_and_the_page_says_where_reports_go(
    read_only: tuple[Client, Client, UUID, Provider],
) -> None:
    _, client, concern, _ = read_only
    for page in (reverse("desk-queue"), reverse("concern", args=[concern]), reverse("my-reports")):
        answer = client.get(page)
        assert (answer.status_code, b"Reports are taken as always" in answer.content) == (409, True)
        assert b"weapon" not in answer.content


def test_a_reader_changes_nothing(read_only: tuple[Client, Client, UUID, Provider]) -> None:
    client, _, concern, provider = read_only
    said = {"kind": "note", "words": "Rang them.", "happened_0": "2026-03-04", "happened_1": "12:00"}
    answer = client.post(reverse("entry", args=[concern]), said)
    assert answer.status_code in {409, 422}
    with enter(provider):
        assert not Entry.objects.exists()
        with pytest.raises(ReadOnly):
            open_site(name="North", actor=SETUP, now=utc_now())


def test_a_report_is_taken_all_the_same_and_opening_again_ends_it(
    read_only: tuple[Client, Client, UUID, Provider],
) -> None:
    client, other, _, provider = read_only
    with enter(provider):
        assert Concern.objects.count() == 1
        report = Report(
            reporter=ReporterKind.LEARNER, about=AboutKind.LEARNER, account={"told": "He hits me."}
        )
        report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=utc_now())
        assert Concern.objects.count() == 2
        assert client.get(f"/r/{provider.short_code}/").status_code == 200
        with turn(actor=SETUP, now=utc_now(), always=True) as t:
            open_again(t, provider)
    assert other.get(reverse("desk-queue")).status_code == 200
    with enter(Provider.objects.get()):
        make_person("New Comer")
