"""A repeat concern needs the full sheet; one behind the restricted door must not be told by it."""

from uuid import UUID

import pytest

from dueregard.ground.audit.operations import turn
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.models import Concern, ConcernPerson
from dueregard.work.casework.operations.deciding import WordsMissing, decide
from dueregard.work.casework.operations.handling import take_hand
from dueregard.work.casework.operations.refiling import correct_link
from dueregard.work.casework.operations.restricting import restrict
from dueregard.work.casework.vocabulary import Question
from household import NOON, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db


def asks_for_the_full_sheet(concern: UUID, who: UUID) -> bool:
    try:
        decide(
            concern_id=concern,
            question=Question.MONITOR,
            outcome="monitor",
            words={"reasons": "Once a week."},
            actor=Actor.person(who),
            now=NOON,
        )
    except WordsMissing:
        return True
    return False


def test_an_open_concern_about_the_same_person_asks_for_more() -> None:
    with inside():
        lead, kit = make_holder("Lea Dee", "dsl"), make_person("Kit Marlow")
        first = concern_about_a_learner(kit)
        concern_about_a_learner(kit)
        assert asks_for_the_full_sheet(first, lead)


def test_a_restricted_one_does_not() -> None:
    with inside():
        lead, kit = make_holder("Lea Dee", "dsl"), make_person("Kit Marlow")
        first, other = concern_about_a_learner(kit), concern_about_a_learner(kit)
        with turn(actor=Actor.person(lead), now=NOON) as t:
            restrict(t, take_hand(t, other).concern)
        assert Concern.objects.get(pk=other).circle == "sealed"
        assert not asks_for_the_full_sheet(first, lead)


def test_nor_one_that_was_linked_to_them_in_error() -> None:
    with inside():
        lead, kit = make_holder("Lea Dee", "dsl"), make_person("Kit Marlow")
        first, other = concern_about_a_learner(kit), concern_about_a_learner(kit)
        correct_link(
            concern_id=other,
            row_id=ConcernPerson.objects.get(concern_id=other).id,
            person_id=None,
            reason="Another Kit.",
            actor=Actor.person(lead),
            now=NOON,
        )
        assert not asks_for_the_full_sheet(first, lead)
