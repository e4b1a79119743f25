"""The single central record as a grid: people down, checks across, as at any moment; and who may not teach."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from ....authority.access.queries import holders
from ....authority.identity.queries import details
from ....authority.people.models import Span
from ....authority.people.vocabulary import Regulated, Standing, Work
from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment, london_day
from ....ground.reference.queries import fact
from ....ground.tenancy.models import Site
from ..central_record import ON_RECORD, CheckKind
from ..rules.checks import BARS, Again, Cell, State, judged
from .checks import asked_of_all, early_starts, joined, made, one_of_each
from .evidence import looked_at_again

SUPERVISED = "guidance.supervised-work-is-regulated"
"""The fact of the outside world from whose day on supervision takes nobody out of regulated activity."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which lines of the record are asked for; empty: all."""

    site_id: UUID | None = None
    standing: Standing | None = None
    post: str = ""
    lacking: bool = False
    """Only people who lack something, or have something to be looked at again."""


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody on the record: how they stand here, and how each of their checks stands."""

    person: UUID
    name: str
    standings: tuple[Standing, ...]
    works: tuple[Work, ...]
    sites: tuple[str, ...]
    since: date
    regulated: Regulated | None
    """Whether any of their work is regulated activity; None: nobody has said of some, and none is known to be."""
    cells: dict[CheckKind, Cell]
    looked_at_before: date | None = None
    """A volunteer's work was said not to be regulated activity before this day, from which supervision makes no
    difference: somebody has to look at it again."""

    @property
    def lacks(self) -> tuple[CheckKind, ...]:
        """The checks without which nobody teaches, in the order of the record."""
        return tuple(kind for kind, cell in self.cells.items() if cell.state in BARS)

    @property
    def to_do(self) -> bool:
        """Whether anything waits to be done about them."""
        waits = BARS | {State.DUE, State.SOON, State.STARTED}
        return bool(self.looked_at_before) or any(cell.state in waits for cell in self.cells.values())

    @property
    def may_teach(self) -> bool:
        """Whether nothing is lacking. It says nothing else about them: no worry about anybody is in this record."""
        return not self.lacks


@dataclass(frozen=True, slots=True)
class Grid:
    """The record: which checks it has columns for, and its lines by name."""

    kinds: tuple[CheckKind, ...]
    lines: tuple[Line, ...]


def grid(moment: Moment, narrowed: Narrowed | None = None) -> Grid:
    """Everybody on the record at the moment, or those asked for; as many queries for many people as for few."""
    every = _lines(moment)
    kinds = tuple(kind for kind in CheckKind if any(kind in line.cells for line in every))
    return Grid(kinds, tuple(_narrowed(every, narrowed or Narrowed(), moment)))


def line_of(person_id: UUID, moment: Moment) -> Line | None:
    """The line of somebody, by any of their rows; None for whoever is not on the record then."""
    person = one_of_each(moment)(person_id)
    return next((line for line in _lines(moment, person) if line.person == person), None)


def may_not_teach(moment: Moment) -> tuple[Line, ...]:
    """Whoever works with learners, or may, and lacks a check. Nothing but checks is asked: whoever something else is
    said of stands here, or does not, exactly as before."""
    return tuple(line for line in _lines(moment) if line.lacks and _teaches(line))


def _teaches(line: Line) -> bool:
    return not line.works or Work.DELIVERY in line.works or line.regulated is not Regulated.NO


def _lines(moment: Moment, only: UUID | None = None) -> list[Line]:
    day, first = london_day(moment.as_at), one_of_each(moment)
    stands: dict[UUID, list[Span]] = defaultdict(list)
    for span in Span.objects.holding(moment).filter(standing__in=ON_RECORD).order_by("since"):
        if only is None or first(span.person_id) == only:
            stands[first(span.person_id)].append(span)
    sites = dict(Site.objects.known(moment.known_at).values_list("id", "name"))
    names = details(stands, moment)
    asks, done, early, again = asked_of_all(moment), made(moment), early_starts(moment), _again(moment)
    supervised = fact(SUPERVISED, moment)
    counts_since = supervised.since if supervised else None
    found = []
    for person, spans in stands.items():
        recorded = done.get(person, {})
        cells = {
            kind: judged(
                asks[person].get(kind), kind, recorded.get(kind), day, early=early.get(person),
                again=_soonest(again[person, kind]) if (person, kind) in again else None,
            )
            for kind in CheckKind
            if kind in asks[person] or kind in recorded
        }  # fmt: skip
        known = names.get(person)
        if cells:  # of a board member at most providers nothing is asked: then they are not on the record
            line = _line(person, known.full_name if known else "", spans, sites, cells)
            found.append(replace(line, looked_at_before=_looked_at_before(spans, counts_since)))
    order = {person: row.folded for person, row in names.items()}
    return sorted(found, key=lambda line: (order.get(line.person, ""), line.person))


def _line(
    person: UUID, name: str, spans: list[Span], sites: dict[UUID, str], cells: dict[CheckKind, Cell]
) -> Line:
    return Line(
        person,
        name,
        tuple(dict.fromkeys(Standing(span.standing) for span in spans)),
        tuple(dict.fromkeys(Work(span.work) for span in spans if span.work)),
        tuple(sorted({sites[span.site_id] for span in spans if span.site_id in sites})),
        london_day(spans[0].since),
        _regulated({span.regulated for span in spans}),
        cells,
    )


def _looked_at_before(spans: list[Span], since: date | None) -> date | None:
    old = any(
        span.standing == Standing.VOLUNTEER
        and span.regulated == Regulated.NO
        and since is not None
        and london_day(span.recorded_at) < since
        for span in spans
    )
    return since if old else None


def _regulated(said: set[str]) -> Regulated | None:
    if Regulated.YES in said:
        return Regulated.YES
    return None if "" in said else Regulated.NO


def _again(moment: Moment) -> dict[tuple[UUID, CheckKind], list[Again]]:
    """For each person and check, every rule of a policy in force by which somebody looks again."""
    found: dict[tuple[UUID, CheckKind], list[Again]] = defaultdict(list)
    for control in in_force("check", moment):
        if rule := looked_at_again(control, moment):
            for person in joined(control, moment):
                for kind in control.block.checks:
                    found[person, kind].append(rule)
    return found


def _soonest(rules: list[Again]) -> Again:
    return lambda last: min(rule(last) for rule in rules)


def _narrowed(lines: Iterable[Line], narrowed: Narrowed, moment: Moment) -> Iterable[Line]:
    first = one_of_each(moment)
    site = (
        Site.objects.known(moment.known_at).filter(pk=narrowed.site_id).first() if narrowed.site_id else None
    )
    held = {first(row.person_id) for row in holders([narrowed.post], moment)} if narrowed.post else None
    for line in lines:
        if (
            (narrowed.site_id is None or (site is not None and site.name in line.sites))
            and (narrowed.standing is None or narrowed.standing in line.standings)
            and (held is None or line.person in held)
            and (not narrowed.lacking or line.to_do)
        ):
            yield line
