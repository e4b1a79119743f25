"""Two providers with a row in every table that has something to lose."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from assurance.transfer.exports import file_brought
from checks_support import checked, not_required
from conduct_support import appoints, concern_about_a_colleague, hears, removed, works
from dueregard.assurance.disclosure.operations.ending import Telling, decide_letter
from dueregard.assurance.disclosure.operations.giving import make_copy
from dueregard.assurance.disclosure.operations.putting_up import PuttingUp, put_up
from dueregard.assurance.disclosure.operations.taking_up import read_worksheet
from dueregard.assurance.disclosure.operations.weighing import weigh
from dueregard.assurance.disclosure.queries.outside import who_may_weigh
from dueregard.assurance.disclosure.rules.ending import Ended
from dueregard.assurance.disclosure.rules.exemptions import Ground
from dueregard.assurance.disclosure.rules.weighing import Said as Weighed
from dueregard.assurance.disclosure.vocabulary import By, Consent, Gives
from dueregard.assurance.reports.operations import make_report, note_minute
from dueregard.assurance.rights.answering import take_step
from dueregard.assurance.rights.asking import Asking, ask
from dueregard.assurance.rights.breach_log import note_breach
from dueregard.assurance.rights.choosing import Choice
from dueregard.assurance.rights.filing import Said as Filed
from dueregard.assurance.rights.filing import file_record
from dueregard.assurance.rights.holding import hold
from dueregard.assurance.rights.keeping_words import HeldOn, LooseKind, RecordClass, Why
from dueregard.assurance.rights.loose import By as LooseBy
from dueregard.assurance.rights.loose import agree_on_loose, look_at_loose
from dueregard.assurance.rights.models import RightsRequest
from dueregard.assurance.rights.operations import answer
from dueregard.assurance.rights.periods import set_period
from dueregard.assurance.rights.reviewing import look_at_record
from dueregard.assurance.rights.vocabulary import Question
from dueregard.assurance.rights.wants import Step, Want
from dueregard.assurance.status.keeping import keep_reading
from dueregard.assurance.status.opinions import say_opinion
from dueregard.assurance.status.vocabulary import View
from dueregard.assurance.transfer.operations.bringing import leave_out
from dueregard.authority.access.appointing import appoint
from dueregard.authority.access.operations import record_absence, record_relationship
from dueregard.authority.access.proving import Proof
from dueregard.authority.access.reviewing import record_review
from dueregard.authority.access.vocabulary import Kinship, Knew
from dueregard.authority.access.vouching import note_lockout, vouch
from dueregard.authority.identity.invitations import invite
from dueregard.authority.identity.models import Account, OutsideSignIn, Person
from dueregard.authority.identity.operations import give_membership, join_duplicates, record_organisation
from dueregard.authority.identity.tokens import Said
from dueregard.authority.identity.tying import tie
from dueregard.authority.identity.vocabulary import OrganisationKind, OutsideSignInSetUp
from dueregard.authority.people.imports.by_hand import say_of_staff
from dueregard.authority.people.imports.opting import Grounds, opt_in
from dueregard.authority.people.vocabulary import Apart, Standing, Use
from dueregard.authority.policy.answers import Basis
from dueregard.authority.policy.operations import adopt
from dueregard.authority.policy.values.who import Named
from dueregard.ground.audit.batches import fingerprint, show, stage
from dueregard.ground.audit.operations import Subject, turn
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.ids import uuid7
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter, open_site
from dueregard.mechanisms.clocks.operations.calendars import record_closure, record_term, set_hours
from dueregard.mechanisms.signoff.operations import OnPaper
from dueregard.mechanisms.signoff.vocabulary import Said as Signed
from dueregard.work.casework.models import Concern, ConcernPerson
from dueregard.work.casework.operations.emergencies import open_in_emergency
from dueregard.work.casework.operations.granting import give_grant
from dueregard.work.casework.operations.joining import join_concerns
from dueregard.work.casework.operations.refiling import move_entry
from dueregard.work.casework.operations.stepping_aside import step_aside
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.rules.conduct import AdviceFrom
from dueregard.work.casework.vocabulary import AboutKind, Precision
from dueregard.work.climate.operations.following_up import decide_follow_up
from dueregard.work.climate.rules import term_of
from dueregard.work.climate.vocabulary import Audience
from dueregard.work.consultation.operations.talking import Note as TalkNote
from dueregard.work.consultation.operations.talking import make_concern, note_talk
from dueregard.work.consultation.vocabulary import Asker
from dueregard.work.engagement.operations.noting import Note, end_episode, flag, keep_step, note_episode
from dueregard.work.engagement.vocabulary import CameOfIt, Kept, Outcome, Sort, Way
from dueregard.work.governance.directory import Line
from dueregard.work.governance.operations.directory import add_line
from dueregard.work.governance.operations.drafting import begin_draft, leave_open
from dueregard.work.governance.operations.guidance import take_on_guidance
from dueregard.work.governance.operations.publishing import publish
from dueregard.work.governance.operations.registers import Place, Seen, look_at
from dueregard.work.governance.operations.reviewing import note_event
from dueregard.work.governance.operations.reviewing import record_review as review_policy
from dueregard.work.governance.operations.signing import put_forward, write_down
from dueregard.work.governance.operations.threat import correct_level, finish_task, see_level
from dueregard.work.governance.queries.drafts import draft
from dueregard.work.governance.queries.threat import controls as threat_controls
from dueregard.work.governance.queries.threat import owed
from dueregard.work.governance.registers import Saw
from dueregard.work.governance.threat import Level
from dueregard.work.governance.vocabulary import Change, Event, Found
from dueregard.work.liaison.operations.writing import Said as Touched
from dueregard.work.liaison.operations.writing import fulfil, take_back, undertake, write_exchange
from dueregard.work.liaison.vocabulary import Came
from dueregard.work.liaison.vocabulary import Way as Touch
from dueregard.work.protection.operations.threats import (
    Threatened,
    keep_measure,
    keep_threat_step,
    log_threat,
)
from dueregard.work.protection.vocabulary import Happened, Measure, Source
from dueregard.work.protection.vocabulary import Standing as MeasureStands
from dueregard.work.protection.vocabulary import Way as ThreatCame
from dueregard.work.support.operations.facts import So, keep_fact
from dueregard.work.support.operations.notes import share_note, take_back_note
from dueregard.work.support.operations.planning import Agreed, begin_plan, review_plan
from dueregard.work.support.vocabulary import Goes, SaidBy, Situation
from dueregard.work.training.central_record import CheckKind, ProviderSort, WhyNot
from dueregard.work.training.models import Claim
from dueregard.work.training.operations.candidates import decide_candidate, note_candidate, take_on
from dueregard.work.training.operations.checks import (
    Safeguards,
    record_early_start,
    say_sort_of_provider,
)
from dueregard.work.training.operations.completing import record_completions
from dueregard.work.training.operations.cpd import write_cpd
from dueregard.work.training.operations.editions import adopt_edition
from dueregard.work.training.operations.exempting import exempt_person
from dueregard.work.training.operations.own_file import answer_correction, ask_for_correction
from dueregard.work.training.operations.passing import override_gate, pass_gate
from dueregard.work.training.operations.spot_checks import draw_spot_check
from dueregard.work.training.operations.vacancies import note_of_vacancy, open_vacancy, seat
from dueregard.work.training.operations.workforce import record_baseline, record_judgement
from dueregard.work.training.own_file import Answered
from dueregard.work.training.recruiting import Chosen, Noted
from dueregard.work.training.vocabulary import Claimed, Result
from faces.web.test_walls_of_rows import worked
from household import NOON, SETUP, inside, make_holder, make_person
from keeping_support import closed, disposed_of
from transfer_support import everything_asked, page_made, record_came
from work_casework_support import concern_about_a_learner

LATER = NOON + timedelta(hours=2)


class World:
    """Two providers, each with a row in every table that has something to lose."""

    def __init__(self) -> None:
        self.providers = [self.one("elsewhere"), self.one("harbour")]

    def one(self, slug: str) -> Provider:
        with inside(slug) as provider:
            lead, second = make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")
            director, learner = (
                make_holder("Di Rector", "managing-director"),
                make_person("Kit", Standing.LEARNER),
            )
            one, two = (worked(concern_about_a_learner(), lead) for _ in range(2))
            by: dict[str, Any] = {"actor": Actor.person(lead), "now": LATER}
            set_up: dict[str, Any] = {"actor": SETUP, "now": NOON}
            step_aside(reason="It touches me.", concern_id=two.concern, actor=Actor.person(second), now=LATER)
            join_concerns(concern_id=one.concern, reference=two.reference, reason="One.", **by)
            be_threatened(one.concern, lead)
            be_supported(one.concern, lead, "Di Rector")
            be_told_how_it_ended(lead)
            move_entry(
                concern_id=one.concern,
                entry_id=one.rows["move-entry"],
                reference=two.reference,
                reason="x",
                **by,
            )
            page_made(one.concern, lead, LATER)
            record_came(one.concern, lead, LATER)
            everything_asked(director, lead, LATER)
            leave_out(brought_id=file_brought(lead, LATER).id, number=1, why="x", **by)
            files_holds_and_disposes(lead, second, director)
            be_about_somebody_here(director)
            record_absence(person_id=second, since=NOON, until=None, **set_up)
            record_relationship(person_id=second, other_id=learner, kinship=Kinship.KIN, **set_up)
            appoint(person_id=learner, role="designated-staff", actor=Actor.person(director), now=NOON)
            record_review(**by)
            note_breach(aware_at=NOON, restricted=False, what="x", actor=Actor.person(director), now=NOON)
            ask(
                asking=Asking(want=Want.SEE, words=dict.fromkeys(("name", "reach", "words"), "x")),
                request_id=uuid7(),
                now=NOON,
            )
            asked = RightsRequest.objects.get().id
            take_step(row_id=asked, step=Step.TOLD, words="x", actor=Actor.person(director), now=NOON)
            answer(given={Question.HOST: "Here."}, actor=Actor.person(director), now=NOON)
            grounds = Grounds(use=Use.EQUALITY, assessment="x", reason="x", last_day=LATER.date())
            for kept in (Apart.STAFF_SEX, Apart.ETHNICITY):
                opt_in(kept=kept, grounds=grounds, actor=Actor.person(director), now=LATER)
            said = {Apart.STAFF_SEX: "x"}
            say_of_staff(person_id=lead, said=said, actor=Actor.person(director), now=LATER)
            come_and_go(slug, lead, second, director, learner, one.reference)
            compare_with_the_place(director)
            come_in_a_batch()
            be_reached(lead)
            talk_it_through(lead)
            is_kept_or_goes_without_a_concern(lead, second)
            be_trained(second)
            be_answered(one.concern, lead)
            be_chosen(lead)
            ask_and_answer(lead)
            be_checked(lead, learner)
            keep_a_calendar()
            govern()
            work_with_others(lead)
            say_opinion(
                policy="rules", clause="1", view=View.KEPT, words="x", actor=Actor.person(lead), now=LATER
            )
            keep_reading(Moment.now(LATER), **set_up | {"now": LATER})
            report_to_the_board(director)
        return provider

    def notices(self) -> str:
        # What is spoilt is the newest row, of the provider made last: its faults are come to first. What opens every
        # word comes last.
        for provider in reversed(self.providers):
            with enter(provider):
                if fault := verify_rows() or verify().fault or verify_words():
                    return fault.what
        return ""


def report_to_the_board(director: UUID) -> None:
    """A report to a board, and where the minutes speak of it."""
    by: dict[str, Any] = {"actor": Actor.person(director), "now": LATER}
    made = make_report(board="", meeting_on=LATER.date(), **by)
    note_minute(report_id=made.id, discussed_on=LATER.date(), words="Minute 4.", **by)


def come_and_go(slug: str, lead: UUID, second: UUID, director: UUID, learner: UUID, reference: str) -> None:
    """Accounts, invitations, somebody who is locked out and vouched for, and whoever is here twice."""
    by: dict[str, Any] = {"actor": Actor.person(lead), "now": LATER}
    set_up: dict[str, Any] = {"actor": SETUP, "now": NOON}
    record_organisation(name="Acme", kind=OrganisationKind.EMPLOYER, **set_up)
    account = Account.objects.create_account(username=f"lead-{slug}")
    give_membership(account=account, person=Person.objects.get(pk=lead), **set_up)
    invite(person_id=learner, **set_up)
    tie_outside(account)
    again = Account.objects.create_account(username=f"second-{slug}")
    give_membership(account=again, person=Person.objects.get(pk=second), **set_up)
    note_lockout(person_id=second, actor=Actor.person(director), now=NOON)
    proof = Proof(account, "", "")
    vouch(person_id=second, knew=Knew.FACE, reason="x", proof=proof, **by)
    give_membership(account=again, person=Person.objects.get(pk=second), **set_up)
    open_in_emergency(reference=reference, reason="x", proof=proof, actor=Actor.person(director), now=LATER)
    note_lockout(person_id=second, actor=Actor.person(director), now=LATER)
    join_duplicates(person=Person.objects.get(pk=second), same_as=Person.objects.get(pk=director), **set_up)


def be_about_somebody_here(director: UUID) -> None:
    """Whatever is written down of a concern about somebody who works here; two, so that a row has another to go to."""
    for _ in range(2):
        concern = concern_about_a_colleague()
        works(concern, director, now=LATER)
        hears(concern, director, AdviceFrom.LADO, now=LATER)
        appoints(concern, director, director, LATER)
        removed(concern, director, LATER)
        last_day = LATER.date() + timedelta(days=1)
        who: dict[str, Any] = {"actor": Actor.person(director), "now": LATER}
        give_grant(concern_id=concern, person_id=make_person("Rea Der"), last_day=last_day, reason="x", **who)


def be_checked(person: UUID, supervisor: UUID) -> None:
    """Whatever is recorded of checks."""
    set_up: dict[str, Any] = {"actor": SETUP, "now": NOON}
    checked(person, not_required(CheckKind.OVERSEAS, WhyNot.OTHER, "x"), now=LATER, actor=SETUP)
    record_early_start(
        person_id=person,
        given=Safeguards(date(2026, 3, 4), date(2026, 3, 4), supervisor, date(2026, 3, 9)),
        actor=SETUP,
        now=LATER,
    )
    draw_spot_check(chance=lambda some, many: some[:many], **set_up)
    say_sort_of_provider(sort=ProviderSort.TRAINING, **set_up)


def compare_with_the_place(director: UUID) -> None:
    """Figures of who lives around, and how somebody judges who works here."""
    by: dict[str, Any] = {"actor": Actor.person(director), "now": LATER}
    record_baseline(source="x", counted_on=NOON.date(), groups="A: 60\nB: 40", **by)
    record_judgement(judged_on=NOON.date(), words="x", doing="x", **by)


def keep_a_calendar() -> None:
    """A site, its hours, a closure and a term."""
    set_up: dict[str, Any] = {"actor": SETUP, "now": NOON}
    open_site(name="Quay", **set_up)
    set_hours(week=[()] * 7, **set_up)  # type: ignore[arg-type]
    record_closure(first_day=date(2026, 7, 1), last_day=date(2026, 7, 1), **set_up)
    record_term(first_day=date(2026, 9, 1), last_day=date(2026, 12, 1), **set_up)


def be_threatened(concern: UUID, by: UUID) -> None:
    """A threat, what was done about it, and what protects somebody."""
    acting: dict[str, Any] = {"actor": Actor.person(by), "now": LATER}
    day = LATER.date()
    said = Threatened(
        source=Source.RECEIVED, way=ThreatCame.PHONE, happened_on=day, words={"what": "x"}, works_here=True
    )
    row = log_threat(concern_id=concern, said=said, **acting)
    keep_threat_step(threat_id=row.id, happened=Happened.POLICE_TOLD, happened_on=day, words="x", **acting)
    keep_measure(
        threat_id=row.id, kind=Measure.OTHER, standing=MeasureStands.ASKED, since=day, words="x", **acting
    )


def be_supported(concern: UUID, by: UUID, colleague: str) -> None:
    """A plan, a note shared from it, one that was taken back, and its end."""
    acting: dict[str, Any] = {"actor": Actor.person(by), "now": LATER}
    day = LATER.date()
    agreed = Agreed(goals="x", offered="x", began_on=day, review_by=day, named_adult=by)
    plan = begin_plan(concern_id=concern, agreed=agreed, **acting)
    about = ConcernPerson.objects.get(concern=concern, part="worried-about").id
    so = So(situation=Situation.IN_CARE, person_row=about, said_by=SaidBy.COUNCIL, until=day)
    keep_fact(concern_id=concern, so=so, **acting)
    said: dict[str, Any] = {"plan_id": plan.id, "name": colleague, "last_day": day, "words": "x"}
    share_note(**said, **acting)
    take_back_note(note_id=share_note(**said, **acting).id, reason="x", **acting)
    review_plan(plan_id=plan.id, held_on=day, goes=Goes.ENDED, review_by=None, words="x", **acting)


def be_reached(by: UUID) -> None:
    """A break in learning, from its first day until they are back."""
    acting: dict[str, Any] = {"actor": Actor.person(by), "now": LATER}
    day = LATER.date()
    for sort in (Sort.STOPPED, Sort.BREAK):
        row = note_episode(note=Note(sort=sort, noticed_on=day, who="Kit", back_by=day), **acting)
        keep_step(
            episode_id=row.id, kind=Kept.ATTEMPT, way=Way.PHONE, came=CameOfIt.REACHED, happened_on=day, words="x",
            **acting,
        )  # fmt: skip
        flag(episode_id=row.id, **acting)
        end_episode(episode_id=row.id, outcome=Outcome.BACK, ended_on=day, words="x", **acting)


def be_answered(concern: UUID, lead: UUID) -> None:
    """A record put up for whoever asked, every thing of it given whole, and the copy."""
    row = Concern.objects.get(pk=concern)
    (answerer,) = who_may_weigh(row, Moment.now(LATER))
    by: dict[str, Any] = {"actor": Actor.person(answerer), "now": LATER}
    about = ConcernPerson.objects.get(concern=row, part="worried-about").id
    asked = PuttingUp(RightsRequest.objects.get().reference, about, False, answerer, "x")
    sheet = put_up(concern_id=concern, asked=asked, actor=Actor.person(lead), now=LATER)
    own = Weighed(gives=Gives.WHOLE, consent=Consent.GIVEN)
    nobodys = Weighed(gives=Gives.NOT, ground=Ground.NOT_THEIRS, reason="x", may_know=True)
    for each in read_worksheet(sheet_id=sheet.id, **by).rows:
        said = own if each.item.can_go else nobodys
        weigh(sheet_id=sheet.id, thing_id=each.item.id, said=said, **by)
    make_copy(sheet_id=sheet.id, way=By.PAPER, how_known="x", **by)


def talk(by: UUID) -> UUID:
    """A note of a talk."""
    note = TalkNote(talked=Occurred(NOON, Precision.MINUTE), asker=Asker.STAFF, what="x", advised="x")
    return note_talk(note=note, actor=Actor.person(by), now=LATER).id


def talk_it_through(by: UUID) -> None:
    """A talk that becomes a concern."""
    acting: dict[str, Any] = {"actor": Actor.person(by), "now": LATER}
    make_concern(
        talk_id=talk(by),
        about=AboutKind.LEARNER,
        name="",
        seen="x",
        danger=False,
        request_id=uuid7(),
        **acting,
    )


def be_told_how_it_ended(lead: UUID) -> None:
    """A matter that ended, and a letter for whoever it was about."""
    concern = closed(lead)
    about = ConcernPerson.objects.get(concern=concern, part="worried-about").id
    telling = Telling(person_row=about, ended=Ended.NO_FURTHER, reason="x")
    decide_letter(concern_id=concern, telling=telling, actor=Actor.person(lead), now=LATER)


def be_trained(person: UUID) -> None:
    """Whatever is recorded of training."""
    by: dict[str, Any] = {"actor": SETUP, "now": NOON}
    day = NOON.date()
    record_completions(
        person_ids=[person], course="x", done_on=day, result=Result.PASSED, basis=Basis.DOCUMENT_SEEN, **by
    )
    with turn(actor=SETUP, now=NOON) as t:
        row = Claim(
            person_id=person, course="x", done_on=day, file_id=uuid7(), recorded_at=NOON, by="system:set-up"
        )
        row.save()
        t.record(Claimed(row.id), Subject("person", person))
    write_cpd(done_on=day, minutes=1, what="x", actor=Actor.person(person), now=NOON)
    exempt_person(person_id=person, control="x/training.x", reason="x", until=None, **by)
    adopt_edition(document="x", edition="1", title="X", since=NOON, **by)
    adopt(data=GATE, path="gate.md", **by)
    pass_gate(gate="gates/gate.x", person_id=person, passed_on=day, **by)
    override_gate(
        gate="gates/gate.y", person_id=person, passed_on=day, reason="The course begins on Monday.",
        actor=Actor.person(make_holder("Ora Ling", "owner")), now=NOON,
    )  # fmt: skip


def be_chosen(person: UUID) -> None:
    """Whatever is recorded of choosing somebody."""
    by: dict[str, Any] = {"actor": SETUP, "now": LATER}
    where: dict[str, Any] = {"vacancy_id": open_vacancy(title="Tutor", **by).id}
    note_of_vacancy(what=Noted.EXCEPTION, said_of=NOON.date(), words="One.", **where, **by)
    seat(person_id=person, **where, **by)
    whom = where | {"candidate_id": note_candidate(name="Ann Other", **where, **by).id}
    decide_candidate(outcome=Chosen.CHOSEN, decided_on=NOON.date(), reasons="Best.", **whom, **by)
    take_on(person_id=person, begins_on=NOON.date(), **whom, **by)


def ask_and_answer(person: UUID) -> None:
    """Whatever is recorded of the file on somebody."""
    row = ask_for_correction(words="x", actor=Actor.person(person), now=LATER)
    answer_correction(request_id=row.id, answered=Answered.LEFT, reason="x", actor=SETUP, now=LATER)


def govern() -> None:
    """A policy, from a draft with a gap to being in force, and looked at again."""
    by: dict[str, Any] = {"actor": SETUP, "now": LATER}
    text = GATE.decode().replace("gates", "rules").replace('before = "any', 'note = "New."\nbefore = "any')
    begun = begin_draft(policy="rules", text=text.replace('edition = "1"\n', ""), **by).begun
    for key in ("edition", "review_by"):
        leave_open(begun=begun, address=f"rules.{key}", why="x", **by)
    put_forward(begun=begun, change=Change.SUBSTANCE, **by)
    found = draft(begun, Moment.now(LATER))
    assert found
    paper = OnPaper(Basis.DOCUMENT_SEEN, NOON.date(), None)
    signed: dict[str, Any] = {
        "capacity": Named.read("role:owner"),
        "said": Signed.YES,
        "words": "Ann Other, minute 4",
    }
    write_down(begun=begun, draft_id=found.row.id, on_paper=paper, **signed, **by)
    publish(begun=begun, since=None, **by)
    review_policy(policy="rules", done_on=NOON.date(), found=Found.STANDS, words="x", **by)
    note_event(event=Event.SITE, happened_on=NOON.date(), **by)
    seen = Seen(NOON.date(), Saw.STANDS, Basis.DOCUMENT_SEEN, "x")
    look_at(place=Place("rules/sources.x", "x"), seen=seen, **by)
    take_on_guidance(text=GUIDANCE, since=NOON.date(), **by)
    line = Line(called="The owner", phone="01632 960001")
    add_line(control="rules/directory.x", line=line, confirmed_on=NOON.date(), **by)
    for level in (Level.SEVERE, Level.CRITICAL):
        sight = see_level(level=level, seen_on=NOON.date(), source="x", **by)
    correct_level(sight=sight.id, level=Level.LOW, seen_on=NOON.date(), source="x", why="x", **by)
    (control,) = [one for one in threat_controls(Moment.now(LATER)) if one.policy == "rules"]
    (task,) = owed(control, Moment.now(LATER))
    finish_task(task=task.to_do.id, done_on=NOON.date(), words="x", **by)


def work_with_others(ours: UUID) -> None:
    """A body outside, twice; so that a row has another to go to."""
    by: dict[str, Any] = {"actor": SETUP, "now": LATER}
    day = NOON.date()
    for came in Came:
        said = Touched(
            happened_on=day, way=Touch.CALL, ours=ours, theirs="x", about="x", came=came, came_words="x"
        )
        row = write_exchange(address="rules/liaison.x", body="x", said=said, **by)
        one = undertake(exchange_id=row.id, post="owner", due_on=day, words="x", **by)
        fulfil(undertaking_id=one.id, done_on=day, words="x", **by)
        slip = write_exchange(address="rules/liaison.x", body="x", said=said, **by)
        take_back(exchange_id=slip.id, words="x", **by)
    decide_follow_up(
        address="rules/climate.x", audience=Audience.STAFF, term=term_of(day).begins, post="owner", due_on=day,
        words="x", **by,
    )  # fmt: skip


GUIDANCE = """document,harbour-code
title,The harbour code
edition,2026
force,guidance
confidence,C
nation,england
source,Invented

