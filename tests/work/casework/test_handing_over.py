"""Handing over all open work: to somebody who may have it, and only what is still one's own."""

from uuid import UUID

import pytest

from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import reader
from dueregard.authority.access.vocabulary import Circle, Part
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted
from dueregard.work.casework.models import ConcernPerson
from dueregard.work.casework.operations.acting import hand_over
from dueregard.work.casework.operations.handling import link_person
from dueregard.work.casework.operations.stepping_aside import step_aside
from dueregard.work.casework.queries.desk import queue
from household import NOON, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db


def sees(person: UUID) -> int:
    now = Moment.now(NOON)
    return len(queue(reader(person, powers_in_force(now), now), now, Circle.OPEN).lines)


def test_the_taker_sees_it_afterwards() -> None:
    with inside():
        lead, other = make_holder("Lea Dee", "dsl"), make_holder("Sta Ff", "designated-staff")
        concern_about_a_learner()
        assert sees(other) == 0
        assert hand_over(taker_id=other, actor=Actor.person(lead), now=NOON) == 1
        assert sees(other) == 1
        assert hand_over(taker_id=other, actor=Actor.person(lead), now=NOON) == 0


def test_what_the_giver_stepped_aside_from_is_not_theirs_to_give() -> None:
    with inside():
        lead, other = make_holder("Lea Dee", "dsl"), make_holder("Sta Ff", "designated-staff")
        concern = concern_about_a_learner()
        step_aside(reason="It touches me.", concern_id=concern, actor=Actor.person(lead), now=NOON)
        assert hand_over(taker_id=other, actor=Actor.person(lead), now=NOON) == 0


def test_what_concerns_the_taker_stays() -> None:
    with inside():
        lead, other = make_holder("Lea Dee", "dsl"), make_holder("Sta Ff", "designated-staff")
        concern_about_a_learner(other)
        assert hand_over(taker_id=other, actor=Actor.person(lead), now=NOON) == 0


def test_not_to_oneself_and_not_to_somebody_without_a_post() -> None:
    with inside():
        lead, tutor = make_holder("Lea Dee", "dsl"), make_person("Tu Tor")
        concern_about_a_learner()
        with pytest.raises(BadInput):
            hand_over(taker_id=lead, actor=Actor.person(lead), now=NOON)
        with pytest.raises(NotPermitted):
            hand_over(taker_id=tutor, actor=Actor.person(lead), now=NOON)


def test_a_person_the_directory_does_not_know_is_not_linked() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        row = ConcernPerson.objects.get(concern_id=concern, part=Part.WORRIED_ABOUT)
        with pytest.raises(NothingHere):
            link_person(
                concern_id=concern, row_id=row.id, person_id=UUID(int=7), actor=Actor.person(lead), now=NOON
            )
