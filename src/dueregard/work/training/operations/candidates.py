"""Candidates: noting one, deciding, letting whoever was chosen begin, and disposing of the names of the others."""

from datetime import date, datetime
from uuid import UUID

from ....authority.identity.queries import aliases
from ....authority.people.models import Span
from ....authority.policy.answers import InForce
from ....authority.policy.queries import in_force
from ....ground.audit.disposing import dispose_of
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.audit.vocabulary import Stream
from ....ground.crypto.operations import make_data_key
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment, end_of_day, london_day
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....ground.kernel.rulings import deny
from ..central_record import ON_RECORD
from ..controls.candidates_kept import whose_time_is_over
from ..controls.gate import GateBlock, lacking
from ..controls.overriding import post_to_override
from ..controls.recruiting import Rule, rules_in_force
from ..models import Candidate, CandidateDecision, TakenOn
from ..queries.judging_vacancies import held
from ..queries.vacancies import OfVacancy
from ..recruiting import (
    DECIDED,
    CandidateDecided,
    CandidateNoted,
    Chosen,
    Noted,
    PersonTakenOn,
)
from ..rules.overriding import fault
from ..rules.recruiting import before_choosing, wants_reasons
from .checks import keeper_of
from .passing import GateShut, note_override
from .vacancies import standing

_LONGEST_NAME = 200


class PanelNotReady(OutOfTurn):
    """The panel is not what a policy in force asks, and nobody has written down why."""

    code = "panel-not-ready"


def note_candidate(*, vacancy_id: UUID, name: str, actor: Actor, now: datetime) -> Candidate:
    """Note somebody who is asked to an interview. Their name, and later the reasons, lie under a key of their own.

    Raises `NotPermitted`; `NothingHere`; `BadInput` without a name.
    """
    if not name.strip():
        raise BadInput("Give a name, so that the panel knows whom it means.", field="name")
    if len(name.strip()) > _LONGEST_NAME:
        raise BadInput("This is longer than a name. Write nothing else of them here.", field="name")
    with turn(actor=actor, now=now) as t:
        keeper_of(t)
        row = Candidate(
            vacancy=standing(vacancy_id, t).row,
            key=make_data_key("candidate", now=t.now),
            recorded_at=t.now,
            by=t.actor.written,
        )
        promised = promise(row, "name", name.strip(), row.key)
        row.save()
        t.record(CandidateNoted(row.id), Subject("vacancy", vacancy_id), commitments=[promised])
    return row


def decide_candidate(
    *,
    vacancy_id: UUID,
    candidate_id: UUID,
    outcome: Chosen,
    decided_on: date,
    reasons: str,
    actor: Actor,
    now: datetime,
) -> CandidateDecision:
    """Write down how a candidate came out of it, and why. Said anew, what stood stays beneath.

    A panel that is not as a policy asks decides only once somebody has written down why: the truth can always be
    recorded, and never unseen. Raises `PanelNotReady`; `NotPermitted`; `NothingHere`; `OutOfTurn` where they have
    begun; `BadInput` for a day to come, and without reasons where a policy wants them.
    """
    with turn(actor=actor, now=now) as t:
        keeper_of(t)
        found = standing(vacancy_id, t)
        candidate = _candidate(found, candidate_id)
        if candidate.id in found.taken_on:
            raise OutOfTurn("They have begun, so this cannot be changed any more.")
        if decided_on > london_day(t.moment.as_at):
            raise BadInput("This day is still to come. Give the day on which it was decided.", field="day")
        rules = rules_in_force(t.moment)
        if not reasons.strip() and wants_reasons([rule.wanted for rule in rules], outcome):
            raise BadInput("Say why. Our policy asks for it, for and against alike.", field="reasons")
        if outcome in DECIDED:
            _ready_to_decide(found, rules, t.moment)
        row = CandidateDecision(
            candidate=candidate,
            outcome=outcome,
            decided_on=decided_on,
            reasoned=bool(reasons.strip()),
            key=candidate.key,
            replaces=found.decisions.get(candidate.id),
            recorded_at=t.now,
            by=t.actor.written,
        )
        promised = [promise(row, "words", reasons.strip(), row.key)] if reasons.strip() else []
        row.save()
        t.record(CandidateDecided(row.id, outcome), Subject("candidate", candidate.id), commitments=promised)
    return row


