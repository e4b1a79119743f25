"""Deciding: one person writes the outcome and the reasons; whoever else the policy wants joins; then it is
made, once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.models import Party
from ....authority.access.powers import powers_in_force
from ....authority.access.vocabulary import CONCERNED, Capability, Circle
from ....authority.policy.queries import in_force
from ....ground.audit.operations import turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....mechanisms.notifications.operations import tell
from ....mechanisms.notifications.vocabulary import Urgency
from ..models import Assent, Concern, Decision, Delivery, Entry, Triage
from ..queries.conduct import may_end, was_removed
from ..queries.happenings import kinds_decided
from ..rules import deciding as rules
from ..rules.demands import demand_of
from ..rules.facts import Facts, facts_of_concern
from ..rules.grounds import asks_grounds, read_grounds, want_of_grounds
from ..rules.ladders import Holder
from ..verbs import Decided, DecisionProposed
from ..vocabulary import ANSWERS, EntryKind, PersonKind, Purpose, Question, State, Strand
from .handling import Hand, seal_words, take_hand
from .investigating import bar_reporter, ruling_for
from .routing import Put, give_to

STATE_AFTER: Mapping[Question, State | None] = {
    Question.CLOSE: State.CLOSED,
    Question.CONDUCT: None,
    Question.BARRING: None,
}
"""Which kind of concern it is, and whether a register hears of it, decides nothing of what happens here."""


class WordsMissing(BadInput):
    """Some boxes of the decision are empty; `boxes` says which, each with what belongs there."""

    def __init__(self, boxes: Mapping[str, str]) -> None:
        super().__init__(next(iter(boxes.values())), field=next(iter(boxes)))
        self.boxes = boxes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of deciding or joining: the decision, and the seats still open (none: it is made)."""

    decision: Decision
    waiting_for: tuple[rules.Seat, ...]


def decide(
    *,
    concern_id: UUID,
    question: Question,
    outcome: str,
    words: Mapping[str, str],
    actor: Actor,
    now: datetime,
    next_date: date | None = None,
    replaces: UUID | None = None,
) -> Outcome:
    """Decide a question about a concern.

    Raises `OutOfTurn` when somebody has decided it already and `replaces` does not name that decision, `WordsMissing`
    when boxes are empty, `NotPermitted` with the clause when the policy gives the decision to others.
    """
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, Capability.DECIDE, Capability.CLOSE, Capability.REFER)
        bar_reporter(hand.concern, hand.who, t.moment)
        _let_ask(hand, question)
        standing = _standing_decision(hand, question)
        if (standing.pk if standing else None) != replaces:
            raise OutOfTurn(
                "Somebody has already decided this. Read their decision, then change it if you must."
            )
        demand = demand_for(hand, question)
        if outcome not in rules.offered(demand, question, _kind(hand)):
            raise BadInput(
                "This is no way your policy ends this decision. Choose one on the page.", field="outcome"
            )
        empty = rules.missing_words(words, full=demand.full_sheet, records=demand.records)
        if asks_grounds(question, facts_of_concern(hand.concern, hand.sorted_as())):
            want = want_of_grounds(read_grounds(words.get("grounds", "")))
            empty |= {"grounds": want} if want else {}
        if empty:
            raise WordsMissing(empty)
        decision = Decision(
            concern=hand.concern,
            question=question,
            outcome=outcome,
            sheet="full" if demand.full_sheet else "short",
            governed_by=" ".join(demand.governed_by)[:160],
            next_date=next_date,
            replaces=standing,
            recorded_at=t.now,
            by=actor.written,
        )
        promise = seal_words(hand, decision, dict(words))
        decision.save()
        t.record(
            DecisionProposed(decision.id, question),
            hand.subject,
            stream=Circle(hand.concern.circle).stream,
            commitments=[promise],
        )
        return _join(hand, decision, demand, "")


