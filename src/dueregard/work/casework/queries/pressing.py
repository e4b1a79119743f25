"""What presses: concerns in which something is late or soon due, what is somebody's own to do, and what is new."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ....authority.access import queries as access
from ....authority.access.vocabulary import Circle
from ....ground.kernel.moments import Moment, london_day
from ....mechanisms.clocks.queries.obligations import open_obligations, owed_by
from ..models import Action, Assent, Concern, Decision, Delivery
from ..vocabulary import UNFINISHED, Due, Purpose

WEEK = timedelta(days=7)
MANY = 100
"""Nobody counts further on a Monday: from here on it is simply many."""


@dataclass(frozen=True, slots=True)
class Pressing:
    """How many unfinished concerns a reader may see in one circle that press, each counted up to `MANY`."""

    late: int
    week: int
    new: int


def pressing(who: access.Reader, moment: Moment, circle: Circle, since: datetime) -> Pressing:
    """What is late, what is due in seven days, and what has come in since an instant; in three queries, whatever there
    is. A concern with two things late is one."""
    seen = access.visible(Concern.objects.filter(state__in=UNFINISHED), who, moment, circle=circle)
    late = with_something(seen, who, moment, circle, due=Due.LATE)
    week = with_something(seen, who, moment, circle, due=Due.WEEK)
    new = seen.filter(received_at__gte=since).order_by()
    return Pressing(*(ids[:MANY].count() for ids in (late, week, new)))


def with_something(
    concerns: "QuerySet[Concern]",
    who: access.Reader,
    moment: Moment,
    circle: Circle,
    *,
    due: Due | None = None,
    mine: bool = False,
) -> "QuerySet[Any]":
    """The ids, of these concerns, of those in which something is to be done: at all, late, or in the next seven days
    (`due`), by anybody or by the reader (`mine`).

    An action is its owner's. A clock is whoever's it was put before to handle, and of everybody in a post that owes it.
    A decision that waits for a second person is theirs whom it was put before for that; it is due on no day.
    """
    day, now = london_day(moment.as_at), moment.as_at
    actions = Action.objects.known(moment.known_at).filter(done_at=None)
    owed = open_obligations(circle.stream).filter(about_kind="concern")
    if due is Due.LATE:
        actions, owed = actions.filter(due_on__lt=day), owed.filter(due_at__lt=now)
    elif due is Due.WEEK:
        actions = actions.filter(due_on__range=(day, day + WEEK))
        owed = owed.filter(due_at__range=(now, now + WEEK))
    waiting = Decision.objects.none()
    if mine:
        own = access.rows_of(who.person_id, moment)
        actions = actions.filter(owner_id__in=own)
        owed = owed.filter(
            Q(pk__in=_ids(owed_by(who.roles, circle.stream), "pk"))
            | Q(about_id__in=_put_before(own, Purpose.RECEIVE, Purpose.PICKED))
        )
        if due is None:
            waiting = _not_made(moment).filter(concern_id__in=_put_before(own, Purpose.JOIN))
    # From what presses to its concern, never through all concerns: there may be very many, and little that presses.
    asked = [
        _ids(rows.filter(Exists(concerns.filter(pk=OuterRef(column)))), column)
        for rows, column in ((actions, "concern_id"), (owed, "about_id"), (waiting, "concern_id"))
    ]
    return asked[0].union(*asked[1:])


def _ids(rows: "QuerySet[Any]", column: str) -> "QuerySet[Any]":
    return rows.order_by().values_list(column, flat=True)


def _put_before(own: frozenset[Any], *purposes: Purpose) -> "QuerySet[Any]":
    return _ids(Delivery.objects.filter(person_id__in=own, purpose__in=purposes), "concern_id")


def _not_made(moment: Moment) -> "QuerySet[Any]":
    made = Assent.objects.filter(decision=OuterRef("pk"), completes=True)
    rows: QuerySet[Any] = Decision.objects.known(moment.known_at).filter(~Exists(made))
    return rows
