"""Where the policy says so, whoever raised a concern does not look into it, and is told who does."""

from uuid import UUID, uuid4

import pytest

from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.refusals import NotPermitted
from dueregard.work.casework.models import Delivery
from dueregard.work.casework.operations.acting import hand_over
from dueregard.work.casework.operations.deciding import decide, is_made
from dueregard.work.casework.operations.handling import Sorted, triage
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.referring import prepare_referral
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Report
from dueregard.work.casework.rules.investigating import may_investigate
from dueregard.work.casework.vocabulary import AboutKind, PersonKind, Question, ReporterKind, Strand
from household import NOON, SETUP, inside, make_holder, make_person
from shipped import in_force

FULL = {"reasons": "a", "alternatives": "b", "consulted": "c", "told": "d"}
BARS, SILENT = "apprenticeship-provider", "director-led-academy"


@pytest.mark.parametrize(
    ("raised_it", "policies", "allowed"),
    [
        (True, [BARS], False),
        (True, [SILENT], True),
        (True, [SILENT, BARS], False),
        (True, ["safeguarding-core"], False),
        (True, [], True),
        (False, [BARS], True),
    ],
)
def test_one_policy_that_says_no_is_enough(raised_it: bool, policies: list[str], allowed: bool) -> None:
    routes = [next(r for r in in_force(name, "route") if r.id == "anybody") for name in policies]
    ruling = may_investigate(raised_it=raised_it, routes=routes)
    assert (ruling.allowed, bool(ruling.reason)) == (allowed, True)


def reported(by: UUID, danger: bool = False, *policies: str) -> UUID:
    for name in policies or (BARS,):
        adopt(data=archetype(name), path=f"{name}.md", actor=SETUP, now=NOON)
    report = Report(
        reporter=ReporterKind.STAFF,
        about=AboutKind.LEARNER,
        account={"seen": "A drawing of a weapon."},
        raiser_person_id=by,
        danger=danger,
    )
    return report_concern(report=report, request_id=uuid4(), actor=Actor.person(by), now=NOON).concern_id


def put_before(concern: UUID) -> set[UUID]:
    return set(Delivery.objects.filter(concern_id=concern).values_list("person_id", flat=True))


def sort_it(concern: UUID, person: UUID) -> None:
    said = Sorted(
        danger=False, person=PersonKind.OTHER_ADULT, strand=Strand.PREVENT, urgency="today", reason="r"
    )
    triage(concern_id=concern, sorted_as=said, actor=Actor.person(person), now=NOON)


def refer(concern: UUID, person: UUID) -> bool:
    outcome = decide(
        concern_id=concern,
        question=Question.REFER_OUTSIDE,
        outcome="refer",
        words={**FULL, "whether-reported-to-police": "yes", "whether-reported-to-another-authority": "yes"},
        actor=Actor.person(person),
        now=NOON,
    )
    return is_made(outcome.decision)


@pytest.mark.django_db
def test_a_lead_who_raised_it_is_passed_over_and_whoever_stands_in_decides() -> None:
    with inside():
        lead, senior = make_holder("Lea Dee", "dsl"), make_holder("Se Nior", "named-senior-manager")
        concern = reported(lead)
        assert put_before(concern) == {senior}
        sort_it(concern, senior)
        assert refer(concern, senior)


@pytest.mark.django_db
def test_the_only_lead_keeps_it_safe_but_does_not_look_into_it_and_is_told_who_can() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern = reported(lead, True)
        assert put_before(concern) == {lead}
        assert read_concern(concern_id=concern, actor=Actor.person(lead), now=NOON).account
        with pytest.raises(NotPermitted, match="You raised this concern yourself") as alone:
            sort_it(concern, lead)
        assert "whoever appoints" in alone.value.who_can_help
        make_holder("Se Nior", "named-senior-manager")
        for step in (sort_it, refer, prepare):
            with pytest.raises(NotPermitted, match="You raised this concern yourself") as refused:
                step(concern, lead)
            assert refused.value.who_can_help == "These posts can: Named Senior Manager."


def prepare(concern: UUID, person: UUID) -> None:
    prepare_referral(
        concern_id=concern,
        route="police",
        governed_by="",
        words={"account": "a"},
        actor=Actor.person(person),
        now=NOON,
    )


@pytest.mark.django_db
def test_a_hand_over_does_not_bring_it_to_whoever_raised_it() -> None:
    with inside():
        lead, senior = make_holder("Lea Dee", "dsl"), make_holder("Se Nior", "named-senior-manager")
        concern = reported(lead)
        assert hand_over(taker_id=lead, actor=Actor.person(senior), now=NOON) == 0
        assert put_before(concern) == {senior}


@pytest.mark.django_db
def test_where_the_policy_is_silent_nobody_is_barred() -> None:
    with inside():
        manager = make_holder("Ma Nager", "managing-director")
        make_holder("Qu Ality", "quality-director")
        concern = reported(manager, False, SILENT)
        assert manager in put_before(concern)
        sort_it(concern, manager)


@pytest.mark.django_db
def test_whoever_wrote_it_down_for_somebody_raised_nothing() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        make_holder("Se Nior", "named-senior-manager")
        learner = make_person("Le Arner")
        adopt(data=archetype(BARS), path="p.md", actor=SETUP, now=NOON)
        report = Report(
            reporter=ReporterKind.LEARNER,
            about=AboutKind.SELF,
            account={"told": "She is afraid."},
            raiser_person_id=learner,
        )
        concern = report_concern(
            report=report, request_id=uuid4(), actor=Actor.person(lead), now=NOON
        ).concern_id
        assert put_before(concern) == {lead}
        sort_it(concern, lead)
