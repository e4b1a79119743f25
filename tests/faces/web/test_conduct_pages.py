"""The pages of a concern about somebody who works here."""

import html
import re
from typing import Any

import pytest
from django.urls import reverse

from conduct_support import DONE, FULL, concern_about_a_colleague
from desk_support import text
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.vocabulary import Read
from dueregard.work.casework.models import Decision
from faces.web.test_routes import signed_in
from household import inside, make_holder
from referral_support import SHARED, adopted

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


@pytest.fixture
def desk() -> Any:
    with inside() as provider:
        adopted()
        head = make_holder("He Ad", "head")
        hr = make_holder("Hum An", "hr-lead")
        concern = concern_about_a_colleague()
        yield signed_in(head, provider), concern, hr, provider


def at(name: str, concern: Any) -> str:
    return reverse(name, args=[concern])


def test_from_the_first_step_to_speaking_to_them(desk: Any) -> None:
    client, concern, hr, _provider = desk
    sorts = {"danger": "no", "person": "staff", "strand": "safeguarding", "urgency": "today", "reason": "x"}
    assert client.post(at("triage", concern), sorts).status_code == 302
    assert "Decide which kind" in text(client.get(at("concern", concern)))
    assert "Spoke to the person" not in text(client.get(at("entry", concern)))
    spoke = {"kind": "spoke-to-the-person", "words": "I asked him about the lifts home."}
    early = client.post(at("entry", concern), spoke)
    assert early.status_code == 422
    assert "First decide which kind of concern" in html.unescape(early.content.decode())
    assert "Head of the organisation" in html.unescape(early.content.decode())
    assert "I asked him about the lifts home." in html.unescape(early.content.decode())
    question = at("decide", concern) + "?question=conduct"
    assert "Allegation: they harmed somebody or may have" in text(client.get(question))
    asked = FULL | DONE | {"question": "conduct", "outcome": "allegation"}
    assert client.post(at("decide", concern), asked).status_code == 302
    assert "Write down whom they work with" in text(client.get(at("concern", concern)))
    work = {"works_with": "both", "works_in": "england", "employed_by": "us", "words": "His timetable."}
    assert client.post(at("their-work", concern), work)["Location"] == at("conduct", concern)
    page = text(client.get(at("conduct", concern)))
    assert "They work with under-18s in England" in page
    assert "people in positions of trust" in page
    assert "Nobody speaks to them, or takes statements, before advice" in page
    for source in ("lado", "pipot"):
        said = {
            "source": source,
            "step": "given",
            "who": "Duty officer",
            "said": "Wait for the strategy meeting.",
        }
        assert client.post(at("conduct-advice", concern), said).status_code == 302
    assert (
        client.post(at("case-manager", concern), {"person": str(hr), "reason": "She knows."}).status_code
        == 302
    )
    page = text(client.get(at("conduct", concern)))
    assert "Wait for the strategy meeting." in page
    assert "Hum An" in page
    assert "Spoke to the person" in text(client.get(at("entry", concern)))
    assert client.post(at("entry", concern), spoke).status_code == 302
    record = text(client.get(at("concern", concern)))
    for words in (
        "Case manager: Hum An",
        "Advice from outside: LADO, given",
        "Spoke to the person",
        "to manage the case",
    ):
        assert words in record


def test_a_page_is_a_reading_and_what_is_left_out_stands_at_its_place(desk: Any) -> None:
    client, concern, _hr, _provider = desk
    before = LedgerEntry.objects.filter(verb=Read.name).count()
    assert client.get(at("conduct", concern)).status_code == 200
    assert LedgerEntry.objects.filter(verb=Read.name).count() == before + 1
    again = client.post(at("conduct-advice", concern), {"source": "lado", "step": "given", "said": "Wait."})
    assert again.status_code == 422
    assert "Say which post of which body advised." in again.content.decode()
    assert "Wait." in again.content.decode()
    nothing = client.post(at("their-work", concern), {"words": ""})
    assert nothing.status_code == 422
    assert not Decision.objects.exists()


