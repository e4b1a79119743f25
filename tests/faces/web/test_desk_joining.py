"""The pages that join two concerns, part them and read them in one place."""

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.work.casework.models import Concern
from household import inside, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


def test_two_concerns_are_joined_read_together_and_parted() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        one, other = concern_about_a_learner(), concern_about_a_learner()
        client = sign_in(lead, provider)
        reference = Concern.objects.get(pk=other).reference
        spoken = reference.lower().replace("-", " ")
        answer = client.post(reverse("join-concern", args=[one]), {"reference": spoken, "reason": "One row."})
        assert answer.status_code == 302
        assert reference in text(client.get(reverse("concern", args=[one])))
        added = {"kind": "note", "words": "Rang their tutor."}
        assert client.post(reverse("entry", args=[other]), added).status_code == 302
        page = text(client.get(reverse("together", args=[one])))
        assert f"from {reference}" in page
        assert ("Rang their tutor." in page, "One row." in page) == (True, True)
        parting = reverse("part-concern", args=[one, other])
        assert parting in page
        assert client.post(parting, {"reason": ""}).status_code == 422
        assert client.post(parting, {"reason": "Two learners."}).status_code == 302
        assert reference not in text(client.get(reverse("concern", args=[one])))
        assert client.get(parting).status_code == 404


def test_what_was_typed_stays_when_the_reference_leads_nowhere() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        one = concern_about_a_learner()
        said = {"reference": "ZZZZ-ZZZZ", "reason": "They sit together."}
        answer = sign_in(lead, provider).post(reverse("join-concern", args=[one]), said)
    assert answer.status_code == 422
    assert "You can open no concern with this reference" in answer.content.decode()
    assert "They sit together." in answer.content.decode()


def test_what_is_due_is_said_with_the_policy_that_says_so_and_no_word_from_inside_it() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner(policy="safeguarding-core")
        client = sign_in(lead, provider)
        pages = [text(client.get(reverse(name, args=[concern]))) for name in ("concern", "together")]
    for page in pages:
        assert "What is due" in page
        assert "Keeping people safe: from reported to decided" in page
        assert "role:" not in page
