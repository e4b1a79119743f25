"""Referrals: every stage can be reached and can end, and whoever the policy names sends them."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from dueregard.authority.access.operations import record_absence
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.authority.policy.queries import in_force
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import NotPermitted, OutOfTurn
from dueregard.work.casework.models import Referral, ReferralStage
from dueregard.work.casework.operations.deciding import decide
from dueregard.work.casework.operations.referring import move_referral, prepare_referral
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.queries.ways_out import addressee_of
from dueregard.work.casework.reports import Report
from dueregard.work.casework.rules.stages import is_over, may_follow, may_send
from dueregard.work.casework.vocabulary import AboutKind, Question, ReporterKind, Stage, Strand
from household import NOON, SETUP, inside, make_holder
from referral_support import answered


def test_every_stage_is_reached_from_the_first_and_leads_to_an_end() -> None:
    reached = {Stage.DRAFTED}
    while more := {after for stage in reached for after in may_follow(stage)} - reached:
        reached |= more
    assert reached == set(Stage)
    assert any(is_over(stage) for stage in Stage)


LEAD, HEAD = frozenset({"dsl"}), frozenset({"head"})
SENDING = [
    (frozenset(), HEAD, frozenset(), False, True),
    (LEAD, LEAD, frozenset(), False, True),
    (LEAD, HEAD, frozenset(), False, False),
    (LEAD, HEAD, frozenset(), True, True),
    (LEAD, HEAD, LEAD, False, True),
    (LEAD | HEAD, frozenset({"deputy-dsl"}), LEAD, False, False),
]


@pytest.mark.parametrize(("senders", "own", "unavailable", "danger", "sends"), SENDING)
def test_who_sends(
    senders: frozenset[str], own: frozenset[str], unavailable: frozenset[str], danger: bool, sends: bool
) -> None:
    ruling = may_send(senders, own, unavailable=unavailable, danger=danger, clause="c")
    assert ruling.allowed == sends


def drafted(by: UUID, *, danger: bool, path_id: str, to: str) -> Referral:
    report = Report(
        reporter=ReporterKind.LEARNER,
        about=AboutKind.LEARNER,
        account={"seen": "He hid a drawing."},
        strand=Strand.PREVENT if danger else Strand.SAFEGUARDING,
        danger=danger,
    )
    concern = report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=NOON).concern_id
    actor = Actor.person(by)
    if not danger:
        words = dict.fromkeys(("reasons", "alternatives", "consulted", "told"), "Because.") | {
            f"whether-{one}": "yes"
            for one in ("told-the-person", "told-parents", "agreement-asked", "reported-to-police")
        }
        decide(
            concern_id=concern,
            question=Question.REFER_OUTSIDE,
            outcome="refer",
            words=words,
            actor=actor,
            now=NOON,
        )
    (path,) = (one for one in in_force("referral", Moment.now(NOON)) if one.id == path_id)
    return prepare_referral(
        concern_id=concern, route="police", governed_by=path.source, to=to, words={"account": "a"},
        actor=actor, now=NOON,
    )  # fmt: skip


def send(referral: Referral, by: UUID, *, after: timedelta = timedelta(minutes=1)) -> ReferralStage:
    at, actor = NOON + after, Actor.person(by)
    return move_referral(
        referral_id=referral.id, stage=Stage.SENT, happened_at=at, words="", actor=actor, now=at
    )


@pytest.mark.django_db
def test_whom_a_referral_is_for_is_read_from_the_edition_of_its_day() -> None:
    with inside():
        adopt(data=archetype("national-network"), path="p.md", actor=SETUP, now=NOON)
        officer = make_holder("Of Ficer", "safeguarding-officer")
        referral = drafted(officer, danger=True, path_id="danger", to="police")
        assert addressee_of(referral.governed_by, referral.to, Moment.now(NOON)) == "The police"
        assert addressee_of(referral.governed_by, "option-1", Moment.now(NOON)) == ""
        assert addressee_of("", "police", Moment.now(NOON)) == ""


BY_THE_HEAD = archetype("safeguarding-core").replace(
    b"""route = "police"
sent_by = { any_of = ["role:dsl", "role:deputy-dsl", "role:head"] }""",
    b'''route = "police"
sent_by = "role:head"''',
)


@pytest.mark.django_db
def test_whoever_the_policy_names_sends_it_and_somebody_else_when_they_are_away() -> None:
    with inside():
        adopt(data=BY_THE_HEAD, path="p.md", actor=SETUP, now=NOON)
        lead, head = make_holder("Lea Dee", "dsl"), make_holder("He Ad", "head")
        referral = drafted(lead, danger=False, path_id="police", to="police")
        answered(referral.id, lead, NOON)
        with pytest.raises(NotPermitted) as refusal:
            send(referral, lead)
        assert refusal.value.who_can_help == "These posts can: Head of the organisation."
        assert not ReferralStage.objects.filter(stage=Stage.SENT).exists()
        record_absence(person_id=head, since=NOON + timedelta(minutes=2), until=None, actor=SETUP, now=NOON)
        assert send(referral, lead, after=timedelta(minutes=3)).stage == Stage.SENT
        with pytest.raises(OutOfTurn):
            send(referral, lead, after=timedelta(minutes=4))
