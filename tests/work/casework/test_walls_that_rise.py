"""A wall that rises later restricts what lies behind it at once, so that no open list or figure has a gap."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from conduct_support import concern_about_a_colleague
from dueregard.authority.access.operations import give_holding, record_relationship
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import reader
from dueregard.authority.access.readmitting import begin_watch
from dueregard.authority.access.vocabulary import Circle, Kinship
from dueregard.authority.identity.models import Person
from dueregard.authority.identity.operations import join_duplicates
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern, Delivery
from dueregard.work.casework.queries.desk import queue
from dueregard.work.casework.queries.seeing import seen_by
from dueregard.work.casework.vocabulary import State
from household import NOON, SETUP, inside, make_holder, make_person
from mechanisms.files.cabinet import work
from referral_support import adopted
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@dataclass
class House:
    """A lead, somebody without a post, a learner, and a concern about the learner that everybody sees."""

    provider: Provider
    lead: UUID
    tutor: UUID
    learner: UUID
    concern: UUID
    other: UUID

    @property
    def restricted(self) -> list[UUID]:
        return [one for one in (self.concern, self.other) if circle(one) is Circle.SEALED]


@pytest.fixture
def house() -> Iterator[House]:
    with inside() as provider:
        lead, tutor = make_holder("Lea Dee", "dsl"), make_person("Tu Tor")
        learner = make_person("Kit Marlow", Standing.LEARNER)
        concern = concern_about_a_learner(learner)
        other = concern_about_a_learner(make_person("Bea Hall", Standing.LEARNER))
        yield House(provider, lead, tutor, learner, concern, other)


def circle(concern: UUID) -> Circle:
    return Circle(Concern.objects.get(pk=concern).circle)


def kin(one: UUID, other: UUID, kinship: Kinship = Kinship.KIN) -> None:
    record_relationship(person_id=one, other_id=other, kinship=kinship, actor=SETUP, now=NOON)


def post(person: UUID, role: str = "designated-staff", *, days: int = 0) -> None:
    give_holding(person_id=person, role=role, since=NOON + days * DAY, actor=SETUP, now=NOON)


def same(one: UUID, other: UUID) -> None:
    first, second = Person.objects.get(pk=one), Person.objects.get(pk=other)
    join_duplicates(person=first, same_as=second, actor=SETUP, now=NOON)


def vouched(house: House) -> None:
    with turn(actor=SETUP, now=NOON) as t:
        begin_watch(t, house.lead, house.tutor)


def another_policy(house: House) -> None:
    post(house.tutor, "trustee")
    assert house.restricted == []
    text = archetype("apprenticeship-provider").replace(b"managing-director", b"trustee")
    adopt(data=text.replace(b'edition = "', b'edition = "2-'), path="p.md", actor=SETUP, now=NOON)


KIN_FIRST = {
    "a post for kin",
    "a post that sees figures",
    "kin of a lead who is here twice",
    "vouched for by kin",
    "another policy",
    "a post that opens nothing",
}
"""Before what happens here, the tutor is kin of the learner."""
RISES: dict[str, Callable[[House], None]] = {
    "kin of a lead": lambda h: kin(h.lead, h.learner),
    "kin the other way": lambda h: kin(h.learner, h.lead),
    "line manager of a lead": lambda h: kin(h.learner, h.lead, Kinship.LINE_MANAGES),
    "a post for kin": lambda h: post(h.tutor),
    "a post that sees figures": lambda h: post(h.tutor, "managing-director"),
    "a post for the person": lambda h: post(h.learner),
    "a lead who is here twice": lambda h: same(h.lead, h.learner),
    "kin of a lead who is here twice": lambda h: same(h.tutor, h.lead),
    "vouched for by kin": vouched,
    "another policy": another_policy,
}
DOES_NOT: dict[str, Callable[[House], None]] = {
    "kin of somebody without a post": lambda h: kin(h.tutor, h.learner),
    "a lead who manages them": lambda h: kin(h.lead, h.learner, Kinship.LINE_MANAGES),
    "a post that opens nothing": lambda h: post(h.tutor, "lead-tutor"),
    "somebody without a post who is here twice": lambda h: same(h.tutor, h.learner),
}


def happens(house: House, name: str) -> None:
    if name in KIN_FIRST:
        kin(house.tutor, house.learner)
        assert house.restricted == []
    (RISES | DOES_NOT)[name](house)


@pytest.mark.parametrize("name", RISES)
def test_it_restricts_what_lies_behind_it_and_nothing_else(house: House, name: str) -> None:
    happens(house, name)
    assert house.restricted == [house.concern]
    written = Entry.objects.filter(subject_id=house.concern, verb="casework.restricted")
    assert [entry.stream for entry in written] == [Stream.SEALED]


@pytest.mark.parametrize("name", DOES_NOT)
def test_what_keeps_nobody_who_opens_pages_out_restricts_nothing(house: House, name: str) -> None:
    happens(house, name)
    assert house.restricted == []


def test_it_is_in_no_list_of_what_everybody_sees(house: House) -> None:
    kin(house.lead, house.learner)
    moment = Moment.now(NOON)
    others = make_holder("Sec Ond", "dsl")
    for one in (house.lead, others):
        lines = queue(reader(one, powers_in_force(moment), moment), moment, Circle.OPEN)
        assert [line.id for line in lines.lines] == [house.other]


def test_where_nobody_is_left_the_next_gets_it(house: House) -> None:
    senior = make_holder("Sen Ior", "named-senior-manager")
    kin(house.lead, house.learner)
    assert told(house) == {("handed-on", senior)}
    moment = Moment.now(NOON)
    assert seen_by(reader(senior, powers_in_force(moment), moment), house.concern, moment)


def test_where_nobody_may_have_it_whoever_appoints_is_told_that_something_waits(house: House) -> None:
    post(house.tutor, "company-secretary")
    text = archetype("apprenticeship-provider").replace(b'"receive-concerns", "keep-checks"', b'"appoint"')
    adopt(data=text.replace(b'edition = "', b'edition = "2-'), path="p.md", actor=SETUP, now=NOON)
    kin(house.lead, house.learner)
    assert told(house) == {("waits", house.tutor)}


def test_of_what_was_restricted_before_the_next_gets_it_when_its_only_handler_is_walled() -> None:
    with inside():
        adopted()
        head, tutor = make_holder("He Ad", "head"), make_person("Tu Tor")
        concern = concern_about_a_colleague(tutor)
        chair = make_holder("Cha Ir", "chair")
        assert (circle(concern), handed_on(concern)) == (Circle.SEALED, set())
        kin(head, tutor)
        assert handed_on(concern) == {("handed-on", chair)}
        moment = Moment.now(NOON)
        readers = (reader(one, powers_in_force(moment), moment) for one in (head, chair))
        assert [seen_by(one, concern, moment) is not None for one in readers] == [False, True]
        kin(head, make_person("Ot Her"))
        assert Delivery.objects.filter(concern_id=concern, person_id=chair).count() == 1


def handed_on(concern: UUID) -> set[tuple[str, UUID | None]]:
    rows = Message.objects.filter(thing_id=concern, occasion__in=("handed-on", "waits"))
    return set(rows.values_list("occasion", "person_id"))


def test_where_somebody_has_it_nobody_is_told(house: House) -> None:
    make_holder("Sen Ior", "named-senior-manager")
    kin(house.tutor, house.learner)
    post(house.tutor)
    assert house.restricted == [house.concern]
    assert told(house) == set()


def told(house: House) -> set[tuple[str, UUID | None]]:
    rows = Message.objects.filter(thing_id=house.concern).exclude(occasion="concern-reported")
    return set(rows.values_list("occasion", "person_id"))


def test_what_is_closed_is_restricted_too_and_what_was_disposed_of_is_in_no_list(house: House) -> None:
    kin(house.tutor, house.learner)
    Concern.objects.filter(pk=house.concern).update(state=State.DISPOSED)
    post(house.tutor)
    assert house.restricted == []
    Concern.objects.filter(pk=house.concern).update(state=State.CLOSED)
    kin(house.lead, house.learner)
    assert house.restricted == [house.concern]


@pytest.mark.django_db(transaction=True)
def test_what_begins_later_restricts_when_it_begins() -> None:
    with inside() as provider:
        make_holder("Lea Dee", "dsl")
        tutor, learner = make_person("Tu Tor"), make_person("Kit Marlow", Standing.LEARNER)
        concern = concern_about_a_learner(learner)
        kin(tutor, learner)
        post(tutor, days=2)
    for days, expected in ((1, Circle.OPEN), (2, Circle.SEALED)):
        work(NOON + days * DAY)
        with enter(provider):
            assert circle(concern) is expected