def test_who_may_not_appoint_is_told_who_can(desk: Any) -> None:
    client, concern, hr, provider = desk
    chair = signed_in(make_holder("Cha Ir", "chair"), provider)
    assert "Appointed by: Head of the organisation." in text(chair.get(at("conduct", concern)))
    refused = chair.post(at("case-manager", concern), {"person": str(hr), "reason": "She knows."})
    assert refused.status_code == 422
    assert "These posts can: Head of the organisation." in refused.content.decode()
    assert "She knows." in refused.content.decode()
    assert "Appoint a case manager" in text(client.get(at("conduct", concern)))


def test_of_an_open_matter_and_of_one_that_is_not_theirs_there_is_none(desk: Any) -> None:
    _client, concern, _hr, provider = desk
    lead = signed_in(make_holder("Lea Dee", "dsl"), provider)
    for name in ("conduct", "their-work", "conduct-advice", "case-manager"):
        assert lead.get(at(name, concern)).status_code == 404
        assert lead.post(at(name, concern), {}).status_code in (404, 405)


def test_how_it_ended_stands_with_its_meaning_and_what_a_reference_may_say(desk: Any) -> None:
    client, concern, hr, provider = desk
    sorts = {"danger": "no", "person": "staff", "strand": "safeguarding", "urgency": "today", "reason": "x"}
    client.post(at("triage", concern), sorts)
    client.post(at("decide", concern), FULL | DONE | {"question": "conduct", "outcome": "allegation"})
    assert "one of five words" in text(client.get(at("conduct", concern)))
    sheet = text(client.get(at("decide", concern) + "?question=close"))
    assert "Unsubstantiated: there is not enough evidence either way" in sheet
    ends = FULL | DONE | {"question": "close", "outcome": "unsubstantiated"}
    assert client.post(at("decide", concern), ends).status_code == 302
    assert "one of five words" in text(client.get(at("conduct", concern)))
    joined = Decision.objects.get(question="close")
    second = signed_in(make_holder("Cha Ir", "chair"), provider)
    assert second.post(reverse("join", args=[concern, joined.id])).status_code == 302
    page = text(client.get(at("conduct", concern)))
    assert "Not in any reference" in page
    assert "Kept as an allegation" in page
    assert "Not in any reference" in text(client.get(at("concern", concern)))
    assert hr


def test_the_agency_and_the_barring_service(desk: Any) -> None:
    client, concern, _hr, _provider = desk
    assert "Their employer" not in text(client.get(at("conduct", concern)))
    client.post(at("decide", concern), FULL | DONE | {"question": "conduct", "outcome": "allegation"})
    work = {
        "works_with": "under-18s",
        "works_in": "england",
        "employed_by": "agency",
        "words": "Its invoice.",
    }
    client.post(at("their-work", concern), work)
    page = text(client.get(at("conduct", concern)))
    assert "Their employer is told once it is." in page
    told = SHARED | {"basis": "safeguarding", "employer": "True", "approved_by": str(_head(client, concern))}
    early = client.post(at("share", concern), told)
    assert early.status_code == 422
    assert "Their employer is told once it is." in early.content.decode()
    said = {"source": "lado", "step": "given", "who": "Duty officer", "said": "Tell the agency."}
    client.post(at("conduct-advice", concern), said)
    there = at("share", concern) + "?employer=1"
    assert there in text(client.get(at("conduct", concern)))
    assert 'name="employer" value="True"' in text(client.get(there))
    assert client.post(at("share", concern), told).status_code == 302
    assert "The duty officer of the council" in html.unescape(text(client.get(at("conduct", concern))))
    removal = {"how": "removed", "words": "From teaching, by the head."}
    assert client.post(at("conduct-removal", concern), removal)["Location"] == at("conduct", concern)
    page = text(client.get(at("conduct", concern)))
    assert "How soon it is decided: not set." in page
    decided = FULL | DONE | {"question": "barring", "outcome": "refer"}
    assert client.post(at("decide", concern), decided).status_code == 302
    assert "Decided: tell them" in text(client.get(at("conduct", concern)))


def _head(client: Any, concern: Any) -> str:
    """Who is signed in, as the form that asks who agreed begins with them."""
    page = client.get(at("share", concern)).content.decode()
    found = re.search(r'<option value="([0-9a-f-]{36})" selected', page)
    assert found
    return found[1]
