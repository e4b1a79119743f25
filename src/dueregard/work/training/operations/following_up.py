"""A right to work that ends is looked at again before: an obligation of the house, which no policy gives or ends.

It stands for as long as the row that names the day does. A new look, and putting the row right, close it and open the
next; whoever is on the record no more owes nobody anything.
"""

from datetime import date, timedelta
from uuid import UUID

from ....authority.identity.queries import aliases
from ....ground.audit.operations import Turn
from ....ground.kernel.moments import end_of_day
from ....mechanisms.clocks.operations.owing import close, owe
from ....mechanisms.clocks.rules.owing import Identity, Owed, Rung, Terms
from ....mechanisms.clocks.vocabulary import HOUSE_RULE, Ending, RungKind
from ..central_record import CheckKind, Outcome
from ..queries.checks import made, one_of_each
from ..queries.evidence import ABOUT_CHECKS

RIGHT_TO_WORK = "check.right-to-work"
REMINDED_BEFORE = (timedelta(weeks=8), timedelta(weeks=2))
"""Time enough to ask for the next document, and once more when it is nearly over."""


def follow_up(t: Turn, person_id: UUID) -> None:
    """Bring what is owed about somebody's right to work into step with the row that holds now."""
    own = aliases(person_id, t.moment)
    person = one_of_each(t.moment)(person_id)
    fall_away(t, own, Ending.DONE)
    row = made(t.moment, own).get(person, {}).get(CheckKind.RIGHT_TO_WORK)
    if row is not None and row.outcome is Outcome.SEEN and row.follow_up_on is not None:
        owe(t, [_owed(person, row.last_checked, row.follow_up_on)])


def fall_away(t: Turn, people: frozenset[UUID], ending: Ending = Ending.NOT_OWED) -> None:
    """Close whatever is owed about somebody's right to work, by any of their rows."""
    for one in sorted(people):
        close(t, about_id=one, controls=[RIGHT_TO_WORK], ending=ending)


def _owed(person: UUID, looked_on: date, ends_on: date) -> Owed:
    until = end_of_day(ends_on)
    opened_at = end_of_day(looked_on)
    reminders = [until - before for before in REMINDED_BEFORE if until - before > opened_at]
    rungs = (
        *(Rung(RungKind.REMIND, step, at) for step, at in enumerate(reminders, 1)),
        Rung(RungKind.LATE, 1, until),
    )
    identity = Identity(HOUSE_RULE, RIGHT_TO_WORK, ABOUT_CHECKS, person, f"until-{ends_on}")
    return Owed(identity, Terms(owners=(), opened_at=opened_at, due_at=until, rungs=rungs))
