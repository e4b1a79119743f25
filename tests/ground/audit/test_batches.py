"""Rows that come in batches are seen all at once, or not at all."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from dueregard.authority.identity.models import Person, PersonDetails
from dueregard.authority.identity.operations import record_person
from dueregard.authority.identity.queries import details, find
from dueregard.authority.people.models import Span
from dueregard.authority.people.queries import spans_of
from dueregard.authority.people.vocabulary import Standing
from dueregard.ground.audit.batches import OvertakenByOthers, fingerprint, show, stage
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.kernel.ids import uuid7
from dueregard.ground.kernel.moments import Moment
from household import NOON, SETUP, inside
from tampering import take_away

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
AFTER = LATER + timedelta(hours=1)


def staged(name: str = "Ada Fenn", *, replaces: PersonDetails | None = None) -> tuple[UUID, UUID]:
    """A batch with one learner, and the learner."""
    batch, given, family = uuid7(), *name.split()
    person = replaces.person if replaces else Person(recorded_at=NOON)
    named = {"given_names": given, "family_name": family, "folded": f"{family}, {given}".casefold()}
    if replaces is None:
        stage(batch, [person])
        stage(
            batch,
            [Span(person=person, standing=Standing.LEARNER, since=NOON, recorded_at=NOON, by="system:x")],
        )
    stage(batch, [PersonDetails(person=person, replaces=replaces, recorded_at=NOON, by="system:x", **named)])
    return batch, person.id


def let_see(batch: UUID) -> None:
    counted = fingerprint(batch)
    with turn(actor=SETUP, now=LATER) as t:
        show(t, batch, *counted)


def test_nothing_of_a_batch_is_seen_before_it_is_shown_and_all_of_it_then() -> None:
    with inside():
        batch, person = staged()
        assert not find("fenn", Moment.now(AFTER)).exists()
        assert (details([person], Moment.now(AFTER)), spans_of([person], Moment.now(AFTER))) == ({}, {})

        let_see(batch)

        assert find("fenn", Moment.now(AFTER)).exists()
        assert (
            set(details([person], Moment.now(AFTER)))
            == set(spans_of([person], Moment.now(AFTER)))
            == {person}
        )
        assert verify_rows() is None


def test_what_was_shown_later_was_not_known_before_it_was_shown() -> None:
    with inside():
        batch, person = staged()
        let_see(batch)
        between = Moment(as_at=AFTER, known_at=LATER - timedelta(minutes=1))
        assert not find("fenn", between).exists()
        assert (details([person], between), spans_of([person], between)) == ({}, {})


def test_a_row_that_a_batch_replaces_stands_until_it_is_shown() -> None:
    with inside():
        old = record_person(given_names="Ada", family_name="Fenn", actor=SETUP, now=NOON)
        first = PersonDetails.objects.get(person=old)
        batch, _ = staged("Ada Marsh", replaces=first)
        assert details([old.id], Moment.now(AFTER))[old.id].family_name == "Fenn"
        let_see(batch)
        assert details([old.id], Moment.now(AFTER))[old.id].family_name == "Marsh"
        assert [row.family_name for row in find("ada", Moment.now(AFTER))] == ["Marsh"]


def test_a_batch_is_not_shown_over_what_somebody_corrected_meanwhile() -> None:
    with inside():
        old = record_person(given_names="Ada", family_name="Fenn", actor=SETUP, now=NOON)
        first = PersonDetails.objects.get(person=old)
        batch, _ = staged("Ada Marsh", replaces=first)
        first.successor(family_name="Field", recorded_at=NOON, by="system:x").save()
        with pytest.raises(OvertakenByOthers):
            let_see(batch)
        assert details([old.id], Moment.now(AFTER))[old.id].family_name == "Field"


def test_the_audit_record_tells_how_many_came_and_finds_one_too_many_and_one_too_few() -> None:
    with inside():
        batch, person = staged()
        let_see(batch)
        told = Entry.objects.get(verb="audit.rows-shown")
        assert '"rows":3' in told.detail
        stage(
            batch,
            [Span(person_id=person, standing=Standing.STAFF, since=NOON, recorded_at=NOON, by="system:x")],
        )
        fault = verify_rows()
        assert fault is not None
        assert fault.entry == str(told.id)
        assert "4 are there" in fault.what

    with inside("elsewhere"):
        batch, person = staged()
        let_see(batch)
        take_away(Span.objects.get(person_id=person))
        fault = verify_rows()
        assert fault is not None
        assert "2 are there" in fault.what


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what the tables hold")
def test_the_row_that_replaces_another_is_looked_up_and_not_looked_for() -> None:
    with inside():
        assert "persondetails_later" in PersonDetails.objects.known(AFTER).explain()
