"""What somebody was asked to do does not go with them when they step aside or a wall takes them away."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from conduct_support import concern_about_a_colleague
from dueregard.authority.access.models import Holding
from dueregard.authority.access.operations import (
    end_holding,
    give_holding,
    record_absence,
    record_relationship,
)
from dueregard.authority.access.vocabulary import Kinship, Part
from dueregard.authority.people.vocabulary import Standing
from dueregard.ground.audit.models import Entry
from dueregard.ground.crypto.models import DataKey
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import OutOfTurn
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Action, Concern, ConcernPerson
from dueregard.work.casework.operations.acting import finish_action, set_action
from dueregard.work.casework.operations.handling import link_person
from dueregard.work.casework.operations.names import names_for
from dueregard.work.casework.operations.nudging import nudge
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.stepping_aside import step_aside
from dueregard.work.casework.queries.acting import no_longer_theirs, open_actions
from dueregard.work.casework.vocabulary import State
from household import NOON, SETUP, inside, make_holder, make_person
from referral_support import adopted
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DUE = NOON.date() + 3 * DAY


@pytest.fixture
def two() -> Iterator[tuple[UUID, UUID]]:
    """Two leads under a policy with a ladder."""
    with inside():
        adopted()
        yield make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")


def about(person: UUID | None = None) -> UUID:
    return concern_about_a_learner(person, policy="safeguarding-core")


def ask(concern: UUID, owner: UUID, by: UUID | None = None) -> UUID:
    row = set_action(
        concern_id=concern,
        what="Ring the school.",
        owner_id=owner,
        due_on=DUE,
        actor=Actor.person(by or owner),
        now=NOON,
    )
    return row.id


def standing(concern: UUID) -> list[tuple[UUID, object, str]]:
    rows = Action.objects.known(NOON + DAY).filter(concern_id=concern)
    return sorted(rows.values_list("owner_id", "due_on", "by"))


def told(concern: UUID) -> list[UUID | None]:
    rows = Message.objects.filter(thing_id=concern, occasion__startswith="passed-on")
    return list(rows.values_list("person_id", flat=True))


def kin(one: UUID, other: UUID) -> None:
    record_relationship(person_id=one, other_id=other, kinship=Kinship.KIN, actor=SETUP, now=NOON)


PASSED_ON = "system:walls"


def test_stepping_aside_leaves_it_with_somebody_who_has_it_by_the_same_day(two: tuple[UUID, UUID]) -> None:
    lead, second = two
    concern, other = about(), about()
    ask(concern, lead)
    ask(concern, second)
    ask(other, lead)
    done = ask(concern, lead)
    finish_action(action_id=done, how="Rang.", actor=Actor.person(lead), now=NOON)
    before = Message.objects.filter(person_id=lead).count()
    step_aside(concern_id=concern, reason="x", actor=Actor.person(lead), now=NOON)
    assert sorted(standing(concern)) == sorted(
        [
            (second, DUE, PASSED_ON),
            (second, DUE, Actor.person(second).written),
            (lead, DUE, Actor.person(lead).written),
        ]
    )
    assert standing(other) == [(lead, DUE, Actor.person(lead).written)]
    assert told(concern) == [second]
    assert Message.objects.filter(person_id=lead).count() == before
    file = read_concern(concern_id=concern, actor=Actor.person(second), now=NOON)
    passed = [one for one in file.record if one.row.by == PASSED_ON]
    assert [one.words["words"] for one in passed] == ["Ring the school."]
    assert "no longer sees this" in names_for(file, Moment.now(NOON))[PASSED_ON]


def test_it_is_told_at_once_where_it_is_due_today(two: tuple[UUID, UUID]) -> None:
    lead, second = two
    concern = about()
    for day in (DUE, NOON.date()):
        set_action(
            concern_id=concern, what="x", owner_id=lead, due_on=day, actor=Actor.person(lead), now=NOON
        )
    step_aside(concern_id=concern, reason="x", actor=Actor.person(lead), now=NOON)
    rows = Message.objects.filter(thing_id=concern, occasion__startswith="passed-on")
    assert list(rows.values_list("person_id", "urgency")) == [(second, "today")]


def test_a_wall_that_rises_passes_it_on_and_the_record_is_restricted(two: tuple[UUID, UUID]) -> None:
    lead, second = two
    child = make_person("Kit Marlow", Standing.LEARNER)
    concern, other = about(child), about()
    ask(concern, lead)
    ask(other, lead)
    kin(lead, child)
    assert standing(concern) == [(second, DUE, PASSED_ON)]
    assert standing(other) == [(lead, DUE, Actor.person(lead).written)]
    assert told(concern) == [second]
    written = Entry.objects.filter(verb="casework.action-set", subject_id=concern)
    assert sorted(written.values_list("stream", flat=True)) == ["open", "sealed"]


def test_who_says_who_it_is_may_be_walled_by_it_and_nothing_is_left_with_nobody() -> None:
    with inside():
        adopted()
        lead, head = make_holder("Lea Dee", "dsl"), make_holder("He Ad", "head")
        child = make_person("Kit Marlow", Standing.LEARNER)
        kin(lead, child)
        concern = about()
        ask(concern, lead)
        row = ConcernPerson.objects.get(concern_id=concern)
        assert row.part in {Part.WORRIED_ABOUT, Part.HARMED}
        link_person(concern_id=concern, row_id=row.id, person_id=child, actor=Actor.person(lead), now=NOON)
        assert standing(concern) == [(head, DUE, PASSED_ON)]
        assert told(concern) == [head]
        read_concern(concern_id=concern, actor=Actor.person(head), now=NOON)


def test_in_what_was_restricted_before_too() -> None:
    with inside():
        adopted()
        head, chair = make_holder("He Ad", "head"), make_holder("Cha Ir", "chair")
        colleague = make_person("Tu Tor")
        concern = concern_about_a_colleague(colleague)
        ask(concern, head)
        kin(head, colleague)
        assert standing(concern) == [(chair, DUE, PASSED_ON)]


def test_where_nobody_has_it_it_waits_and_goes_to_whoever_has_it_then() -> None:
    with inside():
        adopted()
        lead, child = make_holder("Lea Dee", "dsl"), make_person("Kit Marlow", Standing.LEARNER)
        concern = about(child)
        ask(concern, lead)
        kin(lead, child)
        assert standing(concern) == [(lead, DUE, Actor.person(lead).written)]
        assert told(concern) == []
        head = make_holder("He Ad", "head")
        assert standing(concern) == [(head, DUE, PASSED_ON)]
        assert told(concern) == [head]


def test_it_goes_to_somebody_who_is_there(two: tuple[UUID, UUID]) -> None:
    lead, second = two
    third = make_holder("Thi Rd", "dsl")
    concern = about()
    ask(concern, lead)
    away = min(second, third)
    record_absence(person_id=away, since=NOON, until=None, actor=SETUP, now=NOON)
    step_aside(concern_id=concern, reason="x", actor=Actor.person(lead), now=NOON)
    assert standing(concern) == [(max(second, third), DUE, PASSED_ON)]


def test_what_is_finished_is_asked_of_nobody(two: tuple[UUID, UUID]) -> None:
    lead, _second = two
    concern = about()
    ask(concern, lead)
    Concern.objects.filter(pk=concern).update(state=State.CLOSED)
    step_aside(concern_id=concern, reason="x", actor=Actor.person(lead), now=NOON)
    assert standing(concern) == [(lead, DUE, Actor.person(lead).written)]


def test_words_that_cannot_be_opened_stand_in_nobodys_way(two: tuple[UUID, UUID]) -> None:
    lead, _second = two
    child = make_person("Kit Marlow", Standing.LEARNER)
    concern = about(child)
    action = ask(concern, lead)
    key = Concern.objects.get(pk=concern).account_key
    DataKey.objects.filter(pk=key.pk).update(wrapped=b"")
    kin(lead, child)
    assert [row.id for row in Action.objects.known(NOON).filter(concern_id=concern)] == [action]
    assert told(concern) == []


def test_whose_post_ended_is_not_told_again_and_the_record_says_so(two: tuple[UUID, UUID]) -> None:
    lead, second = two
    concern = about()
    action = ask(concern, lead)
    [held] = Holding.objects.filter(person_id=lead)
    end_holding(holding=held, until=NOON, actor=SETUP, now=NOON)
    moment = Moment.now(NOON + DAY)
    assert [row.id for row in no_longer_theirs(open_actions(moment), moment)] == [action]
    with pytest.raises(OutOfTurn, match="no longer sees"):
        nudge(action_id=action, actor=Actor.person(second), now=NOON + DAY)
    give_holding(person_id=lead, role="dsl", actor=SETUP, now=NOON)
    nudge(action_id=action, actor=Actor.person(second), now=NOON + DAY)
