"""A post that opens concerns takes two people; neither is whoever gets it, and one of them answers for people."""

from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connection

from dueregard.authority.access import appointing
from dueregard.authority.access.appointing import agree, appoint, end_post, ruling_on, turn_down, waiting
from dueregard.authority.access.models import Holding, Proposal
from dueregard.authority.access.operations import give_holding
from dueregard.authority.access.reviewing import (
    given_lately,
    last_review,
    opening_posts,
    record_review,
    review_waits,
)
from dueregard.authority.access.rules import may_agree, may_propose
from dueregard.authority.access.vocabulary import Capability, Manner
from dueregard.authority.identity.models import Person
from dueregard.authority.identity.operations import join_duplicates
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NotPermitted, OutOfTurn, Refusal
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.notifications.models import Message
from household import NOON, SETUP, inside, make_holder, make_person, make_provider

NOW = Moment.now(NOON)
DAY = timedelta(days=1)
APPOINTER, TECHNICIAN = {Capability.APPOINT}, {Capability.ADMINISTER}
LEAD, BOARD = {Capability.TRIAGE, Capability.DECIDE}, {Capability.SEE_BOARD_FIGURES}


@pytest.mark.parametrize(
    ("first", "second", "same", "own", "allowed"),
    [
        (APPOINTER, LEAD, False, False, True),
        (APPOINTER, APPOINTER, False, False, True),
        (APPOINTER, TECHNICIAN, False, False, True),
        (TECHNICIAN, APPOINTER, False, False, True),
        (TECHNICIAN, LEAD, False, False, True),
        (TECHNICIAN, TECHNICIAN | BOARD, False, False, True),
        (TECHNICIAN, TECHNICIAN, False, False, False),
        (APPOINTER, BOARD, False, False, False),
        (APPOINTER, set(), False, False, False),
        (LEAD, APPOINTER, False, False, False),
        (set(), APPOINTER, False, False, False),
        (APPOINTER, LEAD, True, False, False),
        (APPOINTER, LEAD, False, True, False),
    ],
)
def test_which_two_give_a_post(
    first: set[Capability], second: set[Capability], same: bool, own: bool, allowed: bool
) -> None:
    assert bool(may_agree(first, second, same=same, own=own, watched=False)) is allowed
    assert not may_agree(first, second, same=same, own=own, watched=True)


@pytest.mark.parametrize(
    ("who", "own", "allowed"),
    [
        (APPOINTER, False, True),
        (TECHNICIAN, False, True),
        (LEAD, False, False),
        (APPOINTER, True, False),
        (set(), False, False),
    ],
)
def test_who_proposes(who: set[Capability], own: bool, allowed: bool) -> None:
    assert bool(may_propose(who, own=own, watched=False)) is allowed
    assert not may_propose(who, own=own, watched=True)


class House:
    """A provider under a policy, with a director who appoints, a lead, and somebody to be given a post."""

    def __init__(self) -> None:
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        self.director = make_holder("Cara Lund", "managing-director")
        self.lead = make_holder("Ada Rowe", "dsl")
        self.tutor = make_person("Finn Oakes")

    def propose(
        self, person: UUID | None = None, role: str = "designated-staff", by: UUID | None = None
    ) -> Proposal:
        given = appoint(
            person_id=person or self.tutor, role=role, actor=Actor.person(by or self.director), now=NOON
        )
        assert isinstance(given, Proposal)
        return given


def verbs() -> list[str]:
    return [entry.verb for entry in Entry.objects.filter(stream="open").order_by("seq")]


def told(occasion: str) -> set[UUID | None]:
    return set(Message.objects.filter(occasion=occasion).values_list("person_id", flat=True))


def held_by(person: UUID) -> list[str]:
    return [row.role for row in Holding.at(NOW) if row.person_id == person]


@pytest.mark.django_db(transaction=True)
def test_it_is_given_when_the_second_agrees_and_every_holder_is_told() -> None:
    with inside():
        house = House()
        proposal = house.propose()
        assert held_by(house.tutor) == []
        assert waiting(NOW) == (proposal,)
        assert told("post-waits") == {house.lead}, (
            "nobody else appoints, so whoever handles concerns is asked"
        )
        holding = agree(proposal_id=proposal.id, actor=Actor.person(house.lead), now=NOON)
        assert held_by(house.tutor) == ["designated-staff"]
        assert holding.since == NOON
        assert waiting(NOW) == ()
        assert told("post-given") == {house.lead, house.director}
        assert verbs()[-4:-2] == ["access.holding-given", "access.post-agreed"]
        assert given_lately(NOW) == 1
        assert given_lately(Moment.now(NOON + 8 * DAY)) == 0


@pytest.mark.django_db(transaction=True)
def test_a_post_that_opens_nothing_is_given_at_once() -> None:
    with inside():
        house = House()
        given = appoint(
            person_id=house.tutor, role="lead-tutor", actor=Actor.person(house.director), now=NOON
        )
        assert isinstance(given, Holding)
        assert waiting(NOW) == ()


@pytest.mark.django_db(transaction=True)
def test_the_same_post_is_neither_proposed_nor_given_twice() -> None:
    with inside():
        house = House()
        house.propose()
        with pytest.raises(BadInput, match="proposed already"):
            house.propose()
        with pytest.raises(BadInput, match="hold this post already"):
            house.propose(person=house.lead, role="dsl")
        house.propose(role="dsl")


