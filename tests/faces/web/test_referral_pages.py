"""The page of one referral: what is asked before it is sent, for whoever may refer and for nobody else."""

from typing import Any

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.work.casework.models import Checklist, ReferralStage
from dueregard.work.casework.rules.checking import Check, why
from dueregard.work.casework.rules.papers import template_for
from dueregard.work.casework.vocabulary import Stage
from household import inside, make_holder
from referral_support import ANSWERED, adopted, referral

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
        for name in ("referral", "check-referral", "referral-paper"):
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
