"""Talks on the desk: a lead writes a note and reads it, makes a concern of it, and nobody else finds any of it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from desk_support import hidden, sign_in, text
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import Concern
from dueregard.work.consultation.models import Talk
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
LIST, NEW = "/desk/talks/", "/desk/talks/new/"
SAID = {"asker": "learner", "what": "A friend talks of leaving.", "advised": "Come with her on Friday."}


@pytest.fixture
def provider() -> Iterator[Provider]:
    with inside() as one:
        adopt(data=archetype("apprenticeship-provider"), path="a.md", actor=SETUP, now=NOON)
        yield one


@pytest.fixture
def lead(provider: Provider) -> UUID:
    return make_holder("Lea Dee", "dsl")


def test_a_note_is_written_read_and_made_a_concern(provider: Provider, lead: UUID) -> None:
    client = sign_in(lead, provider)
    assert "You have no notes yet." in text(client.get(LIST))
    assert client.post(NEW, SAID).headers["Location"] == LIST
    page = text(client.get(LIST))
    for words in (
        "A learner</strong>: A friend talks of leaving.",
        "You advised: Come with her on Friday.",
        "Over all of us: 1 talk in the last year.",
    ):
        assert words in page
    there = f"{LIST}{Talk.objects.get().id}/concern/"
    form = client.get(there)
    assert "A friend talks of leaving.</textarea>" in text(form)
    sent = hidden(form) | {"about": "learner", "name": "Ivy Quay", "seen": "She said that she would go."}
    for _twice in range(2):
        assert client.post(there, sent).status_code == 302
    assert Concern.objects.count() == 1
    assert "It became a concern" in text(client.get(LIST))
    assert client.get(there).headers["Location"] == LIST


def test_nobody_else_finds_any_of_it(provider: Provider, lead: UUID) -> None:
    client = sign_in(lead, provider)
    client.post(NEW, SAID)
    talk = Talk.objects.get()
    second, tutor = sign_in(make_holder("Se Cond", "dsl"), provider), sign_in(make_person("Tu Tor"), provider)
    page = text(second.get(LIST))
    assert "You have no notes yet." in page
    assert "A friend" not in page
    assert second.get(f"{LIST}{talk.id}/concern/").status_code == 404
    for nowhere in (LIST, NEW, f"{LIST}{talk.id}/concern/", f"{LIST}{uuid4()}/concern/"):
        assert tutor.get(nowhere).status_code == 404
    assert LIST not in text(tutor.get("/desk/policies/"))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"what": ""}, "This needs an answer."),
        ({"asker": "a spy"}, "Choose one of the answers on the page."),
        ({"happened-day": "1", "happened-month": "1", "happened-year": "2199"}, "This is in the future."),
    ],
)
def test_what_is_wrong_stands_beside_what_was_typed(
    provider: Provider, lead: UUID, wrong: dict[str, str], words: str
) -> None:
    client = sign_in(lead, provider)
    response: Any = client.post(NEW, SAID | wrong)
    assert response.status_code == 422
    page = " ".join(response.content.decode().split())
    assert words in page
    assert "Come with her on Friday." in page
    assert not Talk.objects.exists()
