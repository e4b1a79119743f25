"""A person's file: what the reader may see of it, circle by circle, and logged when anything is shown."""

from uuid import UUID

import pytest

from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.vocabulary import Circle, Kinship
from dueregard.authority.identity.models import Person
from dueregard.authority.identity.operations import join_duplicates
from dueregard.ground.audit.models import Entry
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.refusals import NothingHere
from dueregard.work.casework.operations.finding import file_of_person
from household import NOON, SETUP, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db


def found(reader: UUID, person: UUID, circle: Circle = Circle.OPEN) -> set[UUID]:
    shown = file_of_person(person_id=person, circle=circle, actor=Actor.person(reader), now=NOON)
    return {line.id for line in shown.lines}


def readings() -> int:
    return Entry.objects.filter(verb="audit.read").count()


def test_a_file_holds_what_concerns_the_person_under_any_of_their_names() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        kit, again, other = (make_person(name) for name in ("Kit Marlow", "Kit Marlowe", "Ann Other"))
        concern = concern_about_a_learner(kit)
        join_duplicates(
            person=Person.objects.get(pk=kit), same_as=Person.objects.get(pk=again), actor=SETUP, now=NOON
        )
        assert found(lead, kit) == found(lead, again) == {concern}
        assert readings() == 2
        assert found(lead, other) == set()
        assert readings() == 2  # nothing of anybody's was shown


def test_a_wall_hides_the_file_and_no_reading_tells() -> None:
    with inside():
        lead, kit = make_holder("Lea Dee", "dsl"), make_person("Kit Marlow")
        concern_about_a_learner(kit)
        record_relationship(person_id=lead, other_id=kit, kinship=Kinship.KIN, actor=SETUP, now=NOON)
        assert found(lead, kit) == set()
        assert found(lead, kit, Circle.SEALED) == set()
        assert readings() == 0


def test_the_restricted_part_stays_behind_its_door() -> None:
    with inside():
        lead, manager = make_holder("Lea Dee", "dsl"), make_holder("Ma Nager", "named-senior-manager")
        sealed = concern_about_a_learner(lead)
        assert found(manager, lead) == set()
        assert found(manager, lead, Circle.SEALED) == {sealed}
        assert found(lead, lead) == found(lead, lead, Circle.SEALED) == set()


def test_whoever_reads_no_cases_finds_nothing() -> None:
    with inside():
        tutor, kit = make_person("Tu Tor"), make_person("Kit Marlow")
        concern_about_a_learner(kit)
        with pytest.raises(NothingHere):
            found(tutor, kit)
