"""When a clock reaches a rung: the handlers are reminded; when nobody opened in time, the next on the ladder hears."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.powers import powers_in_force
from ....authority.policy.queries import in_force
from ....ground.audit.operations import Turn
from ....mechanisms.clocks.controls import ClockBlock
from ....mechanisms.clocks.models import Obligation
from ....mechanisms.clocks.queries.obligations import ControlName
from ....mechanisms.clocks.vocabulary import RungKind, RungReached
from ....mechanisms.notifications.operations import Telling, tell_all
from ....mechanisms.notifications.vocabulary import Urgency
from ..controls.facts import Happening
from ..models import Concern, Delivery
from ..queries.happenings import matter
from .routing import climb, give_to


def rungs_reached(happened: Sequence[RungReached], t: Turn) -> None:
    """Act on reminders and latenesses of concerns' clocks, within the turn that announced them."""
    concerns = Concern.objects.in_bulk({one.about for one in happened})
    if not concerns:
        return
    rows = Obligation.objects.in_bulk([one.obligation for one in happened if one.about in concerns])
    ours = [
        _Reached(one, row, concerns[one.about])
        for one in happened
        if (row := rows.get(one.obligation)) and row.about_kind == "concern"
    ]
    for wave in _waves(ours):
        _act(t, wave)


@dataclass(frozen=True, slots=True)
class _Reached:
    """A rung that one concern's clock has reached."""

    rung: RungReached
    row: Obligation
    concern: Concern

    @property
    def is_late(self) -> bool:
        return self.rung.kind is not RungKind.REMIND


def _waves(reached: Iterable[_Reached]) -> Iterable[list[_Reached]]:
    """Each concern once a wave: who is told of its second rung depends on what followed from its first."""
    waves: list[list[_Reached]] = []
    seen: Counter[UUID] = Counter()
    for one in reached:
        nth = seen[one.concern.id]
        if nth == len(waves):
            waves.append([])
        waves[nth].append(one)
        seen[one.concern.id] += 1
    return waves


def _act(t: Turn, wave: Sequence[_Reached]) -> None:
    blocks = _blocks(t)
    late = [
        (one, block)
        for one in wave
        if one.is_late and (block := blocks.get((one.row.policy, one.row.control)))
    ]
    # All are read before any is written: what was read once of posts and walls serves for the next.
    climbs = [
        (one.concern, climb(one.concern, matter(one.concern, t.moment).facts, t.moment))
        for one, block in late
        if block.measures.to == Happening.OPENED
    ]
    for concern, puts in climbs:
        give_to(t, concern, puts)
    people = _handlers(one.concern.id for one in wave)
    for concern_id, person_id in _told_when_late(late, t):
        people[concern_id].add(person_id)
    tell_all(
        t,
        [
            Telling(
                people=frozenset(people[one.concern.id]),
                thing_kind="concern",
                thing_id=one.concern.id,
                stream=one.rung.stream,
                urgency=Urgency.NOW if one.is_late else Urgency.TODAY,
                occasion=_occasion(one),
            )
            for one in wave
        ],
    )


def _occasion(one: _Reached) -> str:
    """Each rung of each thing owed is told once. A clock owes one thing of a concern; a referral's path owes several:
    an answer of each referral, and looks at what came of it."""
    rung, control = f"{one.rung.kind}-{one.rung.step}", one.row.control.replace(".", "-")
    if one.row.control.startswith("referral."):
        return f"{control[:36]}-{one.row.id.hex[-8:]}-{rung}"
    return f"{control}-{rung}"


def _blocks(t: Turn) -> Mapping[ControlName, ClockBlock]:
    """The clocks in force, by policy and control."""
    clocks = in_force("clock", t.moment)
    return {(clock.policy, f"clock.{clock.id}"): clock.block for clock in reversed(clocks)}


def _handlers(concerns: Iterable[UUID]) -> defaultdict[UUID, set[UUID]]:
    """Everybody each was put before; whoever may no longer know is withheld when the message is sent."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    put = Delivery.objects.filter(concern_id__in=set(concerns)).values_list("concern_id", "person_id")
    for concern_id, person_id in put:
        found[concern_id].add(person_id)
    return found


def _told_when_late(late: Iterable[tuple[_Reached, ClockBlock]], t: Turn) -> Iterable[tuple[UUID, UUID]]:
    """Of each late concern, whoever its policy says is to hear of it, as far as they may see it."""
    moment = t.moment
    asked: defaultdict[frozenset[str], set[UUID]] = defaultdict(set)
    for one, block in late:
        roles = frozenset(role for effect in block.late.items if effect.to for role in effect.to.roles())
        asked[roles].add(one.concern.id)
    powers = powers_in_force(moment)
    for roles, concerns in asked.items():
        for person_id in {holding.person_id for holding in access.holders(roles, moment)}:
            reader = access.reader(person_id, powers, moment)
            seen = access.visible(Concern.objects.filter(pk__in=concerns), reader, moment)
            yield from ((concern_id, person_id) for concern_id in seen.values_list("pk", flat=True))
