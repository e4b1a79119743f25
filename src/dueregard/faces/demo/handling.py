"""How each beat of a story is done: by the operation that everybody uses, as the person whose turn it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import singledispatch
from uuid import UUID, uuid5

from ...authority.access.powers import powers_in_force
from ...authority.access.queries import reader
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, london_day
from ...mechanisms.files.operations.receiving import Receiving
from ...work.casework.models import Action, Concern, ConcernPerson, Entry, Meeting, Referral, Triage
from ...work.casework.operations.acting import finish_action, set_action
from ...work.casework.operations.attaching import Handed, attach_to_record
from ...work.casework.operations.checking import check_referral
from ...work.casework.operations.deciding import decide, demand_at
from ...work.casework.operations.handling import Sorted, add_entry, link_person, open_concern, triage
from ...work.casework.operations.marking import mark_signs
from ...work.casework.operations.meetings import call_meeting, hold_meeting
from ...work.casework.operations.mistreatment import mark_mistreatment
from ...work.casework.operations.referring import move_referral, prepare_referral
from ...work.casework.operations.withholding import withhold
from ...work.casework.queries.meetings import who_can_be_called
from ...work.casework.queries.mistreatment import kinds_named
from ...work.casework.queries.signs import offered as offered_signs
from ...work.casework.reports import Occurred
from ...work.casework.rules.checking import Answer, Check, why
from ...work.casework.rules.deciding import Demand, offered
from ...work.casework.rules.mistreatment import Said
from ...work.casework.rules.signs import Chosen
from ...work.casework.vocabulary import EntryKind, Precision
from ...work.support.models import SupportPlan
from ...work.support.operations.planning import Agreed, begin_plan, review_plan
from ...work.support.vocabulary import Goes
from .beats import (
    Agree,
    Ask,
    Attach,
    Beat,
    Call,
    Decide,
    Finish,
    Gather,
    LookAgain,
    Mark,
    Move,
    Open,
    Ponder,
    Recognise,
    Refer,
    Sort,
    Withhold,
    Write,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a story stands: its concern, whom it is about if the directory has them, who acts, and when."""

    concern_id: UUID
    about: UUID | None
    actor: Actor
    at: datetime


@singledispatch
def play(beat: Beat, scene: Scene) -> None:
    """Do what the beat says; raises a `Refusal` when the policy gives it to somebody else."""
    raise TypeError(f"nobody knows how to play {type(beat).__name__} in {scene.concern_id}")


@play.register
def _open(_: Open, scene: Scene) -> None:
    open_concern(concern_id=scene.concern_id, actor=scene.actor, now=scene.at)


@play.register
def _sort(beat: Sort, scene: Scene) -> None:
    said = Sorted(
        danger=beat.urgency == "now",
        person=beat.person,
        strand=beat.strand,
        urgency=beat.urgency,
        reason=beat.reason,
        wishes=beat.wishes,
        agreement=beat.agreement,
    )
    triage(concern_id=scene.concern_id, sorted_as=said, actor=scene.actor, now=scene.at)


@play.register
def _recognise(_: Recognise, scene: Scene) -> None:
    row = ConcernPerson.objects.get(concern_id=scene.concern_id, person_id=None)
    if scene.about is None:
        raise TypeError("a story that names nobody has nobody to recognise")
    link_person(
        concern_id=scene.concern_id, row_id=row.id, person_id=scene.about, actor=scene.actor, now=scene.at
    )


@play.register
def _write(beat: Write, scene: Scene) -> None:
    add_entry(
        concern_id=scene.concern_id,
        kind=beat.kind,
        words=beat.words,
        happened=Occurred(scene.at - timedelta(minutes=10), Precision.MINUTE),
        for_reporter=beat.kind is EntryKind.TOLD_REPORTER,
        actor=scene.actor,
        now=scene.at,
    )


@play.register
def _attach(beat: Attach, scene: Scene) -> None:
    receiving = Receiving()
    receiving.write(beat.holds.encode())
    given = Handed(receiving.finish("note.txt"), beat.shows, uuid5(scene.concern_id, beat.shows))
    attach_to_record(concern_id=scene.concern_id, handed=given, actor=scene.actor, now=scene.at)


@play.register
def _withhold(beat: Withhold, scene: Scene) -> None:
    last = Entry.objects.filter(concern_id=scene.concern_id, kind=EntryKind.FILED).latest("recorded_at")
    if last.file_id:
        withhold(
            concern_id=scene.concern_id,
            file_id=last.file_id,
            reason=beat.reason,
            reference="",
            actor=scene.actor,
            now=scene.at,
        )


@play.register
def _mark(beat: Mark, scene: Scene) -> None:
    signs = [sign for of in offered_signs(Moment.now(scene.at)) for sign in of.signs]
    fit = [one for one in signs if any(word in one.item.words.lower() for word in beat.speaking_of)]
    if fit:
        chosen: Chosen = {one.address: {} for one in fit[: beat.most]}
        mark_signs(
            concern_id=scene.concern_id, chosen=chosen, reason=beat.reason, actor=scene.actor, now=scene.at
        )


