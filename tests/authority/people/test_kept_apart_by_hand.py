"""Sex, ethnicity and disability of one member of staff, by hand: opened by few, each opening written down; what is new
takes the place of what was, what is left empty is taken back, and the keys of both are destroyed."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from authority.people.test_kept_apart import DAY, TABLE, kept, make_director, switch_off, switch_on, verified
from dueregard.authority.identity.models import Person, PersonDetails
from dueregard.authority.identity.operations import join_duplicates
from dueregard.authority.people.imports.by_hand import (
    is_staff,
    open_staff_details,
    said_of_staff,
    say_of_staff,
)
from dueregard.authority.people.imports.destroying import destroy_what_is_over
from dueregard.authority.people.imports.tasks import destroy_kept_apart
from dueregard.authority.people.models import KeptApart
from dueregard.authority.people.vocabulary import OF_STAFF, Apart, Standing
from dueregard.ground.audit.batches import OvertakenByOthers
from dueregard.ground.audit.models import Entry
from dueregard.ground.jobs.models import Job
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn
from household import NOON, SETUP, make_holder, make_person
from people_in import LATER, a_harbour, apply, plan

pytestmark = pytest.mark.django_db
SAID = {Apart.STAFF_SEX: "female", Apart.STAFF_ETHNICITY: "Cornish", Apart.STAFF_DISABILITY: "No"}


@pytest.fixture
def director() -> Iterator[Actor]:
    with a_harbour():
        actor = make_director()
        switch_on(actor, *OF_STAFF)
        yield actor


def say(director: Actor, person: UUID, after: timedelta = timedelta(0), **said: str) -> int:
    given = {Apart[name.upper()]: words for name, words in said.items()}
    return say_of_staff(person_id=person, said=given, actor=director, now=LATER + after)


def test_it_is_written_down_sealed_named_and_promised_and_read_back(director: Actor) -> None:
    tess = make_person("Tess Tutor")
    assert say_of_staff(person_id=tess, said=SAID, actor=director, now=LATER) == 3
    assert say_of_staff(person_id=tess, said=SAID, actor=director, now=LATER + DAY) == 0
    assert said_of_staff(tess, Moment.now(LATER + DAY)) == SAID
    assert len({row.key_id for row in KeptApart.objects.all()}) == 3
    entries = Entry.objects.filter(verb="people.kept-apart-said", subject_id=tess)
    assert len(entries) == 3
    assert not any(word in entry.detail for entry in entries for word in SAID.values())
    assert all(entry.commitments != "[]" for entry in entries)
    assert verified()


def test_another_word_takes_its_place_and_nothing_takes_it_back_and_both_are_destroyed(
    director: Actor,
) -> None:
    tess = make_person("Tess Tutor")
    say_of_staff(person_id=tess, said=SAID, actor=director, now=LATER)
    assert say(director, tess, DAY, staff_sex="male", staff_ethnicity=" ", staff_disability="No") == 2
    assert Job.objects.filter(name=destroy_kept_apart.job_name).exists()
    left = {Apart.STAFF_SEX: "male", Apart.STAFF_DISABILITY: "No"}
    assert said_of_staff(tess, Moment.now(LATER + DAY)) == left
    assert destroy_what_is_over(now=LATER + 2 * DAY) == 3  # two that were, and the row that took one back
    assert kept() == left
    assert verified()
    assert say(director, tess, 3 * DAY, staff_ethnicity="Welsh") == 1
    switch_off(director, *OF_STAFF, now=LATER + 4 * DAY)
    assert kept() == {}
    assert said_of_staff(tess, Moment.now(LATER + 5 * DAY)) == {}
    assert verified()


def test_each_opening_is_written_down_whether_or_not_anything_is_kept(director: Actor) -> None:
    tess, ben = make_person("Tess Tutor"), make_person("Ben Board")
    say_of_staff(person_id=tess, said=SAID, actor=director, now=LATER)
    assert open_staff_details(person_id=tess, actor=director, now=LATER + DAY) == SAID
    assert open_staff_details(person_id=ben, actor=director, now=LATER + DAY) == {}
    entries = list(Entry.objects.filter(verb="people.kept-apart-read").order_by("seq"))
    assert [(entry.subject_id, entry.actor, entry.detail) for entry in entries] == [
        (tess, director.written, "{}"),
        (ben, director.written, "{}"),
    ]


@pytest.mark.parametrize("standing", [one for one in Standing if one is not Standing.STAFF])
def test_it_is_kept_only_of_those_who_are_employed_here(director: Actor, standing: Standing) -> None:
    other = make_person("Other", standing)
    assert not is_staff(other, Moment.now(LATER))
    with pytest.raises(NothingHere):
        say_of_staff(person_id=other, said=SAID, actor=director, now=LATER)
    with pytest.raises(NothingHere):
        open_staff_details(person_id=other, actor=director, now=LATER)
    assert KeptApart.objects.count() == 0


def test_nobody_else_opens_or_writes_it(director: Actor) -> None:
    tess = make_person("Tess Tutor")
    for actor in (Actor.person(tess), Actor.person(make_holder("Lea Dee", "dsl"))):
        with pytest.raises(NotPermitted):
            open_staff_details(person_id=tess, actor=actor, now=LATER)
        with pytest.raises(NotPermitted):
            say_of_staff(person_id=tess, said=SAID, actor=actor, now=LATER)
    assert not Entry.objects.filter(verb__startswith="people.kept-apart").exists()


def test_what_is_switched_off_too_long_or_of_learners_is_refused_whole(director: Actor) -> None:
    tess = make_person("Tess Tutor")
    switch_off(director, Apart.STAFF_SEX, now=LATER)
    with pytest.raises(OutOfTurn):
        say_of_staff(person_id=tess, said=SAID, actor=director, now=LATER)
    switch_on(director, Apart.ETHNICITY)
    with pytest.raises(OutOfTurn):
        say(director, tess, ethnicity="31")
    with pytest.raises(BadInput):
        say(director, tess, staff_ethnicity="x" * 81)
    assert KeptApart.objects.count() == 0


def test_of_somebody_who_was_here_twice_any_row_says_it(director: Actor) -> None:
    tess, again = make_person("Tess Tutor"), make_person("Tess Tutor")
    say_of_staff(person_id=again, said=SAID, actor=director, now=LATER)
    two = [Person.objects.get(pk=one) for one in (tess, again)]
    join_duplicates(person=two[0], same_as=two[1], actor=SETUP, now=LATER)
    assert said_of_staff(tess, Moment.now(LATER + DAY)) == SAID
    assert say(director, tess, DAY, staff_sex="male") == 1
    assert said_of_staff(again, Moment.now(LATER + 2 * DAY))[Apart.STAFF_SEX] == "male"


def test_a_file_brings_it_after_a_hand_and_a_hand_after_a_file(director: Actor) -> None:
    table = TABLE.replace("Learner ref", "Payroll number").replace(
        "Tess,Tutor,Staff,,", "Tess,Tutor,Staff,P1,"
    )
    apply(plan(table))
    tess = PersonDetails.objects.get(given_names="Tess").person_id
    assert say(director, tess, DAY, staff_sex="female") == 1
    intake = plan(table, now=LATER + 2 * DAY)
    assert intake.figures["apart"] == {
        Apart.STAFF_SEX: 1,
        Apart.STAFF_ETHNICITY: 0,
        Apart.STAFF_DISABILITY: 0,
    }
    say(director, tess, 3 * DAY, staff_sex="male")
    with pytest.raises(OvertakenByOthers):
        apply(intake, now=LATER + 4 * DAY)
    assert said_of_staff(tess, Moment.now(LATER + 5 * DAY))[Apart.STAFF_SEX] == "male"
    assert verified()


def test_nobody_but_a_person_does_this() -> None:
    with a_harbour(), pytest.raises(TypeError):
        open_staff_details(person_id=make_person("Tess Tutor"), actor=SETUP, now=NOON)