def join_decision(*, decision_id: UUID, words: str, actor: Actor, now: datetime) -> Outcome:
    """Join a decision somebody else has written. Raises `OutOfTurn` when it is already made."""
    with turn(actor=actor, now=now) as t:
        decision = Decision.objects.filter(pk=decision_id).known(t.moment.known_at).first()
        if decision is None:
            raise NothingHere
        hand = take_hand(t, decision.concern_id, *Capability)
        bar_reporter(hand.concern, hand.who, t.moment)
        if is_made(decision):
            raise OutOfTurn("This decision is already made.")
        return _join(hand, decision, demand_for(hand, Question(decision.question)), words)


def is_made(decision: Decision) -> bool:
    """Whether everybody the policy wanted has joined."""
    return Assent.objects.filter(decision=decision, completes=True).exists()


def waiting_for(
    decision: Decision, concern: Concern, who: access.Reader, moment: Moment
) -> tuple[rules.Seat, ...]:
    """The seats still open of a decision, for a page whose reader may see the concern. Reads only."""
    sorted_as = Triage.objects.filter(concern=concern).known(moment.known_at).first()
    demand = demand_at(concern, sorted_as, who, Question(decision.question), moment)
    unavailable = unavailable_roles(concern, _roles(demand), moment)
    return rules.progress(demand, _joined(decision), unavailable=unavailable).open_seats


def _joined(decision: Decision) -> list[rules.Assent]:
    rows = Assent.objects.filter(decision=decision).order_by("recorded_at")
    return [rules.Assent(row.person_id, frozenset(row.roles.split())) for row in rows]


def _roles(demand: rules.Demand) -> frozenset[str]:
    return frozenset(role for seat in demand.seats for role in seat.roles)


def _join(hand: Hand, decision: Decision, demand: rules.Demand, words: str) -> Outcome:
    t = hand.t
    joined = _joined(decision)
    newcomer = rules.Assent(hand.who.person_id, hand.who.roles)
    unavailable = unavailable_roles(hand.concern, _roles(demand), t.moment)
    rules.may_join(demand, joined, newcomer, unavailable=unavailable, consulted=_consulted(hand)).enforce(
        who_can_help=f"The people who can: {', '.join(sorted({r for s in demand.seats for r in s.roles}))}."
    )
    after = rules.progress(demand, [*joined, newcomer], unavailable=unavailable)
    row = Assent(
        concern=hand.concern,
        decision=decision,
        person_id=hand.who.person_id,
        roles=" ".join(sorted(hand.who.roles)),
        completes=after.made,
        recorded_at=t.now,
        by=t.actor.written,
    )
    seal_words(hand, row, {"words": words})
    row.save()
    if after.made:
        t.record(
            Decided(decision.id, Question(decision.question)),
            hand.subject,
            stream=Circle(hand.concern.circle).stream,
        )
        hand.move(STATE_AFTER.get(Question(decision.question), State.DECIDED))
    else:
        hand.move()
        _ask_to_join(hand, decision, after.open_seats, unavailable)
    return Outcome(decision, after.open_seats)


def _ask_to_join(
    hand: Hand, decision: Decision, seats: Iterable[rules.Seat], unavailable: Collection[str]
) -> None:
    """Put the matter before whoever may fill a seat that is open, and tell them: who cannot see it cannot join."""
    moment = hand.t.moment
    roles = {
        role
        for seat in seats
        for role in (seat.stand_ins if seat.roles <= frozenset(unavailable) else seat.roles)
    }
    asked = {row.person_id: row.role for row in access.holders(roles, moment)}
    joined = {one.person_id for one in _joined(decision)}
    had = set(
        Delivery.objects.filter(concern=hand.concern, purpose=Purpose.JOIN).values_list(
            "person_id", flat=True
        )
    )
    able = {p: role for p, role in asked.items() if p not in joined and _may_act(hand.concern, p, moment)}
    puts = [
        Put(Holder(person, role), Purpose.JOIN, 0, decision.governed_by.partition(" ")[0])
        for person, role in able.items()
        if person not in had
    ]
    give_to(hand.t, hand.concern, puts)
    tell(
        hand.t,
        people=able,
        thing_kind="concern",
        thing_id=hand.concern.id,
        stream=Circle(hand.concern.circle).stream,
        urgency=Urgency.TODAY,
        occasion=f"decision-{decision.id.hex}",
    )