@play.register
def _call(beat: Call, scene: Scene) -> None:
    if beat.kind in kinds_named(Moment.now(scene.at)):
        said = Said((beat.kind,), beat.touched, beat.places, beat.challenged, beat.ended)
        mark_mistreatment(concern_id=scene.concern_id, said=said, actor=scene.actor, now=scene.at)


@play.register
def _decide(beat: Decide, scene: Scene) -> None:
    words = {box: getattr(beat, box) for box in ("reasons", "alternatives", "consulted", "told", "grounds")}
    demand = _demand(beat, scene)
    met = Meeting.objects.filter(concern=scene.concern_id, held=True).exists()
    for record in demand.records:
        done = met and record == "senior-managers-met"
        words[f"whether-{record}"] = "yes" if done else "no"
        words[f"why-{record}"] = "It is written above." if done else "There was no need to yet."
    endings = offered(demand, beat.question)
    decide(
        concern_id=scene.concern_id,
        question=beat.question,
        outcome=beat.outcome if beat.outcome in endings else endings[0],
        words=words,
        actor=scene.actor,
        now=scene.at,
    )


def _demand(beat: Decide, scene: Scene) -> Demand:
    """What the policies ask of this decision; a story's outcome gives way to the first of the policy's own."""
    if scene.actor.person_id is None:
        raise TypeError("only a person decides")
    moment = Moment.now(scene.at)
    who = reader(scene.actor.person_id, powers_in_force(moment), moment)
    sorted_as = Triage.objects.filter(concern=scene.concern_id).known(scene.at).first()
    return demand_at(Concern.objects.get(pk=scene.concern_id), sorted_as, who, beat.question, moment)


@play.register
def _ask(beat: Ask, scene: Scene) -> None:
    owner = scene.actor.person_id
    if owner is None:
        raise TypeError("only a person is given something to do")
    set_action(
        concern_id=scene.concern_id,
        what=beat.what,
        owner_id=owner,
        due_on=london_day(scene.at) + timedelta(days=beat.within_days),
        actor=scene.actor,
        now=scene.at,
    )


@play.register
def _finish(beat: Finish, scene: Scene) -> None:
    action = Action.objects.filter(concern_id=scene.concern_id, done_at=None).latest("recorded_at")
    finish_action(action_id=action.id, how=beat.how, actor=scene.actor, now=scene.at)


@play.register
def _refer(beat: Refer, scene: Scene) -> None:
    prepare_referral(
        concern_id=scene.concern_id,
        route=beat.route,
        governed_by="",
        words={"account": beat.words},
        actor=scene.actor,
        now=scene.at,
    )


@play.register
def _ponder(beat: Ponder, scene: Scene) -> None:
    referral = Referral.objects.filter(concern_id=scene.concern_id).latest("recorded_at")
    words = {check.value: Answer.YES.value for check in Check}
    words |= {why(check): said for check, said in zip(Check, beat.reasons, strict=True)}
    check_referral(referral_id=referral.id, words=words, actor=scene.actor, now=scene.at)


@play.register
def _move(beat: Move, scene: Scene) -> None:
    referral = Referral.objects.filter(concern_id=scene.concern_id).latest("recorded_at")
    move_referral(
        referral_id=referral.id,
        stage=beat.stage,
        happened_at=scene.at,
        words=beat.words,
        actor=scene.actor,
        now=scene.at,
    )


@play.register
def _agree(beat: Agree, scene: Scene) -> None:
    today = london_day(scene.at)
    agreed = Agreed(
        goals=beat.goals,
        offered=beat.offered,
        adjustments=beat.adjustments,
        began_on=today,
        named_adult=scene.actor.person_id,
        review_by=today + timedelta(days=beat.again_days),
    )
    begin_plan(concern_id=scene.concern_id, agreed=agreed, actor=scene.actor, now=scene.at)


@play.register
def _look_again(beat: LookAgain, scene: Scene) -> None:
    plan = SupportPlan.objects.filter(concern_id=scene.concern_id).latest("recorded_at")
    today = london_day(scene.at)
    review_plan(
        plan_id=plan.id,
        held_on=today,
        goes=Goes.ON,
        review_by=today + timedelta(days=beat.again_days),
        words=beat.words,
        actor=scene.actor,
        now=scene.at,
    )


@play.register
def _gather(beat: Gather, scene: Scene) -> None:
    can = who_can_be_called(Concern.objects.get(pk=scene.concern_id), Moment.now(scene.at))
    if can is None:
        return
    called = call_meeting(
        concern_id=scene.concern_id,
        posts=can.posts,
        meets_at=scene.at + timedelta(hours=1),
        reason=beat.reason,
        actor=scene.actor,
        now=scene.at,
    )
    later = scene.at + timedelta(hours=3)
    hold_meeting(
        meeting_id=called.id,
        met_at=called.meets_at,
        came=can.posts,
        advised=beat.advised,
        decided=beat.decided,
        actor=scene.actor,
        now=later,
    )
