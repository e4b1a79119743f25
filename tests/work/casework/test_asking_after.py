"""A referral without an answer is asked after, each by itself; and a path, or a decision, says how it was kept."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from dueregard.assurance.status.queries import clauses
from dueregard.authority.policy.answers import Basis, Count, Reading, Scope, Status
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt, set_local_value
from dueregard.authority.policy.queries import in_force
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.reference.operations import load_shipped_facts
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.mechanisms.clocks.operations.reconciling import reconcile
from dueregard.mechanisms.clocks.operations.sweeping import sweep
from dueregard.mechanisms.clocks.queries.duties import owed_now
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.controls.decision import DECISION
from dueregard.work.casework.controls.referral import REFERRAL
from dueregard.work.casework.models import Assent, Decision, Referral
from dueregard.work.casework.operations.deciding import decide
from dueregard.work.casework.operations.referring import move_referral, prepare_referral
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Report
from dueregard.work.casework.vocabulary import AboutKind, Question, ReporterKind, Stage, Strand
from household import NOON, SETUP, inside, make_holder
from referral_support import answered

pytestmark = pytest.mark.django_db
POLICY = "safeguarding-core"
WAY_TO_SUPPORT = (Stage.ACKNOWLEDGED, Stage.ASSESSED, Stage.PANEL, Stage.ADOPTED, Stage.SUPPORT)
CHASE = f"{POLICY}/referral.police.chase"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WORDS = dict.fromkeys(("reasons", "alternatives", "consulted", "told"), "Because.") | {
    f"whether-{one}": "yes"
    for one in ("told-the-person", "told-parents", "agreement-asked", "reported-to-police")
}


@pytest.fixture(autouse=True)
def house() -> Any:
    with inside() as provider:
        adopt(data=archetype(POLICY), path="p.md", actor=SETUP, now=NOON)
        yield provider


def reported(about: AboutKind = AboutKind.LEARNER) -> UUID:
    report = Report(
        reporter=ReporterKind.STAFF, about=about, account={"seen": "A bruise."}, strand=Strand.SAFEGUARDING
    )
    return report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=NOON).concern_id


def sent(concern: UUID, lead: UUID, *, at: datetime = NOON + HOUR) -> Referral:
    """A referral to the police, decided on the first time, and sent."""
    actor = Actor.person(lead)
    if not Referral.objects.filter(concern=concern).exists():
        decide(
            concern_id=concern,
            question=Question.REFER_OUTSIDE,
            outcome="refer",
            words=WORDS,
            actor=actor,
            now=at,
        )
    (path,) = (one for one in in_force("referral", Moment.now(at)) if one.id == "police")
    referral = prepare_referral(
        concern_id=concern, route="police", governed_by=path.source, to="police", words={"account": "a"},
        actor=actor, now=at,
    )  # fmt: skip
    answered(referral.id, lead, at)
    reach(referral, Stage.SENT, lead, at)
    return referral


def reach(referral: Referral, stage: Stage, lead: UUID, at: datetime) -> None:
    move_referral(
        referral_id=referral.id, stage=stage, happened_at=at, words="", actor=Actor.person(lead), now=at
    )


def waits() -> set[str]:
    """The referrals to ask after."""
    return set(
        Obligation.objects.filter(control="referral.police", closed_at=None).values_list(
            "occasion", flat=True
        )
    )


def reading(moment: Moment, address: str = "referral.police") -> Reading:
    (found,) = (
        c for clause in clauses(moment) for c in clause.controls if c.address == f"{POLICY}/{address}"
    )
    return found.reading


def test_each_referral_is_asked_after_until_its_own_answer(house: Any) -> None:
    set_local_value(address=CHASE, value="2 days", actor=SETUP, now=NOON)
    lead = make_holder("Lea Dee", "dsl")
    concern = reported()
    first = sent(concern, lead)
    assert waits() == {str(first.id)}
    reach(first, Stage.ACKNOWLEDGED, lead, NOON + 2 * HOUR)
    assert waits() == set()
    second = sent(concern, lead, at=NOON + 3 * HOUR)
    assert waits() == {str(second.id)}
    later = NOON + 3 * HOUR
    of_referrals = (
        one for one in owed_now(Moment.now(later)) if one.identity.control.startswith("referral.")
    )
    before = reconcile(of_referrals, provider=house, now=later, only={(POLICY, "referral.police")})
    assert (before.opened, before.moved, before.ended) == (0, 0, 0)
    reach(second, Stage.NO_FEEDBACK, lead, NOON + 3 * DAY)
    assert waits() == set()


def test_whoever_handles_it_is_told_once_when_it_is_late() -> None:
    set_local_value(address=CHASE, value="2 days", actor=SETUP, now=NOON)
    lead = make_holder("Lea Dee", "dsl")
    sent(reported(), lead)

    def told() -> int:
        return Message.objects.filter(occasion__startswith="referral-police", person_id=lead).count()

    sweep(now=NOON + 2 * DAY)
    assert told() == 0
    for later in (NOON + 3 * DAY, NOON + 4 * DAY):
        sweep(now=later)
        assert told() == 1


def test_support_that_came_of_it_is_looked_at_again_and_whoever_handles_it_is_told_of_each_look(
    house: Any,
) -> None:
    """No time after which one asks is set here: the looks are owed all the same."""
    load_shipped_facts(now=NOON)
    lead = make_holder("Lea Dee", "dsl")
    referral = sent(reported(), lead)
    for hours, stage in enumerate(WAY_TO_SUPPORT, 2):
        reach(referral, stage, lead, NOON + hours * HOUR)
    first, second = (f"{referral.id}-look-{months}" for months in (6, 12))
    assert waits() == {first, second}
    ends = Obligation.objects.filter(occasion__in=(first, second)).order_by("due_at")
    assert [f"{one.due_at:%d %m %Y}" for one in ends if one.due_at] == ["04 09 2026", "04 03 2027"]
    again = [one for one in owed_now(Moment.now(NOON + DAY)) if one.identity.control == "referral.police"]
    kept = reconcile(again, provider=house, now=NOON + DAY, only={(POLICY, "referral.police")})
    assert (kept.opened, kept.moved, kept.ended) == (0, 0, 0)
    letters = Message.objects.filter(occasion__startswith="referral-police", person_id=lead)
    for days, told in ((180, 0), (190, 1), (200, 1), (370, 2), (380, 2)):
        sweep(now=NOON + days * DAY)
        assert letters.count() == told
    reach(referral, Stage.EXITED, lead, NOON + 381 * DAY)
    reach(referral, Stage.SIX_MONTH_REVIEW, lead, NOON + 382 * DAY)
    assert waits() == {second}
    reach(referral, Stage.TWELVE_MONTH_REVIEW, lead, NOON + 383 * DAY)
    assert waits() == set()


def test_without_a_time_nothing_is_late_and_the_page_says_what_is_missing() -> None:
    lead = make_holder("Lea Dee", "dsl")
    sent(reported(), lead)
    assert waits() == set()
    (path,) = (one for one in in_force("referral", Moment.now(NOON)) if one.id == "police")
    (lack,) = REFERRAL.ready(path, Scope(scope.provider_id(), Stream.OPEN, Moment.now(NOON)))
    assert lack.key == CHASE


def test_how_a_path_was_kept() -> None:
    set_local_value(address=CHASE, value="2 days", actor=SETUP, now=NOON)
    assert reading(Moment.now(NOON)).status is Status.NOT_MET, "nobody holds a post that sends it"
    lead = make_holder("Lea Dee", "dsl")
    assert reading(Moment.now(NOON)).status is Status.NO_OCCASION
    referral = sent(reported(), lead)
    day = Moment.now(NOON + DAY)
    assert (reading(day).status, reading(day).count) == (Status.MET, Count(0, 1, "referrals"))
    assert reading(Moment.now(NOON + 3 * DAY)).status is Status.AT_RISK
    reach(referral, Stage.ACKNOWLEDGED, lead, NOON + 4 * DAY)
    assert reading(Moment.now(NOON + 5 * DAY)).count == Count(1, 1, "referrals")
    # Asked again about the third day: what was known then.
    assert reading(Moment.now(NOON + 3 * DAY)).status is Status.AT_RISK
    assert reading(Moment.now(NOON + 500 * DAY)).status is Status.NO_OCCASION


def test_a_restricted_referral_moves_no_open_figure() -> None:
    set_local_value(address=CHASE, value="2 days", actor=SETUP, now=NOON)
    make_holder("Lea Dee", "dsl")
    head = make_holder("He Ad", "head")
    later = Moment.now(NOON + 3 * DAY)
    before = clauses(later)
    concern = reported(AboutKind.COLLEAGUE)
    (path,) = (one for one in in_force("referral", Moment.now(NOON)) if one.id == "police")
    actor, at = Actor.person(head), NOON + HOUR
    words = WORDS | {f"whether-{one}": "yes" for one in ("reported-to-the-barring-service",)}
    decide(
        concern_id=concern, question=Question.REFER_OUTSIDE, outcome="refer", words=words, actor=actor, now=at
    )
    referral = prepare_referral(
        concern_id=concern, route="police", governed_by=path.source, to="police", words={"account": "a"},
        actor=actor, now=at,
    )  # fmt: skip
    answered(referral.id, head, at)
    reach(referral, Stage.SENT, head, at)
    assert clauses(later) == before
    assert reading(later).status is Status.NO_OCCASION
    (row,) = Obligation.objects.filter(control="referral.police")
    assert row.circle == Stream.SEALED


def test_how_a_decision_was_kept() -> None:
    def control() -> Any:
        return next(one for one in in_force("decision", Moment.now(NOON)) if one.id == "refer")

    def stands(at: datetime = NOON + DAY) -> Reading:
        return DECISION.evidence(control(), Scope(scope.provider_id(), Stream.OPEN, Moment.now(at)))

    assert stands().status is Status.NOT_MET
    lead = make_holder("Lea Dee", "dsl")
    assert stands().status is Status.NO_OCCASION
    sent(reported(), lead)
    assert stands() == Reading(
        Status.MET, "everybody the policy names joined every one of them", Basis.HAPPENED_HERE,
        Count(1, 1, "decisions"),
    )  # fmt: skip
    assert stands(NOON + 500 * DAY).status is Status.NO_OCCASION


def test_a_decision_that_waits_for_a_second_person_is_at_risk() -> None:
    control = next(
        one for one in in_force("decision", Moment.now(NOON)) if one.block.question is Question.REFER_OUTSIDE
    )
    two = control.block.model_copy(update={"second_person": type(control.block.by).read("role:head")})
    asked = Scope(scope.provider_id(), Stream.OPEN, Moment.now(NOON))
    both = type(control)(control.edition_id, control.policy, control.kind, control.id, control.clause, two)
    lead = make_holder("Lea Dee", "dsl")
    assert [lack.sentence for lack in DECISION.ready(both, asked)] == [
        "Nobody holds any post that must agree to this decision."
    ]
    make_holder("He Ad", "head")
    assert list(DECISION.ready(both, asked)) == []
    row = Decision.objects.create(
        concern_id=reported(), question=Question.REFER_OUTSIDE, outcome="refer", governed_by=control.source,
        recorded_at=NOON, by="person:x",
    )  # fmt: skip
    assert DECISION.evidence(both, asked) == Reading(
        Status.AT_RISK,
        "1 of 1 still wait for somebody to join them",
        Basis.HAPPENED_HERE,
        Count(0, 1, "decisions"),
    )
    Assent.objects.create(
        concern_id=row.concern_id,
        decision=row,
        person_id=lead,
        completes=True,
        recorded_at=NOON,
        by="person:x",
    )
    assert DECISION.evidence(both, asked).status is Status.MET
