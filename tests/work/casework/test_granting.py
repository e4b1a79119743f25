"""Somebody is let read one matter until a day: and nothing else, and never past a wall."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from conduct_support import concern_about_a_colleague
from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import needs_second_step, reader
from dueregard.authority.access.vocabulary import Kinship
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern, Grant
from dueregard.work.casework.operations.granting import end_grant, give_grant
from dueregard.work.casework.operations.handling import Sorted, add_entry, open_concern, triage
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.stepping_aside import step_aside
from dueregard.work.casework.queries.granting import shown_to
from dueregard.work.casework.queries.readings import who_looked
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.rules.granting import LASTS_AT_MOST, may_be_granted, want_of_last_day
from dueregard.work.casework.tasks import may_still_be_told
from dueregard.work.casework.vocabulary import PersonKind, Precision, Strand
from household import NOON, SETUP, inside, make_holder, make_person
from referral_support import adopted
from work_casework_support import concern_about_a_learner

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = NOON.date()
RULED: list[tuple[dict[str, bool], str]] = [
    ({}, ""),
    ({"walled": True}, "cannot be shown to them"),
    ({"own": True}, "open this already"),
    ({"has_it": True}, "open to them already"),
    ({"walled": True, "has_it": True}, "cannot be shown to them"),
]


@pytest.mark.parametrize(("more", "sentence"), RULED)
def test_who_may_be_let_in(more: dict[str, bool], sentence: str) -> None:
    ruling = may_be_granted(**dict.fromkeys(("walled", "own", "has_it"), False) | more)
    assert (bool(ruling), sentence in ruling.reason) == (sentence == "", True)


@pytest.mark.parametrize(
    ("day", "fits"),
    [
        (TODAY, True),
        (TODAY - DAY, False),
        (TODAY + LASTS_AT_MOST, True),
        (TODAY + LASTS_AT_MOST + DAY, False),
    ],
)
def test_until_which_day(day: date, fits: bool) -> None:
    assert (want_of_last_day(day, TODAY) == "") is fits


@pytest.fixture
def house() -> Iterator[tuple[UUID, UUID, UUID]]:
    """A lead, a tutor without a post, and a concern that the lead has."""
    with inside():
        adopted()
        lead, tutor = make_holder("Lea Dee", "dsl"), make_person("Tu Tor")
        yield lead, tutor, concern_about_a_learner(policy="safeguarding-core")


def gives(concern: UUID, by: UUID, whom: UUID, **more: Any) -> Grant:
    said: dict[str, Any] = {"last_day": TODAY + DAY, "reason": "She teaches him.", "now": NOON} | more
    return give_grant(concern_id=concern, person_id=whom, actor=Actor.person(by), **said)


def notes(concern: UUID, by: UUID, words: str = "Let him leave early.") -> Any:
    return add_entry(
        concern_id=concern, kind="note", words=words, happened=Occurred(NOON, Precision.MINUTE),
        actor=Actor.person(by), now=NOON,
    )  # fmt: skip


def reads(concern: UUID, by: UUID, now: datetime = NOON) -> bool:
    try:
        read_concern(concern_id=concern, actor=Actor.person(by), now=now)
    except NothingHere:
        return False
    return True


@pytest.mark.django_db
def test_it_opens_to_read_and_to_nothing_else_and_ends_by_itself(house: Any) -> None:
    lead, tutor, concern = house
    assert not reads(concern, tutor)
    row = gives(concern, lead, tutor)
    assert reads(concern, tutor)
    moment = Moment.now(NOON)
    assert needs_second_step(reader(tutor, powers_in_force(moment), moment), moment)
    open_concern(concern_id=concern, actor=Actor.person(tutor), now=NOON)
    assert Concern.objects.get(pk=concern).opened_at is None
    for act in (
        lambda: notes(concern, tutor),
        lambda: gives(concern, tutor, make_person("Oth Er")),
        lambda: step_aside(concern_id=concern, reason="x", actor=Actor.person(tutor), now=NOON),
        lambda: end_grant(grant_id=row.id, actor=Actor.person(tutor), now=NOON),
    ):
        with pytest.raises(NotPermitted, match="nothing else"):
            act()
    last = datetime.combine(TODAY + DAY, datetime.max.time(), tzinfo=NOON.tzinfo)
    assert reads(concern, tutor, last - HOUR)
    assert not reads(concern, tutor, last + HOUR)
    file = read_concern(concern_id=concern, actor=Actor.person(lead), now=NOON)
    assert [w.words for w in file.record if isinstance(w.row, Grant)] == [{"reason": "She teaches him."}]
    assert {one.person_id for one in who_looked(file.concern.id)} == {lead, tutor}
    assert {one.person_id: one.times for one in who_looked(file.concern.id)}[tutor] == 2


@pytest.mark.django_db
def test_it_can_be_ended_once(house: Any) -> None:
    lead, tutor, concern = house
    row = gives(concern, lead, tutor)
    with pytest.raises(NotPermitted, match="open to them already"):
        gives(concern, lead, tutor)
    end_grant(grant_id=row.id, actor=Actor.person(lead), now=NOON + HOUR)
    assert not reads(concern, tutor, NOON + HOUR)
    with pytest.raises(OutOfTurn):
        end_grant(grant_id=row.id, actor=Actor.person(lead), now=NOON + 2 * HOUR)
    gives(concern, lead, tutor, now=NOON + 2 * HOUR)
    assert reads(concern, tutor, NOON + 2 * HOUR)


@pytest.mark.django_db
def test_never_past_a_wall_also_one_that_comes_later(house: Any) -> None:
    lead, tutor, _ = house
    learner = make_person("Kit Marlow")
    concern = concern_about_a_learner(learner, policy="safeguarding-core")
    with pytest.raises(NotPermitted, match="cannot be shown"):
        gives(concern, lead, learner)
    gives(concern, lead, tutor)
    assert reads(concern, tutor)
    record_relationship(person_id=tutor, other_id=learner, kinship=Kinship.KIN, actor=SETUP, now=NOON + HOUR)
    assert not reads(concern, tutor, NOON + HOUR)
    with pytest.raises(NotPermitted, match="cannot be shown"):
        gives(concern, lead, tutor, now=NOON + HOUR)


@pytest.mark.django_db
def test_what_is_restricted_can_be_shown_and_what_becomes_so_ends_it(house: Any) -> None:
    lead, tutor, concern = house
    head = make_holder("He Ad", "head")
    sealed = concern_about_a_colleague()
    gives(sealed, head, tutor)
    assert (reads(sealed, tutor), reads(sealed, lead)) == (True, False)
    gives(concern, lead, tutor)
    said = Sorted(
        danger=False, person=PersonKind.STAFF, strand=Strand.SAFEGUARDING, urgency="now", reason="x"
    )
    triage(concern_id=concern, sorted_as=said, actor=Actor.person(lead), now=NOON + HOUR)
    assert not reads(concern, tutor, NOON + HOUR)
    moment = Moment.now(NOON + HOUR)
    shown = shown_to(reader(tutor, powers_in_force(moment), moment), moment)
    assert [one.concern_id for one in shown] == [sealed]


@pytest.mark.django_db
def test_what_is_left_out(house: Any) -> None:
    lead, tutor, concern = house
    for more, sentence in (
        ({"reason": " "}, "why they need"),
        ({"last_day": TODAY - DAY}, "has passed"),
        ({"last_day": TODAY + timedelta(days=91)}, "within 90 days"),
    ):
        with pytest.raises(BadInput, match=sentence):
            gives(concern, lead, tutor, **more)
    with pytest.raises(BadInput, match="people found"):
        gives(concern, lead, UUID(int=7))
    assert not Grant.objects.exists()


@pytest.mark.django_db
def test_somebody_is_told_while_it_is_open_to_them_and_not_after(house: Any) -> None:
    lead, tutor, concern = house
    gives(concern, lead, tutor)
    message = Message.objects.get(person_id=tutor)
    assert may_still_be_told(message, NOON)
    assert not may_still_be_told(message, NOON + 3 * DAY)
