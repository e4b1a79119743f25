"""A policy that asks people to read itself: each text that comes into force is asked for, and no other."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from desk_support import sign_in
from dueregard.authority.policy.answers import Basis, Scope, Status
from dueregard.authority.policy.queries import in_force
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.ground.kernel.refusals import BadInput
from dueregard.ground.tenancy.models import Provider
from dueregard.work.governance.operations.publishing import publish
from dueregard.work.training.controls.reading import READING
from dueregard.work.training.models import DocumentEdition
from dueregard.work.training.operations.completing import record_completions
from dueregard.work.training.operations.editions import adopt_edition
from dueregard.work.training.queries.standing import edition_in_force
from dueregard.work.training.vocabulary import Result
from household import NOON, SETUP
from work.governance.governing import POLICY, Crew, at, changed, governed, put, reworded, signs

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
ITSELF = """
## 4 Knowing it {#4}

Everybody who works here knows this policy.

```control reading itself
document = "care"
title = "our policy"
audience = { standing = "staff" }
within = "14 days"
```
"""
SAID = POLICY + ITSELF
TODAY = london_day(NOON)


def published(crew: Crew, text: str, *, since: date | None = None, minute: int = 20) -> None:
    row = put(crew, text)
    signs(row, crew.writer, "writer")
    signs(row, crew.director, "director", minute=11)
    publish(
        changes="Clearer.", begun=row.begun, since=since, actor=Actor.person(crew.director), now=at(minute)
    )


def to_read(minute: int = 600) -> DocumentEdition:
    found = edition_in_force("care", Moment.now(at(minute)))
    assert found is not None
    return found


def have_read(*people: UUID, minute: int) -> None:
    record_completions(
        person_ids=list(people), course="care", done_on=TODAY, result=Result.READ, basis=Basis.HAPPENED_HERE,
        edition=to_read(minute).edition, actor=SETUP, now=at(minute),
    )  # fmt: skip


def status(minute: int = 600) -> Status:
    moment = Moment.now(at(minute))
    (control,) = in_force("reading", moment)
    return READING.evidence(control, Scope(scope.provider_id(), Stream.OPEN, moment)).status


def test_other_words_are_read_by_everybody_again() -> None:
    with governed(SAID) as crew:
        assert to_read(0).edition == "1"
        have_read(crew.director, crew.writer, crew.board, minute=1)
        assert status(2) is Status.MET
        published(crew, reworded(SAID))
        assert to_read().text_hash != to_read(2).text_hash
        assert to_read().edition == f"1-{to_read().text_hash[:8]}"
        assert status() is Status.NOT_YET_DUE
        assert status(15) is Status.MET
        assert verify().fault is None


def test_where_no_word_changes_nobody_reads_again() -> None:
    with governed(SAID) as crew:
        have_read(crew.director, crew.writer, crew.board, minute=1)
        published(crew, changed(SAID))
        assert status() is Status.MET
        assert DocumentEdition.known_at(at(600)) == (to_read(),)


def test_it_is_read_from_the_day_on_which_it_comes_into_force() -> None:
    with governed(SAID) as crew:
        day = TODAY + timedelta(days=30)
        published(crew, reworded(SAID), since=day)
        before = edition_in_force("care", Moment.end_of(day - timedelta(days=1)))
        after = edition_in_force("care", Moment.end_of(day))
        assert before
        assert after
        assert (before.edition, london_day(after.since)) == ("1", day)


def test_nobody_types_its_edition_by_hand() -> None:
    with governed(SAID):
        kept = DocumentEdition.known_at(at(600))
        with pytest.raises(BadInput, match="from the day it comes into force"):
            adopt_edition(document="care", edition="2", title="Care", since=at(5), actor=SETUP, now=at(5))
        assert DocumentEdition.known_at(at(600)) == kept


def test_a_policy_that_does_not_ask_for_it_is_not_to_be_read() -> None:
    with governed(POLICY) as crew:
        published(crew, changed())
        assert DocumentEdition.known_at(at(600)) == ()


def test_my_training_shows_exactly_that_text() -> None:
    with governed(SAID) as crew:
        provider = Provider.objects.get(pk=scope.provider_id())
        client = sign_in(crew.board, provider)
        address = reverse("my-reading", args=["care", "itself"])
        first = client.get(address).content.decode()
        assert "Everybody is asked" in first
        published(crew, reworded(SAID))
        page = client.get(address).content.decode()
        assert "Everyone is asked" in page
        assert "Everybody is asked" not in page
        assert client.post(address, {"edition": to_read(0).id, "read": "on"}).status_code == 409
        assert client.post(address, {"edition": to_read().id, "read": "on"}).status_code == 302
