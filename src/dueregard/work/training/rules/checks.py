"""How each check of somebody stands on a day, and what is lacking before they may teach. Pure.

A DBS certificate has no end: it was last looked at, and a policy may ask for another look. Only a right to work that is
limited in time runs out.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ..central_record import Barred, CheckKind, Level, Outcome, UpdateService
from .columns import Asked

SOON = timedelta(days=60)
"""How long before a day to look again it begins to show."""


class State(StrEnum):
    """How a check of somebody stands."""

    DONE = "done"
    NOT_REQUIRED = "not-required"
    SOON = "soon"
    """Done, and to be looked at again before long."""
    DUE = "due"
    """Done, and the day to look again has passed. It keeps nobody from their work."""
    STARTED = "started"
    """Not here yet; they began before it with all that is asked for that, and the day of review is not over."""
    RAN_OUT = "ran-out"
    UNDECIDED = "undecided"
    """The certificate says something, and nobody has decided on it yet."""
    MISSING = "missing"
    NOT_ASKED = "not-asked"


BARS = frozenset({State.RAN_OUT, State.UNDECIDED, State.MISSING})
"""With one of these nobody teaches tomorrow."""


@dataclass(frozen=True, slots=True)
class Made:
    """A check that was recorded, as far as judging it needs."""

    kind: CheckKind
    outcome: Outcome
    done_on: date
    follow_up_on: date | None = None
    level: Level | None = None
    barred: Barred = Barred.NONE
    update: UpdateService | None = None
    update_on: date | None = None
    decided: bool = False

    @property
    def last_checked(self) -> date:
        """When it was last looked at, also by way of the Update Service."""
        return max(self.done_on, self.update_on or self.done_on)


@dataclass(frozen=True, slots=True)
class Early:
    """A start before the certificate."""

    barred_on: date
    assessed_on: date
    review_on: date


@dataclass(frozen=True, slots=True)
class Cell:
    """How one check of one person stands: what was recorded, and the day to look again."""

    kind: CheckKind
    state: State
    made: Made | None = None
    due_on: date | None = None


Again = Callable[[date], date]
"""From the day of the last look, the day of the next."""


def latest(rows: Iterable[Made]) -> dict[CheckKind, Made]:
    """Of the checks of somebody, in the order in which they were written, the one of each kind that holds."""
    found: dict[CheckKind, Made] = {}
    for row in rows:
        if row.kind not in found or row.done_on >= found[row.kind].done_on:
            found[row.kind] = row
    return found


def judged(
    asks: Asked | None,
    kind: CheckKind,
    made: Made | None,
    day: date,
    *,
    early: Early | None = None,
    again: Again | None = None,
) -> Cell:
    """How a check stands on a day: asked or not, made or not, and to be looked at again or not."""
    if asks is None and made is None:
        return Cell(kind, State.NOT_ASKED)
    if made is None or (asks is not None and not _enough(made, asks)):
        covered = kind is CheckKind.DBS and early is not None and day <= early.review_on
        state = State.STARTED if covered else State.MISSING
        return Cell(kind, state, made, early.review_on if covered and early else None)
    if made.outcome is Outcome.NOT_REQUIRED:
        return Cell(kind, State.NOT_REQUIRED, made, made.follow_up_on)
    if made.outcome is Outcome.WITH_CONTENT and not made.decided:
        return Cell(kind, State.UNDECIDED, made)
    due_on = min(
        (one for one in (made.follow_up_on, again(made.last_checked) if again else None) if one), default=None
    )
    if due_on is None or due_on > day + SOON:
        return Cell(kind, State.DONE, made, due_on)
    if due_on >= day:
        return Cell(kind, State.SOON, made, due_on)
    runs_out = kind is CheckKind.RIGHT_TO_WORK and due_on == made.follow_up_on
    return Cell(kind, State.RAN_OUT if runs_out else State.DUE, made, due_on)


def missing_checks(
    asks: Mapping[CheckKind, Asked], made: Mapping[CheckKind, Made], day: date, early: Early | None = None
) -> tuple[CheckKind, ...]:
    """The checks that somebody lacks on a day, in the order of the record: what a gate asks."""
    return tuple(
        kind
        for kind in CheckKind
        if kind in asks and judged(asks[kind], kind, made.get(kind), day, early=early).state in BARS
    )


def _enough(made: Made, asks: Asked) -> bool:
    """Whether what was recorded is what is asked: not another's word where the thing itself is to be seen, and no
    lower certificate."""
    if made.outcome is Outcome.NOT_REQUIRED:
        return True
    if made.outcome is Outcome.CONFIRMED:
        return asks.confirmed
    if made.kind is not CheckKind.DBS:
        return True
    listed = asks.barred is Barred.NONE or made.barred in (asks.barred, Barred.BOTH)
    return made.level is Level.ENHANCED and made.update is not UpdateService.CHANGED and listed
