"""Who has to join a decision before it is made, what must come first, and which size of sheet it needs."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from ....ground.kernel.rulings import Ruling, allow, deny


@dataclass(frozen=True, slots=True)
class Seat:
    """One place at a decision: any of these roles may fill it; `stand_ins` may when none of those can."""

    roles: frozenset[str]
    stand_ins: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Demand:
    """What the policies in force ask of one decision, put together."""

    seats: tuple[Seat, ...]
    consult_first: bool = False
    full_sheet: bool = False
    governed_by: tuple[str, ...] = ()


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
    """Several policies govern one matter: every seat any of them asks for, once; the stricter of the rest."""
    wanted: Counter[Seat] = Counter()
    for demand in demands:
        wanted |= Counter(demand.seats)  # the most any of them asks for, not the sum
    # A seat that asks for less than another adds nobody: filling the narrower one fills it too.
    narrow = [seat for seat in wanted.elements() if not any(other.roles < seat.roles for other in wanted)]
    return Demand(
        tuple(narrow),
        any(demand.consult_first for demand in demands),
        any(demand.full_sheet for demand in demands),
        tuple(source for demand in demands for source in demand.governed_by),
    )


def progress(demand: Demand, assents: Sequence[Assent], *, unavailable: Collection[str]) -> Progress:
    """Seat those who joined, each person once. A stand-in counts when every role of the seat is unavailable.

    Seats are few, so trying each seating is cheap, and right where somebody holds two of the roles.
    """
    best: dict[int, UUID] = {}

    def seat_from(number: int, taken: dict[int, UUID]) -> None:
        nonlocal best
        if len(taken) > len(best):
            best = dict(taken)
        if number == len(demand.seats):
            return
        for assent in assents:
            if assent.person_id not in taken.values() and _fits(demand.seats[number], assent, unavailable):
                seat_from(number + 1, {**taken, number: assent.person_id})
        seat_from(number + 1, taken)

    seat_from(0, {})
    open_seats = tuple(seat for number, seat in enumerate(demand.seats) if number not in best)
    return Progress(best, open_seats)


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


def missing_words(words: Mapping[str, str], *, full: bool) -> dict[str, str]:
    """The boxes still empty, each with what belongs there: one sentence for a short sheet, four boxes for a
    full one."""
    wanted = MISSING if full else {"reasons": MISSING["reasons"]}
    return {box: sentence for box, sentence in wanted.items() if not words.get(box, "").strip()}
