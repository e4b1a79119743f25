"""Who has to join a decision before it is made, what must come first, and which size of sheet it needs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from ....ground.kernel.rulings import Ruling, allow, deny
from ..vocabulary import ANSWERS, Conduct, Question
from .outcomes import AllegationOutcome


@dataclass(frozen=True, slots=True)
class Seat:
    """One place at a decision: any of these roles may fill it; `stand_ins` may when none of those can."""

    roles: frozenset[str]
    stand_ins: frozenset[str] = frozenset()
    serves: frozenset[str] = frozenset()
    """The policies that ask for it."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What the policies in force ask of one decision, put together."""

    seats: tuple[Seat, ...]
    consult_first: bool = False
    full_sheet: bool = False
    governed_by: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    """How it may end, of a closed list; empty: no policy says."""
    records: tuple[str, ...] = ()
    """What is written down as done or not done: `reported-to-police`."""


@dataclass(frozen=True, slots=True)
class Assent:
    """Somebody who has joined, with the roles they hold."""

    person_id: UUID
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a decision is: made when every seat is filled by a different person."""

    filled: Mapping[int, UUID] = field(default_factory=dict)
    open_seats: tuple[Seat, ...] = ()

    @property
    def made(self) -> bool:
        """Whether nobody else is needed."""
        return not self.open_seats


def combine(demands: Sequence[Demand]) -> Demand:
    """Several policies govern one matter: every seat any of them asks for, and the stricter of the rest.

    A seat that asks for less than another policy's adds nobody: filling the narrower one fills it too. Two seats of one
    policy are never one.
    """
    seats: list[Seat] = []
    for demand in demands:
        unmatched = list(range(len(seats)))
        for seat in sorted(demand.seats, key=lambda seat: len(seat.roles)):
            at = next((n for n in unmatched if _one_fills_both(seats[n], seat)), None)
            if at is None:
                seats.append(seat)
            else:
                unmatched.remove(at)
                seats[at] = _stricter(seats[at], seat)
    return Demand(
        tuple(seats),
        any(demand.consult_first for demand in demands),
        any(demand.full_sheet for demand in demands),
        tuple(source for demand in demands for source in demand.governed_by),
        tuple(dict.fromkeys(outcome for demand in demands for outcome in demand.outcomes)),
        tuple(dict.fromkeys(record for demand in demands for record in demand.records)),
    )


def _one_fills_both(one: Seat, other: Seat) -> bool:
    """Whether whoever fills the narrower of two seats of different demands fills the wider too. Two controls of one
    policy that ask for the same seat ask once; for different seats, twice."""
    if one.serves & other.serves:
        return one.roles == other.roles
    return one.roles <= other.roles or other.roles <= one.roles


def _stricter(one: Seat, other: Seat) -> Seat:
    """Of two seats that one person fills, the narrower, for both policies. Where both are as narrow and both name
    stand-ins, only whom both name may stand in; a policy that names none leaves it to the other."""
    serves = one.serves | other.serves
    if one.roles != other.roles:
        return replace(min(one, other, key=lambda seat: len(seat.roles)), serves=serves)
    both = (
        one.stand_ins & other.stand_ins
        if one.stand_ins and other.stand_ins
        else one.stand_ins | other.stand_ins
    )
    return Seat(one.roles, both, serves)


def progress(demand: Demand, assents: Sequence[Assent], *, unavailable: Collection[str]) -> Progress:
    """Seat those who joined. A stand-in counts when every role of the seat is unavailable.

    One person may fill the same-named seats of several policies at once, and never two seats of one policy, nor seats
    of different names: two heads are asked for. Seats are few, so trying each seating is cheap, and right where
    somebody holds two of the roles.
    """
    best: dict[int, UUID] = {}

    def seat_from(number: int, taken: dict[int, UUID]) -> None:
        nonlocal best
        if len(taken) > len(best):
            best = dict(taken)
        if number == len(demand.seats):
            return
        for assent in assents:
            others = [demand.seats[n] for n, person in taken.items() if person == assent.person_id]
            free = all(_at_once(demand.seats[number], other, assent) for other in others)
            if free and _fits(demand.seats[number], assent, unavailable):
                seat_from(number + 1, {**taken, number: assent.person_id})
        seat_from(number + 1, taken)

    seat_from(0, {})
    open_seats = tuple(seat for number, seat in enumerate(demand.seats) if number not in best)
    return Progress(best, open_seats)


def _at_once(one: Seat, other: Seat, assent: Assent) -> bool:
    """Whether somebody may fill both: seats of different policies, by one role that both name and they hold."""
    apart = one.serves and other.serves and one.serves.isdisjoint(other.serves)
    return bool(apart and one.roles & other.roles & assent.roles)


def _fits(seat: Seat, assent: Assent, unavailable: Collection[str]) -> bool:
    if assent.roles & seat.roles:
        return True
    return bool(assent.roles & seat.stand_ins) and seat.roles <= frozenset(unavailable)


def may_join(
    demand: Demand,
    joined: Sequence[Assent],
    newcomer: Assent,
    *,
    unavailable: Collection[str],
    consulted: bool,
) -> Ruling:
    """Whether somebody may decide, or join a decision others have begun."""
    clause = ", ".join(demand.governed_by)
    if demand.consult_first and not consulted:
        return deny("Your policy asks for a consultation first. Record it, then decide.", clause)
    if any(newcomer.person_id == assent.person_id for assent in joined):
        return deny("You have already joined this decision. Your policy wants a second person.", clause)
    before = len(progress(demand, joined, unavailable=unavailable).filled)
    if len(progress(demand, [*joined, newcomer], unavailable=unavailable).filled) == before:
        return deny("Your policy gives this decision to somebody else.", clause)
    return allow("your policy gives you this decision", clause)


MISSING = {
    "reasons": "Give your reasons. They are read by whoever asks, one day, why this was decided.",
    "alternatives": "Say what else you considered, and why not.",
    "consulted": "Say whom you consulted, or that you consulted nobody and why.",
    "told": "Say who was told, or why nobody was.",
}


OUTCOMES = (
    "support-given",
    "refer",
    "do-not-refer",
    "monitor",
    "checked-no-further-action",
    "concerns-addressed",
    "false-alarm",
)
"""How a decision may end where no policy that governs it says."""
REFUSES = "do-not-"
"""What the id of an outcome begins with that decides against what is asked: `do-not-refer`."""


def offered(demand: Demand, question: Question, kind: str = "") -> tuple[str, ...]:
    """How the decision may end: as any of the policies that govern it says, or as this question is answered; an
    allegation ends in the words of the guidance."""
    ends = tuple(AllegationOutcome) if (question, kind) == (Question.CLOSE, Conduct.ALLEGATION) else OUTCOMES
    return demand.outcomes or ANSWERS.get(question, ends)


def missing_words(words: Mapping[str, str], *, full: bool, records: Sequence[str] = ()) -> dict[str, str]:
    """The boxes still empty, each with what belongs there: one sentence for a short sheet, four boxes for a
    full one; and what the policy has written down as done or not done, with a reason for what was not."""
    wanted = MISSING if full else {"reasons": MISSING["reasons"]}
    empty = {box: sentence for box, sentence in wanted.items() if not words.get(box, "").strip()}
    for record in records:
        answer = words.get(f"whether-{record}", "")
        if answer not in {"yes", "no"}:
            empty[f"whether-{record}"] = "Your policy wants this written down either way. Say yes or no."
        elif answer == "no" and not words.get(f"why-{record}", "").strip():
            empty[f"why-{record}"] = "Say why not."
    return empty
