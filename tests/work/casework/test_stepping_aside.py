"""Whoever steps aside says why, and nothing is left with nobody."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from conduct_support import concern_about_a_colleague
from dueregard.authority.access.operations import record_absence
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern, Delivery, Entry
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.stepping_aside import step_aside
from dueregard.work.casework.vocabulary import State
from household import NOON, SETUP, inside, make_holder
from referral_support import adopted
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db


@pytest.fixture
def head() -> Iterator[UUID]:
    with inside():
        adopted()
        yield make_holder("He Ad", "head")


def aside(concern: UUID, by: UUID, reason: str = "I know the family.") -> None:
    step_aside(concern_id=concern, reason=reason, actor=Actor.person(by), now=NOON)


def reads(concern: UUID, by: UUID) -> bool:
    try:
        read_concern(concern_id=concern, actor=Actor.person(by), now=NOON)
    except NothingHere:
        return False
    return True


def told(concern: UUID) -> set[UUID | None]:
    rows = Message.objects.filter(thing_id=concern, occasion="handed-on")
    return set(rows.values_list("person_id", flat=True))


def test_the_next_of_the_ladder_gets_it_and_is_told_and_the_reason_stands_in_the_record(head: UUID) -> None:
    chair = make_holder("Cha Ir", "chair")
    concern = concern_about_a_colleague()
    with pytest.raises(BadInput, match="Say why"):
        aside(concern, head, " ")
    aside(concern, head)
    assert (reads(concern, head), reads(concern, chair)) == (False, True)
    assert told(concern) == {chair}
    assert Delivery.objects.filter(concern_id=concern, person_id=chair, purpose="receive").exists()
    file = read_concern(concern_id=concern, actor=Actor.person(chair), now=NOON)
    said = [w.words["words"] for w in file.record if getattr(w.row, "kind", "") == "stepped-aside"]
    assert said == ["I know the family."]


def test_where_nobody_else_may_have_it_it_is_refused_with_what_to_do(head: UUID) -> None:
    concern = concern_about_a_colleague()
    with pytest.raises(OutOfTurn, match="left with nobody") as refused:
        aside(concern, head)
    assert "appoints people to posts" in refused.value.who_can_help
    assert reads(concern, head)
    assert not Entry.objects.filter(kind="stepped-aside").exists()
    Concern.objects.filter(pk=concern).update(state=State.CLOSED)
    aside(concern, head)


def test_nobody_new_is_told_while_somebody_has_it(head: UUID) -> None:
    first, second = make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")
    concern = concern_about_a_learner(policy="safeguarding-core")
    before = Delivery.objects.filter(concern_id=concern).count()
    aside(concern, first)
    assert (told(concern), Delivery.objects.filter(concern_id=concern).count()) == (set(), before)
    aside(concern, second)
    assert told(concern) == {head}
    assert reads(concern, head)


def test_somebody_who_is_away_does_not_have_it_in_hand_but_it_waits_for_them_before_it_is_refused(
    head: UUID,
) -> None:
    lead, other = make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")
    concern = concern_about_a_learner(policy="safeguarding-core")
    for person in (other, head):
        record_absence(person_id=person, since=NOON, until=None, actor=SETUP, now=NOON)
    aside(concern, lead)
    assert reads(concern, other)