@pytest.mark.django_db(transaction=True)
def test_nobody_alone_and_nobody_for_themselves() -> None:
    with inside():
        house = House()
        proposal = house.propose()
        for who, words in (
            (house.director, "You proposed this"),
            (house.tutor, "None of your roles"),
        ):
            with pytest.raises(NotPermitted, match=words):
                agree(proposal_id=proposal.id, actor=Actor.person(who), now=NOON)
        with pytest.raises(NotPermitted, match="to themselves"):
            house.propose(person=house.director)
        with pytest.raises(NotPermitted):
            house.propose(by=house.lead)
        assert held_by(house.tutor) == []
        assert "access.holding-given" not in verbs()[-3:]


@pytest.mark.django_db(transaction=True)
def test_a_second_row_of_one_person_is_no_second_person() -> None:
    with inside():
        house = House()
        twin = make_holder("C Lund", "designated-staff")
        people = [Person.objects.get(pk=one) for one in (house.director, twin)]
        join_duplicates(person=people[0], same_as=people[1], actor=SETUP, now=NOON)
        proposal = house.propose()
        assert not ruling_on(proposal, twin, NOW)
        with pytest.raises(NotPermitted, match="You proposed this"):
            agree(proposal_id=proposal.id, actor=Actor.person(twin), now=NOON)
        with pytest.raises(NotPermitted, match="to themselves"):
            house.propose(person=twin)


@pytest.mark.django_db(transaction=True)
def test_what_both_may_do_is_asked_when_the_second_agrees() -> None:
    with inside():
        house = House()
        make_holder("Gil Penn", "managing-director")
        proposal = house.propose()
        post = next(row for row in Holding.at(NOW) if row.person_id == house.director)
        end_post(
            holding_id=post.id, actor=Actor.person(make_holder("Ivo Hart", "managing-director")), now=NOON
        )
        with pytest.raises(NotPermitted, match="does not give posts here any more"):
            agree(proposal_id=proposal.id, actor=Actor.person(house.lead), now=NOON + DAY)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("later", [timedelta(days=14), timedelta(days=400)])
def test_a_proposal_grows_old(later: timedelta) -> None:
    with inside():
        house = House()
        proposal = house.propose()
        with pytest.raises(OutOfTurn):
            agree(proposal_id=proposal.id, actor=Actor.person(house.lead), now=NOON + later)
        assert waiting(Moment.now(NOON + later)) == ()


@pytest.mark.django_db(transaction=True)
def test_one_answer_and_no_second() -> None:
    with inside():
        house = House()
        proposal = house.propose()
        turn_down(proposal_id=proposal.id, actor=Actor.person(house.lead), now=NOON)
        for answer in (agree, turn_down):
            with pytest.raises(OutOfTurn):
                answer(proposal_id=proposal.id, actor=Actor.person(house.lead), now=NOON)
        assert held_by(house.tutor) == []
        assert verbs()[-1] == "access.post-turned-down"


@pytest.mark.django_db(transaction=True)
def test_two_who_agree_at_once_give_one_post() -> None:
    provider = make_provider()
    with enter(provider):
        house = House()
        deputy = make_holder("Ben Hale", "designated-staff")
        proposal = house.propose()
    start, outcomes = Barrier(2), list[str]()

    def answer(person: UUID) -> None:
        start.wait()
        try:
            with enter(provider):
                agree(proposal_id=proposal.id, actor=Actor.person(person), now=NOON)
                outcomes.append("given")
        except Refusal:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=answer, args=(person,)) for person in (house.lead, deputy)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["given", "refused"]
    with enter(provider):
        assert held_by(house.tutor) == ["designated-staff"]


@pytest.mark.django_db(transaction=True)
def test_the_last_post_that_gives_posts_does_not_end() -> None:
    with inside():
        house = House()
        me = Actor.person(house.director)
        post, other = (
            next(row for row in Holding.at(NOW) if row.person_id == person)
            for person in (house.director, house.lead)
        )
        with pytest.raises(OutOfTurn, match="the last post"):
            end_post(holding_id=post.id, actor=me, now=NOON + DAY)
        with pytest.raises(NotPermitted):
            end_post(holding_id=other.id, actor=Actor.person(house.lead), now=NOON + DAY)
        end_post(holding_id=other.id, actor=me, now=NOON + DAY)
        assert [row.role for row in Holding.at(Moment.now(NOON + DAY))] == ["managing-director"]
        with pytest.raises(OutOfTurn, match="ended already"):
            end_post(holding_id=other.id, actor=me, now=NOON + DAY)


@pytest.mark.django_db(transaction=True)
def test_who_can_open_concerns_is_gone_through_twice_a_year() -> None:
    with inside():
        house = House()
        give_holding(
            person_id=house.tutor, role="designated-staff", manner=Manner.ACTING, actor=SETUP, now=NOON
        )
        posts = {post.role: post for post in opening_posts(NOW)}
        assert [row.person_id for row in posts["designated-staff"].held] == [house.tutor]
        assert Capability.TRIAGE in posts["dsl"].powers
        assert review_waits(NOW)
        with pytest.raises(NotPermitted):
            record_review(actor=Actor.person(make_person("Nia Webb")), now=NOON)
        review = record_review(actor=Actor.person(house.lead), now=NOON)
        assert last_review(NOW) == review
        assert not review_waits(Moment.now(NOON + 182 * DAY))
        assert review_waits(Moment.now(NOON + 183 * DAY))


def test_nothing_but_set_up_gives_a_post_alone() -> None:
    """What people give goes through `appoint`; whoever calls `give_holding` says here why nobody is let in by it."""
    root = Path(appointing.__file__).parents[2]
    callers = {
        str(path.relative_to(root)) for path in root.rglob("*.py") if "give_holding(" in path.read_text()
    }
    assert callers == {
        "authority/access/operations.py",  # where it is
        "faces/cli/beginning.py",  # `init` gives the accountable person the first post
        "faces/demo/building.py",  # invented people
    }
