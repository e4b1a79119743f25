"""Addresses made of one's own concern and a row of somebody else's: the answer for nothing, and nothing changes."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls.converters import UUIDConverter

from dueregard.assurance.disclosure.models import OutcomeLetter
from dueregard.assurance.disclosure.operations.ending import Telling, decide_letter
from dueregard.assurance.disclosure.rules.ending import Ended
from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.vocabulary import Kinship, Part
from dueregard.authority.people.vocabulary import Standing
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.work.casework.models import Concern, ConcernPerson
from dueregard.work.casework.operations.acting import set_action
from dueregard.work.casework.operations.attaching import Handed, attach_to_record
from dueregard.work.casework.operations.deciding import decide
from dueregard.work.casework.operations.granting import give_grant
from dueregard.work.casework.operations.handling import Sorted, add_entry, open_concern, triage
from dueregard.work.casework.operations.marking import mark_signs
from dueregard.work.casework.operations.mistreatment import mark_mistreatment
from dueregard.work.casework.operations.referring import prepare_referral
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.rules.mistreatment import Said
from dueregard.work.casework.vocabulary import PersonKind, Precision, Question, State, Strand
from dueregard.work.protection.operations.threats import Threatened, keep_measure, log_threat
from dueregard.work.protection.vocabulary import Measure, Source, Way
from dueregard.work.protection.vocabulary import Standing as MeasureStands
from dueregard.work.support.operations.facts import So, keep_fact
from dueregard.work.support.operations.notes import share_note
from dueregard.work.support.operations.planning import Agreed, begin_plan
from dueregard.work.support.vocabulary import SaidBy, Situation
from faces.web.test_routes import OF_A_CONCERN, address, answer, routes, signed_in, tables
from household import NOON, SETUP, inside, make_holder, make_person
from mechanisms.files.cabinet import received
from meeting_support import called
from referral_support import answered, told_shared_agreed, written
from transfer_support import record_sent
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
OF_A_ROW = sorted(
    name
    for name in OF_A_CONCERN
    if [type(one) for one in routes()[name].pattern.converters.values()] == [UUIDConverter] * 2
    and "concern_id" in routes()[name].pattern.converters
)
SIGNS = "apprenticeship-provider/indicators.triggers"
POSTED = {
    "person": str(UUID(int=1)),
    "name": "Kit",
    "stage": "sent",
    "words": "x",
    "how": "Done.",
    "reason": "x",
    "may_we_speak": "no",
    "why": "x",
}


@dataclass(frozen=True)
class Matter:
    """A worked concern, and its rows by the name of an address that takes one."""

    concern: UUID
    reference: str
    rows: dict[str, UUID]


def worked(concern: UUID, by: UUID) -> Matter:
    """Open, sort and decide a concern, and leave a row of every kind in its record."""
    who: dict[str, Any] = {"concern_id": concern, "actor": Actor.person(by), "now": NOON + timedelta(hours=1)}
    open_concern(**who)
    said = Sorted(
        danger=True, person=PersonKind.CHILD, strand=Strand.SAFEGUARDING, urgency="now", reason="Danger."
    )
    triage(sorted_as=said, **who)
    entry = add_entry(kind="note", words="A note.", happened=Occurred(NOON, Precision.MINUTE), **who)
    mark_signs(chosen={f"{SIGNS}/t04": {}}, reason="He keeps away.", **who)
    mark_mistreatment(said=Said(("Bullying",), challenged="I spoke to them."), **who)
    full = dict.fromkeys(("reasons", "alternatives", "consulted", "told"), "Because.")
    asked = ("reported-to-police", "reported-to-another-authority")
    done = {f"whether-{record}": "yes" for record in asked}
    decided = decide(question=Question.REFER_OUTSIDE, outcome="refer", words=full | done, **who)
    action = set_action(what="Ring.", owner_id=by, due_on=utc_now().date() + timedelta(days=9), **who)
    referral = prepare_referral(route="prevent", governed_by="", words={"account": "x"}, **who)
    answered(referral.id, by, NOON + timedelta(hours=1))
    written(referral.id, by, NOON + timedelta(hours=1))
    shared = told_shared_agreed(referral, by, NOON + timedelta(hours=1))
    person = ConcernPerson.objects.exclude(part=Part.WITNESS).get(concern_id=concern).id
    given = give_grant(
        person_id=make_person("Rea Der"),
        last_day=NOON.date(),
        reason="She teaches him.",
        **who,
    )
    file = attach_to_record(
        handed=Handed(received(b"%PDF-1.4\n%%EOF", "plan.pdf"), "A plan.", uuid4()), **who
    )
    rows = {
        "join": decided.decision.id,
        "move-entry": entry.id,
        "part-concern": concern,
        "share-arrived": shared.id,
        "hold-meeting": called(concern, by, NOON + timedelta(hours=1)).id,
        "end-grant": given.id,
    }
    sent = record_sent(concern, by, NOON + timedelta(hours=1)).id
    rows |= dict.fromkeys(("record-arrived", "record-stayed"), sent)
    rows |= dict.fromkeys(("done", "nudge"), action.id)
    rows |= dict.fromkeys(("open-attached", "must-not-be-opened", "file-police"), file)
    rows |= dict.fromkeys(
        (
            "referral",
            "stage",
            "check-referral",
            "referral-paper",
            "referral-file",
            "told-of-referral",
            "support-consent",
        ),
        referral.id,
    )
    rows |= dict.fromkeys(("change-person", "link-person", "relink-person"), person)
    return Matter(concern, Concern.objects.get(pk=concern).reference, rows)


def cared_for(matter: Matter, by: UUID) -> Matter:
    """The same with a plan that supports somebody, a threat, and what protects them from it."""
    acting: dict[str, Any] = {"actor": Actor.person(by), "now": NOON + timedelta(hours=1)}
    day = NOON.date()
    plan = begin_plan(
        concern_id=matter.concern,
        agreed=Agreed(goals="x", offered="x", began_on=day, review_by=day),
        **acting,
    )
    said = Threatened(source=Source.RECEIVED, way=Way.PHONE, happened_on=day, words={"what": "x"})
    threat = log_threat(concern_id=matter.concern, said=said, **acting)
    of_threat: dict[str, Any] = {"threat_id": threat.id, "words": "x"} | acting
    measure = keep_measure(kind=Measure.OTHER, standing=MeasureStands.ASKED, since=day, **of_threat)
    rows = dict.fromkeys(("review-plan", "share-note"), plan.id) | {"move-measure": measure.id}
    rows |= dict.fromkeys(("threat-step", "keep-measure"), threat.id)
    make_person(f"Col {plan.id}")
    kept = share_note(plan_id=plan.id, name=f"Col {plan.id}", last_day=day, words="x", **acting)
    rows["take-back-note"] = kept.id
    person = matter.rows["link-person"]
    so = So(situation=Situation.IN_CARE, person_row=person, said_by=SaidBy.COUNCIL)
    rows["end-care-fact"] = keep_fact(concern_id=matter.concern, so=so, **acting).id
    rows["outcome-file"] = letter_of(matter.concern, person, acting).id
    return replace(matter, rows=matter.rows | rows)


def letter_of(concern: UUID, person: UUID, acting: dict[str, Any]) -> OutcomeLetter:
    """A letter from when the matter had ended once; it goes on since."""
    rows = Concern.objects.filter(pk=concern)
    state = rows.get().state
    rows.update(state=State.CLOSED)
    telling = Telling(person_row=person, ended=Ended.ENDED, reason="x")
    letter = decide_letter(concern_id=concern, telling=telling, **acting)
    rows.update(state=state)
    return letter


@dataclass(frozen=True)
class World:
    """What one lead has, what the lead is walled from, and what another provider has."""

    lead: Client
    own: Matter
    another: Matter
    walled: Matter
    elsewhere: Matter


@pytest.fixture(scope="module")
def world(lasting: Callable[[], AbstractContextManager[None]]) -> World:
    with lasting(), inside("elsewhere"):
        other_lead = make_holder("Els Where", "dsl")
        elsewhere = cared_for(worked(concern_about_a_learner(), other_lead), other_lead)
    with lasting(), inside() as provider:
        lead, manager = make_holder("Lea Dee", "dsl"), make_holder("Sen Ior", "named-senior-manager")
        child = make_person("Kit Dee", Standing.LEARNER)
        record_relationship(person_id=lead, other_id=child, kinship=Kinship.KIN, actor=SETUP, now=NOON)
        own, another = (cared_for(worked(concern_about_a_learner(), lead), lead) for _ in range(2))
        walled = cared_for(worked(concern_about_a_learner(child), manager), manager)
        return World(signed_in(lead, provider), own, another, walled, elsewhere)


def test_every_address_of_a_row_has_a_row_here(world: World) -> None:
    assert sorted(world.own.rows) == OF_A_ROW


def test_a_row_that_is_not_of_this_concern_answers_like_none(world: World, subtests: pytest.Subtests) -> None:
    before = tables()
    for name in OF_A_ROW:
        with subtests.test(name):
            rows = [uuid4(), *(one.rows[name] for one in (world.another, world.walled, world.elsewhere))]
            for method in (world.lead.get, world.lead.post):
                answers = [answer(method(address(name, world.own.concern, row), POSTED)) for row in rows]
                assert [status for status, _ in answers] == [answers[0][0]] * len(rows)
                assert len({_without_ids(text) for _, text in answers}) == 1
            assert tables() == before


def _without_ids(text: str) -> str:
    for row in set(text.split('"')):
        if len(row) > 36 and row.startswith("/desk/"):
            text = text.replace(row, "ADDRESS")
    return text


def test_who_is_walled_and_holds_the_post_gets_the_answer_for_nothing(
    world: World, subtests: pytest.Subtests
) -> None:
    before = tables()
    for name in sorted(OF_A_CONCERN):
        with subtests.test(name):
            for method in (world.lead.get, world.lead.post):
                answers = [
                    answer(method(address(name, one.concern, one.rows.get(name, uuid4())), POSTED))
                    for one in (world.walled, world.elsewhere, Matter(uuid4(), "", {}))
                ]
                # 409: what was typed about a clause that went is given back, to whomever.
                assert {status for status, _ in answers} <= {404, 405, *([409] if name == "clause" else [])}
                assert len(set(answers)) == 1
            assert tables() == before


@pytest.mark.parametrize("name", ["join-concern", "move-entry"])
def test_a_reference_that_is_not_yours_is_refused_like_one_that_never_was(name: str, world: World) -> None:
    there = address(name, world.own.concern, world.own.rows["move-entry"])
    before = tables()
    answers = []
    for reference in ("ZZZZ-9999", world.walled.reference, world.elsewhere.reference):
        status, text = answer(world.lead.post(there, {"reference": reference, "reason": "One matter."}))
        answers.append((status, text.replace(reference, "REF")))
    assert {status for status, _ in answers} == {422}
    assert len(set(answers)) == 1
    assert tables() == before