def _let_ask(hand: Hand, question: Question) -> None:
    """Raise `NothingHere` for a question that is asked of restricted matters alone, `OutOfTurn` for one too early."""
    if question in ANSWERS and hand.concern.circle != Circle.SEALED:
        raise NothingHere
    if question is Question.CLOSE and not may_end(hand.concern, hand.t.moment):
        raise OutOfTurn(
            "They were removed from their work, or would have been. First decide whether the Disclosure and Barring "
            "Service is told; then this can end."
        )
    if question is Question.BARRING and not was_removed(hand.concern, hand.t.moment):
        raise OutOfTurn(
            "First write down that they were removed from their work, or would have been, and when."
        )


def _kind(hand: Hand) -> str:
    """Which kind of concern about conduct somebody decided it to be; empty: nobody has."""
    return kinds_decided([hand.concern.id], hand.t.moment).get(hand.concern.id, "")


def _standing_decision(hand: Hand, question: Question) -> Decision | None:
    return (
        Decision.objects.filter(concern=hand.concern, question=question).known(hand.t.moment.known_at).first()
    )


def _consulted(hand: Hand) -> bool:
    return (
        Entry.objects.filter(concern=hand.concern, kind=EntryKind.CONSULTATION)
        .known(hand.t.moment.known_at)
        .exists()
    )


def demand_for(hand: Hand, question: Question) -> rules.Demand:
    """What the policies in force ask of this question about this concern."""
    return demand_at(hand.concern, hand.sorted_as(), hand.who, question, hand.t.moment)


def demand_at(
    concern: Concern, sorted_as: Triage | None, who: access.Reader, question: Question, moment: Moment
) -> rules.Demand:
    """The same for a page, before anybody acts: `who` may see the concern. Reads only."""
    facts = facts_of_concern(concern, sorted_as)
    demands = [
        demand_of(control, facts)
        for control in in_force("decision", moment)
        if control.block.question == question and control.block.applies_to(facts)
    ]
    combined = rules.combine(demands)
    # Where no policy says who decides, whoever holds the capability does: take_hand has asked for it.
    return replace(
        combined,
        seats=combined.seats or (rules.Seat(who.roles),),
        full_sheet=combined.full_sheet or _weighty(concern, question, facts, moment),
    )


def _weighty(concern: Concern, question: Question, facts: Facts, moment: Moment) -> bool:
    """A referral, Prevent, staff or repeat concern always needs the full sheet, whatever a policy says."""
    return (
        question is Question.REFER_OUTSIDE
        or facts.get("strand") == Strand.PREVENT
        or facts.get("person") == PersonKind.STAFF
        or concern.circle == Circle.SEALED
        or _is_repeat(concern, moment)
    )


def _is_repeat(concern: Concern, moment: Moment) -> bool:
    """Whether another concern is about the same person.

    Restricted ones are left out, or the sheet of an open one would tell of them; their own is always full.
    """
    parties = Party.objects.holding(moment).filter(part__in=CONCERNED)
    tags = parties.filter(thing_id=concern.id).values("tag")
    others = parties.filter(tag__in=tags).exclude(thing_id=concern.id)
    still = Concern.objects.filter(circle=Circle.OPEN).exclude(state=State.DISPOSED)
    return still.filter(pk__in=others.values("thing_id")).exists()


def unavailable_roles(concern: Concern, roles: Iterable[str], moment: Moment) -> frozenset[str]:
    """Of these roles, the ones nobody can act in for this matter now: unheld, away, walled or barred from it."""
    absent = access.away(moment)
    wanted = frozenset(roles)
    able = {
        row.role
        for row in access.holders(wanted, moment)
        if row.person_id not in absent and _may_act(concern, row.person_id, moment)
    }
    return wanted - able


def _may_act(concern: Concern, person_id: UUID, moment: Moment) -> bool:
    """Asked of each holder in turn, by the one clause that decides; a role is only ever held by a few."""
    who = access.reader(person_id, powers_in_force(moment), moment)
    return not access.is_walled(concern.id, who, moment) and bool(ruling_for(concern, who, moment))
