"""My training: what one must do and did, and saying that one has read an edition."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import hidden, sign_in, text
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.answers import Basis
from dueregard.ground.kernel.moments import london_day, utc_now
from dueregard.ground.kernel.refusals import BadInput
from dueregard.work.training.models import Completion
from dueregard.work.training.operations.editions import adopt_edition
from household import NOON, SETUP, inside, make_person
from training_support import adopt_learning, did, give_edition

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
MINE = reverse("my-training")
READ = reverse("my-reading", args=["learning", "part-one"])


@pytest.fixture
def ada() -> Iterator[tuple[UUID, Client]]:
    """A member of staff, signed in; another who has read everything, here and at another provider."""
    with inside("elsewhere"):
        adopt_learning()
        did(make_person("Els Where"), on=london_day(NOON))
    with inside() as provider:
        adopt_learning()
        give_edition()
        did(make_person("Bo Hill"), on=london_day(NOON))
        person = make_person("Ada Fenn")
        yield person, sign_in(person, provider)


def test_it_says_what_is_owed_by_when_and_what_was_done_by_oneself_alone(ada: tuple[UUID, Client]) -> None:
    person, client = ada
    page = text(client.get(MINE))
    assert page.count("Overdue") == 2
    assert "Nothing is recorded yet." in page
    did(person, on=london_day(utc_now()) - timedelta(days=3))
    page = text(client.get(MINE))
    assert (page.count("Overdue"), page.count(">Passed<")) == (1, 1)


def test_a_receipt_is_for_the_edition_that_was_read(ada: tuple[UUID, Client]) -> None:
    person, client = ada
    page = client.get(READ)
    assert "https://example.org/part-one" in page.content.decode()
    said = hidden(page)
    wrong = client.post(READ, said | {"answer": "Nobody", "read": "on"})
    assert wrong.status_code == 422
    assert "Look again" in wrong.content.decode()
    for lacking in ({"answer": "The lead"}, {"read": "on"}, {"answer": "\0", "read": "on"}):
        assert client.post(READ, said | lacking).status_code == 422
    assert not Completion.objects.filter(person_id=person).exists()
    client.post(READ, said | {"answer": "The lead", "read": "on"})
    row = Completion.objects.get(person_id=person)
    assert (row.course, row.edition, row.result, row.basis) == (
        "part-one",
        "2025",
        "read",
        Basis.HAPPENED_HERE,
    )
    assert "There is nothing more to do." in text(client.get(READ))


def test_a_new_edition_asks_again_and_what_was_read_before_it_is_no_receipt_for_it(
    ada: tuple[UUID, Client],
) -> None:
    person, client = ada
    said = hidden(client.get(READ))
    now = utc_now()
    new = {"document": "part-one", "title": "Part one", "since": now, "actor": SETUP, "now": now}
    with pytest.raises(BadInput, match="another text"):
        adopt_edition(edition="2025", text_hash="a" * 64, **new)  # type: ignore[arg-type]
    adopt_edition(edition="2026", **new)  # type: ignore[arg-type]
    page = client.post(READ, said | {"answer": "The lead", "read": "on"})
    assert page.status_code == 409
    assert "Another edition came into force" in page.content.decode()
    assert not Completion.objects.filter(person_id=person).exists()
    assert "Edition 2026" in text(client.get(READ))


def test_nobody_is_asked_for_what_is_not_asked_of_them() -> None:
    with inside() as provider:
        adopt_learning()
        give_edition()
        client = sign_in(make_person("Kit Lark", Standing.LEARNER), provider)
        assert "No policy asks you" in text(client.get(MINE))
        assert client.get(READ).status_code == 404
        assert client.post(READ, {"read": "on"}).status_code == 404
