"""Planning an import: read a file, compare it with the records, and stage what it would change. Changes nothing.

The hash of a plan binds the file, what its columns mean, the records it was compared with, and every change: whoever
applies it applies what was shown.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from ....ground.crypto.operations import make_data_key, seal
from ....ground.kernel.actors import Actor
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.moments import Moment, london_day
from ....ground.tenancy.operations import here
from ..models import Intake, StagedChanges
from ..vocabulary import IntakeState
from .apart import taken
from .columns import Meanings, Takes, guess
from .files import Received
from .known import Place
from .overtaking import counts
from .packing import pack
from .plan import (
    CALLED,
    Change,
    Known,
    NameKey,
    NumberKey,
    Outcome,
    compare,
    ended,
    fold_once,
    folded_name,
    recognise,
)
from .rows import Loss, Problem, Row, Scheme
from .within import Within

ROWS_AT_ONCE = 500
"""Staged in one transaction, for which on SQLite every report waits."""
_READ_AT_ONCE = 2000
"""Compared with the records at once: what is asked of them costs most in being asked."""
MOST_PROBLEMS = 2000
"""Kept and shown; of what is beyond them only the number."""
Say = Callable[[int], None]
"""Is told how many rows were read, now and then."""


def plan_import(
    *,
    received: Received,
    actor: Actor,
    now: datetime,
    means: Meanings | None = None,
    ends_missing: bool = False,
    say: Say = lambda _: None,
) -> Intake:
    """Plan an import. Raises `BadInput` for a file that cannot be read at all; nothing is left behind then.

    `means`: what somebody said of its columns; guessed if None. `ends_missing`: whether what the file no longer names
    ends.
    """
    head = received.head()
    names = head.names if head else ()
    takes = taken(Moment.now(now))
    if means is None:
        means = guess(names, takes)
    with transaction.atomic():
        intake = Intake(
            state=IntakeState.PLANNED,
            kind=received.kind,
            digest=received.digest,
            means=means.document() | {"others": [name for name in names if name not in means.columns]},
            ends_missing=ends_missing,
            compared=counts(now),
            figures={"apart": dict.fromkeys(sorted(takes), 0)},
            key=make_data_key("import", now=now),
            by=actor.written,
            begun_at=now,
        )
        intake.save()
    try:
        with closing(Within()) as within:
            planner = _Planner(intake, now, takes, within)
            planner.read(
                received.people(ukprn=here().ukprn, today=planner.today, means=means, takes=takes), say
            )
            planner.finish()
    except BaseException:
        drop_plan(intake)
        raise
    return intake


def drop_plan(intake: Intake) -> None:
    """Forget a plan that is not being applied, and everything it had staged."""
    with transaction.atomic():
        if Intake.objects.select_for_update().filter(pk=intake.pk, state=IntakeState.PLANNED).exists():
            StagedChanges.objects.filter(intake=intake).delete()
            Intake.objects.filter(pk=intake.pk).delete()
            intake.key.delete()


class _Planner:
    def __init__(self, intake: Intake, now: datetime, takes: Takes, within: Within) -> None:
        self.today: date = london_day(now)
        self._intake = intake
        self._place = Place(Moment.now(now), takes)
        self._within = within
        self._standings: set[str] = set()
        self._waiting: list[Change] = []
        self._problems: list[Problem] = []
        self._apart = dict.fromkeys(sorted(takes), 0)
        """How many rows say something new of what is kept apart."""
        self._more_problems = 0
        self._stops = self._has_lost_rows = False
        self._figures = dict.fromkeys((*Outcome, "matched"), 0)
        bound = [intake.digest, intake.means, intake.compared, intake.ends_missing, self.today, sorted(takes)]
        self._hash = sha256(canonical_json(bound))

    def read(self, found: Iterable[Row | Problem], say: Say) -> None:
        """Go through the whole file."""
        rows: list[Row] = []
        read = 0
        for one in found:
            if isinstance(one, Problem):
                self._note(one)
                continue
            rows.append(one)
            read += 1
            if len(rows) >= _READ_AT_ONCE:
                self._compare(rows)
                say(read)
                rows = []
        self._compare(rows)
        say(read)

    def finish(self) -> None:
        """End what is missing, if that was asked for, and write down what the plan came to."""
        if self._intake.ends_missing:
            self._end_missing()
        self._stage(1)
        intake, figures = self._intake, self._figures
        intake.withheld = [*sorted(self._within.withheld), *sorted(map(list, self._within.numbers))]
        self._hash.update(canonical_json(intake.withheld))
        intake.plan = self._hash.hexdigest()
        intake.problems = [
            [p.row, p.column, p.severity.value, p.message]
            for p in sorted(self._problems, key=lambda p: p.row)
        ]
        intake.figures = figures | {
            "more_problems": self._more_problems,
            "stops": self._stops,
            "apart": self._apart,
        }
        intake.save()

    def _note(self, problem: Problem) -> None:
        self._stops |= problem.loses is Loss.FILE
        self._has_lost_rows |= problem.loses is Loss.ROW
        if len(self._problems) < MOST_PROBLEMS or problem.loses is Loss.FILE:
            self._problems.append(problem)
        else:
            self._more_problems += 1

    def _compare(self, rows: list[Row]) -> None:
        known = self._place.known_of(rows) if rows else Known()
        names = [(folded_name(row), row.date_of_birth) for row in rows]
        self._within.fetch(rows, names)
        for whole, name in zip(rows, names, strict=True):
            row = self._without_contested(whole, name)
            if row is None:
                continue
            self._standings.update(stay.standing for stay in row.stays)
            self._look_at_sites(row)
            earlier = self._within.earlier(row, name)
            if earlier is not None:
                self._further(row, name, earlier, known)
                continue
            person, known_by, problems = recognise(row, known)
            for problem in problems:
                self._note(problem)
            if problems:
                continue
            if person is not None or not self._is_namesake(row, name, known):
                change = compare(row, person, known, name[0], self.today)
                change.known_by = known_by
                self._take(row, name, change)
        self._within.put_back()
        self._stage(ROWS_AT_ONCE)

    def _take(self, row: Row, name: NameKey, change: Change) -> None:
        self._figures["matched"] += not change.is_new
        self._within.note(row, name, change)
        self._figures[change.outcome] += 1
        for kept, *_ in change.apart:
            self._apart[kept] += 1
        if change.outcome is not Outcome.UNCHANGED or change.apart:
            self._waiting.append(change)

    def _without_contested(self, row: Row, name: NameKey) -> Row | None:
        """A row without the numbers that an earlier one gives to somebody else; None where it has no other."""
        contested = self._within.contested(row, name)
        if not contested:
            return row
        own = tuple(number for number in row.numbers if number not in contested)
        for number, place in contested.items():
            first = self._within.row(place)
            outcome = self._within.take_away(number, place)
            self._say_contested(number, row.row, first, lost=not own)
            self._say_contested(number, first, row.row, lost=first in self._within.withheld)
            if outcome is None:
                continue
            self._figures[outcome] -= 1
            if first in self._within.withheld:
                self._figures["matched"] -= outcome is not Outcome.ADDED
                for kept in self._within.apart(place):
                    self._apart[kept] -= 1
            else:
                self._figures[Outcome.UNCHANGED] += 1
        return replace(row, numbers=own) if own else None

    def _say_contested(self, number: NumberKey, row: int, other: int, *, lost: bool) -> None:
        called = CALLED[Scheme(number[0])]
        message = f"The {called} of this row stands in row {other} too, with another name or birthday. "
        if lost:
            self._note(Problem(row, "", message + "Neither was taken: ask which is right.", Loss.ROW))
        else:
            self._note(Problem(row, "", message + "Nobody is given it before that is put right.", Loss.VALUE))

    def _further(self, row: Row, name: NameKey, earlier: int, known: Known) -> None:
        """A row of somebody the file named before adds where else they are."""
        first = self._within.row(earlier)
        if first in self._within.withheld:
            self._note(
                Problem(row.row, "", f"Row {first} is of the same person and was not taken.", Loss.ROW)
            )
            return
        person = self._within.person(earlier)
        change = compare(row, person, known, name[0], self.today)
        change.details = change.replaces = None
        change.apart, change.born_in = (), self._within.born_in(earlier)
        if self._within.adds(earlier, change):
            self._waiting.append(change)

    def _is_namesake(self, row: Row, name: NameKey, known: Known) -> bool:
        """Whether a row is left out because somebody of the same name and birthday is there already.

        With a number of their own they are added, and proposed as one. Without they are not, or the same file twice
        would add them twice.
        """
        there = known.by_name.get(name)
        if there is None:
            return False
        if row.numbers:
            message = (
                "Somebody of this name and birthday is here already: two, until a person says they are one."
            )
            self._note(Problem(row.row, "", message))
            return False
        if compare(row, there, known, name[0], self.today).outcome is not Outcome.UNCHANGED:
            message = (
                "Somebody of this name and birthday is here already, and no number says whether it is the same "
                "person. Nothing was changed."
            )
            self._note(Problem(row.row, "", message))
        self._figures[Outcome.UNCHANGED] += 1
        self._within.spare(there)
        return True

    def _look_at_sites(self, row: Row) -> None:
        for stay in row.stays:
            if stay.site and fold_once(stay.site) not in self._place.sites:
                message = "No site of this name is here, so it was left out. Add the site, or write it as it is here."
                self._note(Problem(row.row, "", message, Loss.VALUE))

    def _end_missing(self) -> None:
        if self._stops or self._has_lost_rows or self._within.withheld:
            message = (
                "Some rows could not be taken, and whoever they are of is not missing. Nobody is ended before they are "
                "put right."
            )
            self._note(Problem(0, "", message, Loss.FILE))
            return
        last = None
        for spans in self._place.open_spans(self._standings):
            named = self._within.named({person for person, _ in spans})
            for person, span in spans:
                if person not in named:
                    self._waiting.append(ended(person, span, self.today))
                    self._figures[Outcome.ENDED] += person != last  # theirs follow one another
                    last = person
            self._stage(ROWS_AT_ONCE)

    def _stage(self, least: int) -> None:
        """Put what waits aside, sealed, some hundreds at a time while there is enough of it."""
        while len(self._waiting) >= least:
            self._put_aside(self._waiting[:ROWS_AT_ONCE])
            del self._waiting[:ROWS_AT_ONCE]

    def _put_aside(self, changes: Sequence[Change]) -> None:
        packed = pack(changes)
        self._hash.update(packed.changes.encode())
        row = StagedChanges(intake=self._intake, place=self._intake.batches)
        seal(row, "changes", packed.whole, self._intake.key)
        row.save()
        self._intake.batches += 1
