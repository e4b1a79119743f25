"""Walls follow people: self, aliases, kin and line managers, both ways round."""

import pytest

from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.queries import (
    Powers,
    away,
    holders,
    opens_pages,
    person_tag,
    reader,
    shut_out_by,
)
from dueregard.authority.access.vocabulary import Capability, Kinship, Manner
from dueregard.authority.identity.models import Person
from dueregard.authority.identity.operations import join_duplicates
from dueregard.ground.kernel.moments import Moment
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = pytest.mark.django_db
NOW = Moment.now(NOON)
POWERS = Powers({"dsl": frozenset({Capability.TRIAGE}), "tutor": frozenset[Capability]()}, {})


def test_a_reader_is_shut_out_from_self_kin_and_own_manager_and_not_from_those_they_manage() -> None:
    with inside():
        lead, partner, boss, junior, stranger = (
            make_holder("Lea Dee", "dsl"), *(make_person(n) for n in ("Pa Dee", "Bo Oss", "Ju Nior", "St Range"))
        )  # fmt: skip
        record_relationship(person_id=partner, other_id=lead, kinship=Kinship.KIN, actor=SETUP, now=NOON)
        record_relationship(
            person_id=boss, other_id=lead, kinship=Kinship.LINE_MANAGES, actor=SETUP, now=NOON
        )
        record_relationship(
            person_id=lead, other_id=junior, kinship=Kinship.LINE_MANAGES, actor=SETUP, now=NOON
        )
        shut = reader(lead, POWERS, NOW).shut_out
        assert shut == {person_tag(p) for p in (lead, partner, boss)}
        assert person_tag(stranger) not in shut


@pytest.mark.parametrize("kinship", list(Kinship))
def test_both_directions_agree(kinship: Kinship) -> None:
    with inside():
        one, two = make_person("On Ee"), make_person("Tw Oh")
        record_relationship(person_id=one, other_id=two, kinship=kinship, actor=SETUP, now=NOON)
        for subject in (one, two):
            for other in (one, two):
                walled = person_tag(subject) in reader(other, POWERS, NOW).shut_out
                assert walled == (other in shut_out_by(subject, NOW))


def test_an_alias_is_the_same_human_being() -> None:
    with inside():
        lead, again = make_holder("Lea Dee", "dsl"), make_person("Lea D")
        join_duplicates(
            person=Person.objects.get(pk=again), same_as=Person.objects.get(pk=lead), actor=SETUP, now=NOON
        )
        assert person_tag(again) in reader(lead, POWERS, NOW).shut_out
        assert opens_pages(POWERS, NOW) == {lead, again}


def test_holders_come_before_their_deputies() -> None:
    with inside():
        deputy = make_holder("De Puty", "dsl", manner=Manner.DEPUTY)
        lead = make_holder("Lea Dee", "dsl")
        assert [row.person_id for row in holders(["dsl"], NOW)] == [lead, deputy]
        assert away(NOW) == frozenset()
