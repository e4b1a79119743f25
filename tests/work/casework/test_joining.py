"""Joining two concerns: one matter for whoever may read both, and not a trace of it for anybody else."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from dueregard.authority.access.operations import Handler, add_handlers
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import reader
from dueregard.authority.access.vocabulary import Circle
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.work.casework.models import Concern, JoinedConcern
from dueregard.work.casework.operations.joining import join_concerns, part_concerns, read_matter
from dueregard.work.casework.operations.stepping_aside import step_aside
from dueregard.work.casework.queries.desk import queue
from dueregard.work.casework.queries.joined import matter_of
from dueregard.work.casework.queries.stalled import stalled
from household import NOON, SETUP, inside, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db
TODAY = Moment.now(NOON)


def join(one: UUID, other: UUID, who: UUID, reason: str = "The same drawing.") -> JoinedConcern:
    reference = Concern.objects.get(pk=other).reference
    return join_concerns(
        concern_id=one, reference=reference, reason=reason, actor=Actor.person(who), now=NOON
    )


def matter(concern: UUID, who: UUID) -> set[UUID]:
    return set(matter_of(concern, reader(who, powers_in_force(TODAY), TODAY), TODAY))


def test_both_show_each_other_and_are_read_together() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        one, other, third = (concern_about_a_learner() for _ in range(3))
        join(one, other, lead)
        join(other, third, lead)
        assert matter(one, lead) == matter(other, lead) == {one, other, third}
        read = read_matter(concern_id=one, actor=Actor.person(lead), now=NOON)
    assert read.files[0].concern.id == one
    assert len(read.files) == 3
    assert {joining.reason for joining in read.joinings} == {"The same drawing."}


def test_every_concern_of_the_matter_is_logged_as_read() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        one, other = concern_about_a_learner(), concern_about_a_learner()
        join(one, other, lead)
        read_matter(concern_id=one, actor=Actor.person(lead), now=NOON)
        logged = LedgerEntry.objects.filter(verb="audit.read").values_list("subject_id", flat=True)
        assert set(logged) == {one, other}


def test_it_is_taken_apart_and_joined_again_by_rows_alone() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        one, other = concern_about_a_learner(), concern_about_a_learner()
        actor = Actor.person(lead)
        join(one, other, lead)
        part_concerns(concern_id=other, other_id=one, reason="Two learners.", actor=actor, now=NOON)
        assert matter(one, lead) == {one}
        with pytest.raises(OutOfTurn):
            part_concerns(concern_id=one, other_id=other, reason="Again.", actor=actor, now=NOON)
        join(other, one, lead)
        assert matter(one, lead) == {one, other}
        assert JoinedConcern.objects.count() == 3


def test_two_people_joining_at_once_join_once() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        one, other = concern_about_a_learner(), concern_about_a_learner()
        first = join(one, other, lead)
        with pytest.raises(OutOfTurn):
            join(other, one, lead)
        again = JoinedConcern(
            one=first.one, other=first.other, key=first.key, words=b"", recorded_at=NOON, by=first.by
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save()


@pytest.mark.parametrize("reference", ["K7QF-3MWD", "", "💥"])
def test_a_reference_that_leads_nowhere_is_refused_like_one_that_is_not_theirs(reference: str) -> None:
    with inside("elsewhere"):
        make_holder("Els Where", "dsl")
        of_others = Concern.objects.get(pk=concern_about_a_learner()).reference
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        make_holder("Ma Nager", "named-senior-manager")
        mine, about_me = concern_about_a_learner(), concern_about_a_learner(lead)
        hidden = Concern.objects.get(pk=about_me).reference
        said = set()
        for each in (reference, of_others, hidden):
            with pytest.raises(BadInput) as refused:
                join_concerns(
                    concern_id=mine, reference=each, reason="Why.", actor=Actor.person(lead), now=NOON
                )
            said.add((refused.value.sentence, refused.value.field))
        assert len(said) == 1
        with pytest.raises(BadInput):
            join(mine, mine, lead)
        with pytest.raises(BadInput):
            join(mine, mine, lead, " ")
        with pytest.raises(NothingHere):
            part_concerns(
                concern_id=mine, other_id=about_me, reason="Why.", actor=Actor.person(lead), now=NOON
            )


def test_what_lies_between_is_not_told_to_whoever_may_not_see_it() -> None:
    with inside():
        lead, second = make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")
        one, between, far = (concern_about_a_learner() for _ in range(3))
        join(one, between, lead)
        join(between, far, lead)
        step_aside(reason="It touches me.", concern_id=between, actor=Actor.person(second), now=NOON)
        assert matter(one, second) == {one}
        assert matter(one, lead) == {one, between, far}


def test_an_open_concern_joined_to_a_restricted_one_stands_as_before() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        manager = make_holder("Ma Nager", "named-senior-manager")
        make_holder("Sta Ff", "designated-staff")
        shared, sealed = concern_about_a_learner(), concern_about_a_learner(lead)
        give_sight_of(shared, manager)
        assert Concern.objects.get(pk=sealed).circle == Circle.SEALED
        before = open_world(lead)
        join(shared, sealed, manager)
        assert matter(shared, manager) == {shared, sealed}
        read_matter(concern_id=sealed, actor=Actor.person(manager), now=NOON)
        assert matter(shared, lead) == {shared}
        after = open_world(lead)
        # Who read the open concern is an open thing; that it was joined is not.
        assert [verb for verb in after.pop("ledger") if verb != "audit.read"] == before.pop("ledger")
        assert after == before
        sealed_verbs = LedgerEntry.objects.filter(stream=Stream.SEALED).values_list("verb", flat=True)
        assert "casework.concerns-joined" in set(sealed_verbs)


def give_sight_of(concern: UUID, person: UUID) -> None:
    with turn(actor=SETUP, now=NOON) as t:
        handler = Handler(person, "named-senior-manager")
        add_handlers(t, thing_kind="concern", thing_id=concern, handlers=[handler])


def open_world(lead: UUID) -> dict[str, Any]:
    """All the open circle shows: its lists, its working copies, its clocks and its audit record."""
    later = Moment.now(NOON + timedelta(days=20))
    who = reader(lead, powers_in_force(later), later)
    return {
        "queue": queue(who, later, Circle.OPEN),
        "still": stalled(who, later, Circle.OPEN),
        "rows": list(
            Concern.objects.filter(circle=Circle.OPEN).values("pk", "state", "moved_at", "opened_at")
        ),
        "clocks": list(Obligation.objects.filter(circle=Stream.OPEN).values("pk", "due_at", "closed_at")),
        "ledger": list(
            LedgerEntry.objects.filter(stream=Stream.OPEN).order_by("seq").values_list("verb", flat=True)
        ),
    }
