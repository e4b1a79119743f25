"""*A concern was about me*: asking without an account, coming back with a code, and answering at the desk."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.assurance.rights.models import RightsRequest, RightsStep
from dueregard.assurance.rights.wants import Step, Want
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import reader
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.queries.seeing import seen_by
from dueregard.work.casework.rules.guessing import FREE_TRIES
from household import SETUP, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
SECRET = "What did the tutor write about my prayers?"
SAID = {"want": Want.SEE, "words": SECRET, "name": "Kit Fell", "reach": "By post."}


class Door:
    """A provider with somebody accountable, a lead, and a tutor; pages for everybody under its short address."""

    def __init__(self, provider: Provider) -> None:
        now = utc_now() - timedelta(days=1)
        adopt(data=archetype("safeguarding-core"), path="p.md", actor=SETUP, now=now)
        self.provider = provider
        self.head, self.lead = make_holder("Di Rector", "head"), make_holder("Lea Dee", "dsl")
        self.tutor = make_person("Tu Tor")

    def url(self, name: str) -> str:
        return reverse(name, args=[self.provider.short_code])

    def ask(self, **said: Any) -> Any:
        return Client().post(self.url("report-ask-about-me"), SAID | {"request_id": str(uuid4())} | said)

    def again(self, receipt: dict[str, str], **more: str) -> Any:
        return Client().post(self.url("report-about-me-again"), receipt | more)


@pytest.fixture
def door() -> Iterator[Door]:
    with inside() as provider:
        yield Door(provider)


def receipt_in(page: Any) -> dict[str, str]:
    reference, code = re.findall(r"<code>([^<]+)</code>", text(page))
    return {"reference": reference, "code": code}


def test_somebody_asks_comes_back_reads_and_writes_without_an_account(door: Door) -> None:
    assert "It tells nobody whether anything is held about anyone." in text(
        Client().get(door.url("report-about-me"))
    )
    receipt = receipt_in(door.ask())
    page = text(door.again(receipt))
    assert "Nobody has written to you yet." in page
    assert SECRET not in page
    row = RightsRequest.objects.get()
    lead = sign_in(door.lead, door.provider)
    assert "See what you hold about me" in text(lead.get(reverse("rights-requests")))
    assert SECRET in text(lead.get(reverse("rights-request", args=[row.id])))
    step = {"step": Step.GIVEN, "words": "Nothing in it is held against you."}
    assert lead.post(reverse("rights-step", args=[row.id]), step).status_code == 302
    answered = text(door.again(receipt))
    assert "Nothing in it is held against you." in answered
    assert "ico.org.uk/make-a-complaint" in answered
    more = {"step": "add", "words": "Thank you.", "request_id": str(uuid4())}
    assert "Sent. Whoever answers is told." in text(door.again(receipt, **more))
    assert RightsStep.objects.filter(step=Step.SAID).count() == 1
    assert "Answered, and they wrote again" in text(lead.get(reverse("rights-requests")))
    reads = Entry.objects.filter(verb="audit.read", subject_id=row.id).order_by("seq")
    lead_reads = f"person:{door.lead}"
    assert list(reads.values_list("actor", flat=True)) == ["outsider", lead_reads, "outsider", "outsider"]


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(door: Door) -> None:
    for box in ("name", "reach", "words", "want"):
        page = door.ask(**{box: ""})
        assert page.status_code == 422
        kept = {"name": "Kit Fell", "reach": "By post.", "words": SECRET}
        assert all(words in page.content.decode() for name, words in kept.items() if name != box)
    assert door.ask(words="x" * 30_000).status_code == 422
    assert door.ask(name="a\0b").status_code == 422
    assert door.ask(request_id="no").status_code == 422
    assert not RightsRequest.objects.exists()
    assert Client().get(door.url("report-ask-about-me"), {"want": "<script>"}).status_code == 200


def test_where_the_law_names_no_day_the_page_names_none(door: Door) -> None:
    receipt = receipt_in(door.ask(want=Want.COMPLAIN))
    row, client = RightsRequest.objects.get(), sign_in(door.lead, door.provider)
    have = {"step": Step.ACKNOWLEDGED, "words": "We have it."}
    assert client.post(reverse("rights-step", args=[row.id]), have).status_code == 302
    assert "We have it, and answer as soon as we can." in text(door.again(receipt))
    assert "the law names no day" in text(client.get(reverse("rights-request", args=[row.id])))


def test_whoever_guesses_waits_and_learns_nothing(door: Door) -> None:
    receipt = receipt_in(door.ask())
    wrong = receipt | {"code": "BBBB-BBBB-BBBB-BBBB"}
    for _ in range(FREE_TRIES):
        assert door.again(wrong).status_code == 422
    late = door.again(receipt, step="add", words="Keep me.", request_id=str(uuid4()))
    assert (late.status_code, "Keep me." in late.content.decode()) == (429, True)
    assert door.again({"reference": "", "code": ""}).status_code == 422


def test_nobody_it_is_about_or_without_the_post_finds_it(door: Door) -> None:
    door.ask(involved=[str(door.lead)])
    row = RightsRequest.objects.get()
    lead, tutor, head = (sign_in(who, door.provider) for who in (door.lead, door.tutor, door.head))
    assert "Nobody has asked." in text(lead.get(reverse("rights-requests")))
    assert row.reference in text(head.get(reverse("rights-requests")))
    assert tutor.get(reverse("rights-requests")).status_code == 404
    for client in (lead, tutor):
        for name in ("rights-request", "rights-step", "rights-on-record"):
            assert client.get(reverse(name, args=[row.id])).status_code == 404
    assert head.get(reverse("rights-request", args=[uuid4()])).status_code == 404


def test_the_desk_says_what_cannot_come_next_and_where_a_record_is_not(door: Door) -> None:
    door.ask(want=Want.TELL)
    row, client = RightsRequest.objects.get(), sign_in(door.lead, door.provider)
    step, record = (reverse(name, args=[row.id]) for name in ("rights-step", "rights-on-record"))
    for refused in (
        {"step": Step.GIVEN, "words": " "},
        {"step": "x", "words": "y"},
        {"step": Step.SAID, "words": "y"},
    ):
        assert client.post(step, refused).status_code == 422
    assert client.post(step, {"step": Step.REFUSED, "words": "No."}).status_code == 302
    late = client.post(step, {"step": Step.GIVEN, "words": "Yes."})
    assert (late.status_code, "answered already" in late.content.decode()) == (422, True)
    page = client.post(record, {"reference": "ZZZZ-2222", "words": "My side."})
    assert (page.status_code, "My side." in page.content.decode()) == (422, True)
    concern = _open_to(door.lead)
    assert client.post(record, {"reference": concern, "words": "My side."}).status_code == 302
    assert "Put on a record" in text(client.get(reverse("rights-request", args=[row.id])))


def _open_to(lead: UUID) -> str:
    moment = Moment.now(utc_now())
    found = seen_by(reader(lead, powers_in_force(moment), moment), concern_about_a_learner(), moment)
    assert found is not None
    return found.reference
