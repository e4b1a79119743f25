"""The pages that join two concerns, part them and read them in one place."""

import re
from typing import Any

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.access.operations import Handler, add_handlers
from dueregard.ground.audit.operations import turn
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.joining import join_concerns
from household import NOON, SETUP, inside, make_holder
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


def test_a_page_of_an_open_concern_is_the_same_before_and_after_it_is_joined_to_a_restricted_one() -> None:
    with inside() as provider:
        lead, manager = make_holder("Lea Dee", "dsl"), make_holder("Ma Nager", "named-senior-manager")
        shared, sealed = concern_about_a_learner(), concern_about_a_learner(lead)
        with turn(actor=SETUP, now=NOON) as t:
            handler = Handler(manager, "named-senior-manager")
            add_handlers(t, thing_kind="concern", thing_id=shared, handlers=[handler])
        client = sign_in(lead, provider)
        names = ("door", "concern", "together", "join-concern")
        before = [plain(client.get(reverse(name, args=[shared]))) for name in names]
        join_concerns(
            concern_id=sealed,
            reference=Concern.objects.get(pk=shared).reference,
            reason="The same evening.",
            actor=Actor.person(manager),
            now=NOON,
        )
        assert [plain(client.get(reverse(name, args=[shared]))) for name in names] == before
        assert client.get(reverse("part-concern", args=[shared, sealed])).status_code == 404
        theirs = sign_in(manager, provider)
        assert "One matter with" in text(theirs.get(reverse("concern", args=[shared])))
        assert "One matter with" in text(theirs.get(reverse("concern", args=[sealed])))


def plain(response: Any) -> str:
    """A page without the minute and how often it was opened."""
    return re.sub(r"[0-9]{2}:[0-9]{2}|[0-9]+ times?,", "", text(response))
