"""Decisions as the shipped policies give them: joint, after consultation, by a stand-in; made once by many."""

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from dueregard.authority.access.operations import record_absence
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.refusals import NotPermitted, OutOfTurn, Refusal
from dueregard.ground.tenancy.operations import enter
from dueregard.work.casework.models import Assent, Decision
from dueregard.work.casework.operations.deciding import Outcome, WordsMissing, decide, is_made, join_decision
from dueregard.work.casework.operations.handling import add_entry
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.vocabulary import EntryKind, Precision, Question
from household import NOON, SETUP, inside, make_holder, make_provider
from work_casework_support import concern_about_a_learner

FULL = {"reasons": "a", "alternatives": "b", "consulted": "c", "told": "d"}
WHETHER = {
    f"whether-{what}": "yes"
    for what in ("reported-to-police", "reported-to-another-authority", "senior-managers-met")
}
ENDS = {
    "values-led-trainer": "refer-to-channel",
    "director-led-academy": "refer-to-channel",
    "national-network": "involve-police-prevent-officer",
}


def refer(concern: UUID, person: UUID, policy: str = "") -> Outcome:
    return decide(
        concern_id=concern,
        question=Question.REFER_OUTSIDE,
        outcome=ENDS.get(policy, "refer"),
        words=FULL | WHETHER,
        actor=Actor.person(person),
        now=NOON,
    )


@pytest.mark.django_db
def test_the_officer_and_a_director_decide_jointly() -> None:
    with inside():
        officer, director = make_holder("Of Ficer", "dso"), make_holder("Di Rector", "director")
        concern = concern_about_a_learner(policy="values-led-trainer")
        outcome = refer(concern, officer, "values-led-trainer")
        assert not is_made(outcome.decision)
        assert [seat.roles for seat in outcome.waiting_for] == [frozenset({"director"})]
        with pytest.raises(NotPermitted, match="already joined"):
            join_decision(decision_id=outcome.decision.id, words="", actor=Actor.person(officer), now=NOON)
        join_decision(
            decision_id=outcome.decision.id, words="Agreed.", actor=Actor.person(director), now=NOON
        )
        assert is_made(outcome.decision)


@pytest.mark.django_db
def test_the_police_are_consulted_before_the_officer_decides() -> None:
    with inside():
        officer = make_holder("Of Ficer", "dso")
        concern = concern_about_a_learner(policy="military-estate-trainer")
        with pytest.raises(NotPermitted, match="consultation first"):
            refer(concern, officer)
        add_entry(
            concern_id=concern,
            kind=EntryKind.CONSULTATION,
            words="Spoke to the police Prevent team.",
            happened=Occurred(NOON, Precision.MINUTE),
            actor=Actor.person(officer),
            now=NOON,
        )
        assert is_made(refer(concern, officer).decision)


@pytest.mark.django_db
def test_the_quality_director_decides_only_while_the_managing_director_is_away() -> None:
    with inside():
        manager = make_holder("Ma Nager", "managing-director")
        quality = make_holder("Qu Ality", "quality-director")
        concern = concern_about_a_learner(policy="director-led-academy")
        with pytest.raises(NotPermitted, match="gives this decision to somebody else"):
            refer(concern, quality, "director-led-academy")
        record_absence(person_id=manager, since=NOON, until=NOON + timedelta(days=2), actor=SETUP, now=NOON)
        assert is_made(refer(concern, quality, "director-led-academy").decision)


@pytest.mark.django_db
def test_a_referral_needs_the_full_sheet_and_support_one_sentence() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner(policy="apprenticeship-provider")
        with pytest.raises(WordsMissing) as missing:
            decide(
                concern_id=concern,
                question=Question.REFER_OUTSIDE,
                outcome="refer",
                words={"reasons": "a"},
                actor=Actor.person(lead),
                now=NOON,
            )
        assert set(missing.value.boxes) == {
            "alternatives",
            "consulted",
            "told",
            "whether-reported-to-police",
            "whether-reported-to-another-authority",
        }
        outcome = decide(
            concern_id=concern,
            question=Question.RESPOND,
            outcome="support-given",
            words={"reasons": "A talk, and an offer of mentoring."},
            actor=Actor.person(lead),
            now=NOON,
        )
        assert outcome.decision.sheet == "short"


@pytest.mark.django_db
def test_a_second_decision_must_name_the_one_it_replaces() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner(policy="apprenticeship-provider")
        first = refer(concern, lead).decision
        with pytest.raises(OutOfTurn):
            refer(concern, lead)
        second = decide(
            concern_id=concern,
            question=Question.REFER_OUTSIDE,
            outcome="do-not-refer",
            words=FULL | WHETHER,
            actor=Actor.person(lead),
            now=NOON,
            replaces=first.id,
        ).decision
        assert second.replaces_id == first.id


@pytest.mark.django_db(transaction=True)
def test_two_people_deciding_at_once_make_one_decision() -> None:
    provider = make_provider()
    with enter(provider):
        officers = [make_holder(f"Of Ficer{n}", "safeguarding-officer") for n in range(4)]
        concern = concern_about_a_learner(policy="national-network")
    said: list[str] = []
    start = threading.Barrier(len(officers))

    def try_to_decide(person: UUID) -> None:
        try:
            with enter(provider):
                start.wait()
                refer(concern, person, "national-network")
                said.append("decided")
        except Refusal as refusal:
            said.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=try_to_decide, args=(officer,)) for officer in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["decided", "out-of-turn", "out-of-turn", "out-of-turn"]
    with enter(provider):
        assert Decision.objects.count() == 1
        assert Assent.objects.filter(completes=True).count() == 1
