"""The page on which words are looked for in records: what was typed stays, nothing of it stands in an address."""

from uuid import UUID

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.operations.handling import add_entry
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.vocabulary import EntryKind, Precision
from household import NOON, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
PAGE = "find-words"


def noted(by: UUID, words: str) -> UUID:
    concern = concern_about_a_learner()
    happened = Occurred(NOON, Precision.MINUTE)
    add_entry(
        concern_id=concern,
        kind=EntryKind.NOTE,
        words=words,
        happened=happened,
        actor=Actor.person(by),
        now=NOON,
    )
    return concern


def test_words_are_shown_where_they_stand_and_lead_to_the_door() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        client = sign_in(lead, provider)
        concern = noted(lead, "He talks of <b>Lanterns</b> & of nothing else.")
        assert reverse(PAGE) in text(client.get(reverse("find")))
        page = text(client.post(reverse(PAGE), {"sought": "lantern"}))
        assert "of &lt;b&gt;<mark>Lantern</mark>s&lt;/b&gt; &amp; of" in page
        assert reverse("door", args=[concern]) in page
        again = text(client.post(reverse(PAGE), {"sought": "lantern"}))  # the same page loaded again
        assert "<mark>" in again
        assert "No record that you may see holds them" in text(
            client.post(reverse(PAGE), {"sought": "lantern", "restricted": "on"})
        )


@pytest.mark.parametrize("words", ["", "ab", "\0\0\0\0", "K" * 101, "  "])
def test_what_cannot_be_looked_for_is_said_beside_it(words: str) -> None:
    with inside() as provider:
        client = sign_in(make_holder("Lea Dee", "dsl"), provider)
        concern_about_a_learner()
        response = client.post(reverse(PAGE), {"sought": words})
        assert response.status_code == 422
        assert "There is a problem" in response.content.decode()


def test_whoever_reads_no_cases_finds_no_such_page() -> None:
    with inside() as provider:
        make_holder("Lea Dee", "dsl")
        client = sign_in(make_person("Tu Tor"), provider)
        assert client.get(reverse(PAGE)).status_code == 404
