"""The page on which one page of a case is looked at, marked and made."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import hidden, sign_in, text
from dueregard.assurance.transfer.models import OnePage
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.operations.handling import add_entry
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.vocabulary import Precision
from household import NOON, inside, make_holder
from pdf_words import words_of_pdf
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
FOR = {"for_whom": "An inspector", "why": "They asked.", "checked": "on", "make": "1"}


def told(concern: UUID, lead: UUID, words: str) -> None:
    happened = Occurred(NOON, Precision.MINUTE)
    actor = Actor.person(lead)
    add_entry(concern_id=concern, kind="shared", words=words, happened=happened, actor=actor, now=NOON)


def shown(page: Any) -> str:
    return text(page).partition('<div class="govuk-inset-text">')[2].partition("</div>")[0]


def ticks(page: Any, name: str) -> list[str]:
    return re.findall(rf'name="{name}" type="checkbox" value="([^"]*)"', page.content.decode())


def test_it_is_looked_at_marked_and_made_and_nothing_typed_is_lost() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        told(concern, lead, "Kit said: a kit bag, by the blue door.")
        client, there = sign_in(lead, provider), reverse("one-page", args=[concern])
        first = client.get(there)
        assert "KM said: a KM bag, by the blue door." in shown(first)
        assert ticks(first, "keep") == ["Kit", "kit"]
        marked = {"keep": "kit", "passages": "by the blue door", "read": hidden(first)["read"]}
        looked = client.post(there, marked | {"look": "1"})
        assert "KM said: a kit bag, [left out]." in shown(looked)
        assert "1 passage is left out." in text(looked)
        refused = client.post(there, marked | {"make": "1", "why": "They asked."})
        assert refused.status_code == 422
        for kept in ("by the blue door</textarea>", "They asked.</textarea>", "This needs an answer."):
            assert kept in refused.content.decode()
        made = client.post(there, marked | FOR)
        assert made["Content-Type"] == "application/pdf"
        words = words_of_pdf(made.content)
        assert "KM said: a kit bag, [left out]." in words
        assert "blue door" not in words
        assert "Marlow" not in words
        after = text(client.get(there))
    for said in ("Lea Dee, for An inspector", "They asked.", "1 passage left out."):
        assert said in after


def test_what_cannot_be_made_is_said_beside_its_question() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        client, there = sign_in(lead, provider), reverse("one-page", args=[concern])
        read = hidden(client.get(there))["read"]
        asked: list[tuple[dict[str, str], str]] = [
            ({"passages": "the red door"}, "This is nowhere on the page: “the red door”."),
            ({"keep": "Nobody"}, "Choose one of the answers on the page."),
            ({"whole": "p99"}, "Choose one of the answers on the page."),
            ({"passages": "a\0b"}, "This holds a character that cannot be kept."),
            ({"checked": ""}, "This needs an answer."),
            ({"read": "another"}, "Something was added to the record since you read the page."),
        ]
        for more, sentence in asked:
            page = client.post(there, {"read": read} | FOR | more)
            assert (page.status_code, sentence in page.content.decode()) == (422, True), more
        assert not OnePage.objects.exists()


def test_whoever_may_not_see_the_record_sees_no_page(client: Client) -> None:
    with inside() as provider:
        make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        director = make_holder("Di Rector", "managing-director")
        there = reverse("one-page", args=[concern])
        assert sign_in(director, provider).get(there).status_code == 404
