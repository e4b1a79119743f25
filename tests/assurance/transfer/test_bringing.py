"""A file of another product: nothing until somebody says so, person by person, once, and then it goes."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from assurance.transfer.exports import csv, file_brought, read
from dueregard.assurance.transfer.models import Arrival, Brought, Sorting
from dueregard.assurance.transfer.operations.bringing import (
    Begun,
    Said,
    begin_record,
    bring,
    leave_out,
    let_go,
    let_old_ones_go,
    look_at,
    put_person,
)
from dueregard.assurance.transfer.queries.arrivals import arrivals_of, happened_elsewhere
from dueregard.assurance.transfer.queries.brought import KEPT, brought_by
from dueregard.assurance.transfer.rules.columns import Field, guess
from dueregard.authority.access.vocabulary import Part
from dueregard.authority.people.vocabulary import Standing
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.crypto.models import DataKey
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn
from dueregard.work.casework.models import Concern, ConcernPerson
from dueregard.work.casework.vocabulary import AboutKind
from household import NOON, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)


@pytest.fixture
def lead() -> Iterator[UUID]:
    with inside():
        yield make_holder("Lea Dee", "dsl")


def by(lead: UUID, row: Brought, number: int = 1) -> dict[str, Any]:
    return {"brought_id": row.id, "number": number, "actor": Actor.person(lead), "now": LATER}


def reference(concern: UUID) -> str:
    return str(Concern.objects.get(pk=concern).reference)


def test_what_a_file_says_of_somebody_stands_with_their_record_word_for_word(lead: UUID) -> None:
    concern = concern_about_a_learner()
    row = file_brought(lead, LATER)
    assert (row.entries, row.people, Arrival.objects.count()) == (3, 2, 0)
    put_person(said=Said(reference(concern).lower(), "By the date of birth."), **by(lead, row))
    (came,) = arrivals_of(concern, Moment.now(LATER))
    assert {name: came.words[name] for name in ("from", "file", "how-known")} == {
        "from": "Elder export",
        "file": row.digest,
        "how-known": "By the date of birth.",
    }
    first, second = happened_elsewhere((came,))
    assert (first.title, first.by, first.at.isoformat(), first.to_the) == (
        "Elder export: entry brought in",
        "T. Utor, Elder export",
        "2026-02-13T14:05:00+00:00",
        "minute",
    )
    assert first.boxes == (
        ("", "“He showed me a picture.”"),
        ("Category there", "Online"),
        ("What was done", "Spoke to Kit"),
        ("Outcome", "Being watched"),
        ("Date as it stands there", "13/02/2026 14:05"),
        ("Line of the file", "2"),
    )
    assert (second.to_the, second.boxes[0]) == ("day", ("", "Quiet all day."))
    # Neither a word nor a name of it is in the audit record, and all of it is proved.
    told = "".join(LedgerEntry.objects.values_list("detail", flat=True))
    assert not any(word in told for word in ("Kit", "Elder", "picture"))
    assert (verify_words(), verify_rows()) == (None, None)


def test_each_person_is_sorted_once_whoever_is_quicker(lead: UUID) -> None:
    concern = concern_about_a_learner()
    row = file_brought(lead, LATER)
    said = Said(reference(concern), "By the date of birth.")
    for wrong, field in (
        (Said("K7QF-3MWD", "x"), "reference"),
        (Said("", "x"), "reference"),
        (Said(said.reference, " "), "how_known"),
    ):
        with pytest.raises(BadInput) as refused:
            put_person(said=wrong, **by(lead, row))
        assert refused.value.field == field
    with pytest.raises(BadInput, match="why they are not"):
        leave_out(why=" ", **by(lead, row))
    with pytest.raises(NothingHere):
        put_person(said=said, **by(lead, row, 3))
    assert not Arrival.objects.exists()
    put_person(said=said, **by(lead, row))
    leave_out(why="She left in 2019.", **by(lead, row, 2))
    for again in (
        lambda: put_person(said=said, **by(lead, row)),
        lambda: leave_out(why="x", **by(lead, row)),
    ):
        with pytest.raises(OutOfTurn, match="was put with a record already"):
            again()
    with pytest.raises(OutOfTurn, match="is not brought in"):
        put_person(said=said, **by(lead, row, 2))
    found = look_at(brought_id=row.id, actor=Actor.person(lead), now=LATER)
    assert ([one.sorting.came for one in found.groups if one.sorting], found.waiting) == (
        ["put", "left-out"],
        0,
    )
    # The same entries out of another file stand there already.
    other = file_brought(lead, LATER, csv() + b"\r\n")
    with pytest.raises(OutOfTurn, match="stands here already"):
        put_person(said=said, **by(lead, other))
    assert Arrival.objects.count() == 1


def test_a_record_is_begun_for_somebody_known_and_for_somebody_new(lead: UUID) -> None:
    concern_about_a_learner()
    learner = make_person("Kit Marlow", Standing.LEARNER)
    row = file_brought(lead, LATER)
    begun = Begun(AboutKind.LEARNER, Part.WORRIED_ABOUT, "By the date of birth.", learner)
    known = begin_record(begun=begun, **by(lead, row))
    begun = Begun(AboutKind.OUTSIDER, Part.WORRIED_ABOUT, "I remember her.")
    new = begin_record(begun=begun, **by(lead, row, 2))
    assert [ConcernPerson.objects.get(concern=one).person_id for one in (known, new)] == [learner, None]
    assert [one.row.entries for one in arrivals_of(known, Moment.now(LATER))] == [2]
    assert [one.row.entries for one in arrivals_of(new, Moment.now(LATER))] == [1]


def test_no_record_is_begun_whose_way_does_not_end_at_whoever_brought_the_file(lead: UUID) -> None:
    concern_about_a_learner()
    row, before = file_brought(lead, LATER), Concern.objects.count()
    about = (
        (AboutKind.COLLEAGUE, None),  # behind a door of their own
        (AboutKind.LEARNER, lead),  # about themselves
    )
    for kind, person in about:
        with pytest.raises(OutOfTurn, match="does not come to you"):
            begin_record(begun=Begun(kind, Part.WORRIED_ABOUT, "x", person), **by(lead, row))
    assert (Concern.objects.count(), Arrival.objects.count()) == (before, 0)


def test_a_file_is_its_bringers_alone_and_nobody_brings_one_without_the_power(lead: UUID) -> None:
    concern_about_a_learner()
    other, nobody = make_holder("Sec Ond", "dsl"), make_person("Str Anger")
    row = file_brought(lead, LATER)
    for who in (other, nobody):
        actor = Actor.person(who)
        for act in (
            lambda actor=actor: look_at(brought_id=row.id, actor=actor, now=LATER),
            lambda actor=actor: let_go(brought_id=row.id, actor=actor, now=LATER),
            lambda actor=actor: leave_out(brought_id=row.id, number=1, why="x", actor=actor, now=LATER),
        ):
            with pytest.raises(NothingHere):
                act()
    with pytest.raises(NotPermitted):
        file_brought(nobody, LATER)
    assert brought_by([other], Moment.now(LATER)) == []
    # That another one brought the same tells this one nothing.
    assert file_brought(other, LATER).digest == row.digest


def test_the_same_file_waits_once_and_one_that_cannot_be_taken_not_at_all(lead: UUID) -> None:
    concern_about_a_learner()
    file_brought(lead, LATER)
    with pytest.raises(OutOfTurn, match="brought this file here already"):
        file_brought(lead, LATER)
    sheet, taken = read(csv("Kit,yesterday,,Quiet."))
    for product, means, field in (
        (" ", guess(sheet.names), "product"),
        ("Elder", {Field.DATE: 1, Field.PERSON: 0}, "column-words"),
        ("Elder", guess(sheet.names), "file"),
    ):
        with pytest.raises(BadInput) as refused:
            bring(sheet=sheet, taken=taken, means=means, product=product, actor=Actor.person(lead), now=LATER)
        assert refused.value.field == field
    assert Brought.objects.count() == 1


def test_what_was_read_goes_at_once_or_after_thirty_days_and_what_was_put_stays(lead: UUID) -> None:
    concern = concern_about_a_learner()
    row = file_brought(lead, LATER)
    put_person(said=Said(reference(concern), "By the date of birth."), **by(lead, row))
    let_go(brought_id=row.id, actor=Actor.person(lead), now=LATER)
    later = file_brought(lead, LATER)
    assert let_old_ones_go(now=LATER + KEPT - timedelta(minutes=1)) == 0
    assert let_old_ones_go(now=LATER + KEPT) == 1
    assert let_old_ones_go(now=LATER + KEPT) == 0
    for gone in (row, later):
        assert DataKey.objects.get(pk=gone.key_id).wrapped is None
        with pytest.raises(NothingHere):
            look_at(brought_id=gone.id, actor=Actor.person(lead), now=LATER)
    assert Sorting.objects.count() == 1
    assert [one.row.entries for one in arrivals_of(concern, Moment.now(LATER))] == [2]
    assert (verify_words(), verify_rows()) == (None, None)