id,requirement
HC-01,Ropes are coiled.
"""
GATE = b"""+++
language = 1
policy = "gates"
title = "Gates"
edition = "1"
nation = "england"
owner = "role:owner"
+++

## 1 A gate {#1}

```control role owner
title = "Owner"
minimum = 1
may = ["answer-requests"]
```

```control course x
title = "X"
```

```control training x
courses = ["x"]
```

```control gate x
before = "anything happens"
needs = ["training.x"]
```

```control course y
title = "Y"
```

```control sources x
owner = "role:owner"
every = "1 year"
items = [{ id = "x", title = "X", force = "own" }]
```

```control liaison x
owner = "role:owner"
every = "1 year"
items = [{ id = "x", title = "X", sort = "police" }]
```

```control climate x
asks = ["staff"]
owner = "role:owner"
```

```control directory x
lists = "role:owner"
owner = "role:owner"
every = "1 year"
```

```control training y
courses = ["y"]
```

```control threat-level x
owner = "role:owner"
every = "1 month"
levels = [
  { level = "low", means = "A." },
  { level = "moderate", means = "B." },
  { level = "substantial", means = "C." },
  { level = "severe", means = "D." },
  { level = "critical", means = "E." },
]
tasks = [{ id = "x", touches = "plan", what = "x", owner = "role:owner", within = "1 month" }]
```

