"""The page of one referral: what is asked before it is sent, for whoever may refer and for nobody else."""

import re
from typing import Any

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.work.casework.models import Checklist, ReferralStage
from dueregard.work.casework.rules.checking import Check, why
from dueregard.work.casework.rules.papers import template_for
from dueregard.work.casework.vocabulary import Stage
from household import inside, make_holder
from referral_support import ANSWERED, SHARED, adopted, referral

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


@pytest.fixture
def desk() -> Any:
    with inside() as provider:
        adopted()
        lead = make_holder("Lea Dee", "dsl")
        yield sign_in(lead, provider), referral(lead), provider


def at(name: str, one: Any) -> str:
    return reverse(name, args=[one.concern_id, one.id])


def test_a_lead_answers_some_is_told_what_is_blank_answers_the_rest_and_sends(desk: Any) -> None:
    client, one, _provider = desk
    assert "Five questions wait" in text(client.get(at("referral", one)))
    sorts = {"danger": "no", "person": "child", "strand": "safeguarding", "urgency": "today", "reason": "x"}
    assert client.post(reverse("triage", args=[one.concern_id]), sorts).status_code == 302
    record = text(client.get(reverse("concern", args=[one.concern_id])))
    assert "Five questions are answered before it is sent" in record
    some = {name: said for name, said in ANSWERED.items() if not name.startswith("anybody")}
    assert client.post(at("check-referral", one), some).status_code == 302
    sent = {"stage": "sent", "words": "By their form."}
    page = client.post(at("stage", one), sent)
    assert page.status_code == 422
    assert "Still blank: whether you would refer anybody else." in page.content.decode()
    assert "By their form." in page.content.decode()
    again = client.get(at("check-referral", one)).content.decode()
    assert "(optional)" not in again
    assert again.count(" checked") == 4
    assert client.post(at("check-referral", one), ANSWERED).status_code == 302
    assert client.post(at("stage", one), sent).status_code == 302
    shown = text(client.get(at("referral", one)))
    assert "By their form." in shown
    assert "Still blank" not in shown


def test_nothing_at_all_is_refused_at_its_place(desk: Any) -> None:
    client, one, _provider = desk
    page = client.post(at("check-referral", one), {why(Check.ANYBODY): "  "})
    assert page.status_code == 422
    assert "Answer at least one of these questions" in page.content.decode()
    assert not Checklist.objects.exists()


def test_who_may_not_refer_sees_nothing_of_it(desk: Any) -> None:
    _client, one, provider = desk
    for role, answer in (("tutor", 404), ("chair", 404)):
        client = sign_in(make_holder(f"No {role}", role), provider)
        for name in ("referral", "check-referral", "referral-paper", "told-of-referral", "support-consent"):
            assert client.get(at(name, one)).status_code == answer
        assert client.post(at("check-referral", one), ANSWERED).status_code == answer
        assert client.post(at("referral-file", one)).status_code == answer
    assert not Checklist.objects.exists()
    assert not ReferralStage.objects.filter(stage=Stage.SENT).exists()


def test_words_that_look_like_markup_stay_words(desk: Any) -> None:
    client, one, _provider = desk
    client.post(at("check-referral", one), ANSWERED | {why(Check.BEHAVIOUR): "<script>x</script>"})
    for name in ("referral", "check-referral"):
        page = client.get(at(name, one)).content.decode()
        assert "<script>x" not in page
        assert "&lt;script&gt;x" in page


def test_a_paper_is_begun_from_the_record_kept_and_made_into_files(desk: Any) -> None:
    client, one, _provider = desk
    assert "He hid a drawing." in text(client.get(at("referral-paper", one)))
    begun = {"arose": "Her own <words>.", "name": "Kit"}
    assert client.post(at("referral-paper", one), begun).status_code == 302
    page = text(client.get(at("referral", one)))
    assert "Still blank: Other names they use;" in page
    assert "Make a PDF" not in page
    refused = client.post(at("referral-file", one), {"form": "pdf"})
    assert refused.status_code == 409
    assert "not known" in refused.content.decode()
    full = {box.id: "not known" for box in template_for(one.route).boxes} | begun
    assert client.post(at("referral-paper", one), full).status_code == 302
    assert "Make a PDF" in text(client.get(at("referral", one)))
    for form, start in (("pdf", b"%PDF"), ("word", b"PK")):
        made = client.post(at("referral-file", one), {"form": form})
        assert made.content.startswith(start)
        assert "Kit" not in made["Content-Disposition"]
        assert "no-store" in made["Cache-Control"]
    assert text(client.get(at("referral", one))).count("Fingerprint (SHA-256)") == 2
    assert "Her own &lt;words&gt;." in client.get(at("referral-paper", one)).content.decode()


TOLD = {"whom": "parent", "told": "no", "words": "It would put her at risk."}
DAY = {"heard_on-day": "1", "heard_on-month": "3", "heard_on-year": "2026"}


def test_being_told_and_agreeing_stand_apart_and_a_referral_is_said_to_need_no_consent(desk: Any) -> None:
    client, one, _provider = desk
    before = text(client.get(at("referral", one)))
    assert "A referral does not need consent." in before
    assert before.count("Nobody has written down whether they were told.") == 2
    assert "Age then and now: not known here." in before
    refused = client.post(at("told-of-referral", one), TOLD | {"words": ""})
    assert refused.status_code == 422
    assert "Say why not." in refused.content.decode()
    assert client.post(at("told-of-referral", one), TOLD).status_code == 302
    said = DAY | {"said": "given", "words": "The panel wrote."}
    assert client.post(at("support-consent", one), said).status_code == 302
    page = text(client.get(at("referral", one)))
    assert "Not told. It would put her at risk." in page
    assert "Agreed, heard on 1 March 2026." in page
    assert page.count("Nobody has written down whether they were told.") == 1


def test_what_was_shared_begins_with_whom_the_referral_is_for(desk: Any) -> None:
    client, one, _provider = desk
    client.post(at("check-referral", one), ANSWERED)
    client.post(at("stage", one), {"stage": "sent", "words": ""})
    assert "It went out. Write down what was shared" in text(client.get(at("referral", one)))
    address = reverse("share", args=[one.concern_id])
    begun = client.get(f"{address}?referral={one.id}").content.decode()
    assert 'value="police"' in begun
    assert str(one.id) not in client.get(f"{address}?referral={one.concern_id}").content.decode()
    (lead,) = re.findall(r'<option value="([0-9a-f-]{36})"', begun)
    said = SHARED | {"basis": "safeguarding", "approved_by": lead, "referral": str(one.id)}
    refused = client.post(address, said | {"why": ""})
    assert refused.status_code == 422
    assert "no less would do" in refused.content.decode()
    assert client.post(address, said).status_code == 302
    page = client.get(at("referral", one)).content.decode()
    assert SHARED["what"] in page
    (arrived,) = re.findall(r'href="([^"]*/arrived/)"', page)
    assert client.post(arrived, {"receipt": "They rang back."}).status_code == 302
    assert "They rang back." in text(client.get(at("referral", one)))
    record = text(client.get(reverse("concern", args=[one.concern_id])))
    assert "Shared with somebody outside: safeguarding" in record