def take_on(
    *,
    vacancy_id: UUID,
    candidate_id: UUID,
    person_id: UUID,
    begins_on: date,
    actor: Actor,
    now: datetime,
    override: str = "",
) -> TakenOn:
    """Write down that whoever was chosen begins on a day, as this person of the directory.

    What a policy wants to be there before they begin is asked as at that day, as far as it is known now. It raises
    `GateShut`, naming what is missing, and lets nobody through but where the gate names who may, and one of them says
    why (`override`). Raises `NotPermitted`, to whom it is about as well; `NothingHere`; `OutOfTurn` for whoever was not
    chosen or has begun; `BadInput` for whoever does not work here by then, and for a reason that says too little.
    """
    with turn(actor=actor, now=now) as t:
        keeper = keeper_of(t)
        own = aliases(person_id, t.moment)
        if keeper is not None and keeper.person_id in own:
            deny("Nobody decides this about themselves.").enforce(
                who_can_help="Somebody else who keeps the single central record must."
            )
        found = standing(vacancy_id, t)
        candidate = _candidate(found, candidate_id)
        decision = found.decisions.get(candidate.id)
        if decision is None or decision.outcome != Chosen.CHOSEN:
            raise OutOfTurn("Only whoever was chosen can begin. Write down the decision first.")
        if candidate.id in found.taken_on:
            raise OutOfTurn("It is written down already that they begin.")
        then = Moment(end_of_day(begins_on), t.moment.known_at)
        if not Span.objects.holding(then).filter(person_id__in=own, standing__in=ON_RECORD).exists():
            raise BadInput(
                "They are not in the directory as somebody who works here by that day. Add that first.",
                field="person",
            )
        missing, role = _missing(person_id, then, t, override)
        row = TakenOn(
            candidate=candidate,
            person_id=person_id,
            begins_on=begins_on,
            missing=missing,
            recorded_at=t.now,
            by=t.actor.written,
        )
        row.save()
        t.record(PersonTakenOn(row.id, missing), Subject("candidate", candidate.id))
        if missing:
            note_override(t, of=row, person_id=person_id, role=role, reason=override)
    return row


def dispose_of_candidates(*, vacancy_id: UUID, actor: Actor, now: datetime) -> int:
    """Dispose of the names and reasons of those who were not chosen and whose time is over; returns how many. That
    there was a decision, and that it had reasons, stays. Raises `NotPermitted` and `NothingHere`."""
    with turn(actor=actor, now=now) as t:
        keeper_of(t)
        over = whose_time_is_over(standing(vacancy_id, t), t.moment)
        for candidate in over:
            dispose_of(t, candidate.key, stream=Stream.OPEN)
    return len(over)


def may_let_begin(actor: Actor, moment: Moment) -> bool:
    """Whether the policies let somebody allow that a person begins with something missing."""
    return any(
        gate and post_to_override(gate, actor.person_id, moment) for gate in _gates_before(moment).values()
    )


def _candidate(found: OfVacancy, candidate_id: UUID) -> Candidate:
    for row in found.candidates:
        if row.id == candidate_id:
            return row
    raise NothingHere


def _ready_to_decide(found: OfVacancy, rules: list[Rule], moment: Moment) -> None:
    lacks = [
        missing.fault
        for rule in rules
        for missing in before_choosing(rule.wanted, held(found, rule.wanted.courses, "", moment))
    ]
    if lacks and Noted.EXCEPTION not in found.notes:
        raise PanelNotReady(
            f"Before anybody is chosen or turned down: {' and '.join(dict.fromkeys(lacks))}. "
            "Put that right, or write down on the page of the vacancy why it is so."
        )


def _gates_before(moment: Moment) -> dict[str, InForce[GateBlock] | None]:
    """The gates whose needs are there before somebody begins, by address; None for one that no policy in force has."""
    there = {gate.address: gate for gate in in_force("gate", moment)}
    rules = rules_in_force(moment)
    return {
        rule.gate: there.get(rule.gate) for rule in rules if rule.gate and rule.control.block.before_start
    }


def _missing(person_id: UUID, then: Moment, t: Turn, override: str) -> tuple[int, str]:
    """How much of what must be there is missing, where somebody lets them begin all the same, and in which post. A gate
    that no policy in force has stays shut."""
    found: dict[str, None] = {}
    posts = []
    for address, gate in _gates_before(t.moment).items():
        what = lacking(gate, [person_id], then).get(person_id, ()) if gate else (address,)
        if what:
            found |= dict.fromkeys(what)
            posts.append(post_to_override(gate, t.actor.person_id, t.moment) if gate else "")
    if not found:
        if override.strip():
            raise BadInput("Nothing is missing, so this needs no reason. Leave it empty.", field="override")
        return 0, ""
    if not (override.strip() and all(posts)):
        raise GateShut(
            f"Before they begin this is missing: {', '.join(one.replace('-', ' ') for one in found)}.",
            who_can_help="Whoever looks after training and checks here can say how to get it.",
        )
    if wrong := fault(override):
        raise BadInput(wrong, field="override")
    return len(found), posts[0]