```control gate y
before = "anything else happens"
needs = ["training.y"]
override = "role:owner"
```
"""


def files_holds_and_disposes(lead: UUID, second: UUID, director: UUID) -> None:
    """A row of everything that says how long a record is kept, and one record that went."""
    period: dict[str, Any] = {"record_class": RecordClass.ADULT, "months": 60, "reason": "x"}
    set_period(**period, actor=Actor.person(director), now=LATER)
    goes, stays = closed(lead), closed(lead)
    by: dict[str, Any] = {"concern_id": stays, "actor": Actor.person(lead), "now": LATER}
    disposed_of(goes, lead, second, at=LATER, why=Why.ASKED)
    file_record(said=Filed(abuse=True, reason="x"), **by)
    look_at_record(chosen=Choice(keep_until=date(2040, 1, 1), reason="x"), **by)
    hold(on=HeldOn.CONCERN, post="dsl", reason="x", **by)


def is_kept_or_goes_without_a_concern(lead: UUID, second: UUID) -> None:
    """A note of a talk that went, and then one that is kept, which has words to change."""
    for why in (Why.ASKED, None):
        at: dict[str, Any] = {"kind": LooseKind.TALK, "thing_id": talk(lead), "now": LATER}
        chosen = Choice(keep_until=None if why else date(2040, 1, 1), why=why, reason="x")
        look = look_at_loose(LooseBy(actor=Actor.person(lead), **at), chosen=chosen)
        if why:
            agree_on_loose(LooseBy(actor=Actor.person(second), **at), look_id=look.id)


def come_in_a_batch() -> None:
    """Somebody, as an import brings them in."""
    batch = uuid7()
    stage(batch, [Person(recorded_at=NOON)])
    counted = fingerprint(batch)
    with turn(actor=SETUP, now=NOON) as t:
        show(t, batch, *counted)


def tie_outside(account: Account) -> None:
    """An identity provider, as if it had been asked, and somebody's identity there."""
    row = OutsideSignIn(name="Work", issuer="https://login.example.org", client_id="x", subject_claim="sub")
    with turn(actor=SETUP, now=NOON) as t:
        row.recorded_at, row.by = t.now, SETUP.written
        row.save()
        t.record(OutsideSignInSetUp(proves_twice=False), Subject("outside-sign-in", row.id))
    tie(account=account, row=row, said=Said("x", twice=False), actor=SETUP, now=NOON)
