"""What presses: concerns in which something is late or soon due, what is somebody's own to do, and what is new."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from ....authority.access import queries as access
from ....authority.access.vocabulary import Circle
from ....ground.kernel.moments import Moment, london_day
from ....ground.kernel.prepared import Prepared
from ....mechanisms.clocks.queries.obligations import open_obligations, owed_by
from ..models import Action, Assent, Concern, Decision, Delivery
from ..vocabulary import UNFINISHED, Due, Purpose, Waits
from .chasing import unanswered
from .seeing import Ways, reader_of, values_of, ways_of

WEEK = timedelta(days=7)
MANY = 100
"""Nobody counts further on a Monday: from here on it is simply many."""


@dataclass(frozen=True, slots=True)
class Pressing:
    """How many unfinished concerns a reader may see in one circle that press, each counted up to `MANY`."""

    late: int
    week: int
    new: int
    outside: int
    """In which a referral waits for an answer."""
    second: int
    """In which a decision waits for somebody to join it."""


class Days(NamedTuple):
    """Now and a week on, each as a day in London and as an instant."""

    today: date
    now: datetime
    last_day: date
    last: datetime

    @classmethod
    def of(cls, moment: Moment) -> Self:
        """The week that begins at a moment."""
        day = london_day(moment.as_at)
        return cls(day, moment.as_at, day + WEEK, moment.as_at + WEEK)


def pressing(who: access.Reader, moment: Moment, circle: Circle, since: datetime) -> Pressing:
    """What is late, what is due in seven days, and what has come in since an instant and what waits for others; in
    five queries, whatever there is. A concern with two things late is one."""
    ways, seen, days = ways_of(who), values_of(who, moment, circle), Days.of(moment)
    return Pressing(
        late=len(_counted(circle, ways, Due.LATE).rows(*seen, *days[:2])),
        week=len(_counted(circle, ways, Due.WEEK).rows(*seen, *days)),
        new=len(_counted(circle, ways, None).rows(*seen, since)),
        outside=len(_counted(circle, ways, Waits.OUTSIDE).rows(*seen)),
        second=len(_counted(circle, ways, Waits.SECOND).rows(*seen)),
    )


@cache
def _counted(circle: Circle, ways: Ways, what: Due | Waits | None) -> Prepared:
    """The question behind one of the counts, for readers who see in the same ways."""

    def ask(*values: Any) -> "QuerySet[Any, Any]":
        (who, moment), rest = reader_of(ways, values[:5]), values[5:]
        seen = access.visible(Concern.objects.filter(state__in=UNFINISHED), who, moment, circle=circle)
        if what is None:
            return seen.filter(received_at__gte=rest[0]).order_by().values_list("pk")[:MANY]
        if isinstance(what, Waits):
            return that_wait(seen, moment, what)[:MANY]
        days = Days(*rest, *rest[: 4 - len(rest)])
        return with_something(seen, who, moment, circle, days, due=what)[:MANY]

    return Prepared(ask)


def with_something(
    concerns: "QuerySet[Concern]",
    who: access.Reader,
    moment: Moment,
    circle: Circle,
    days: Days,
    *,
    due: Due | None = None,
    mine: bool = False,
) -> "QuerySet[Any]":
    """The ids, of these concerns, of those in which something is to be done: at all, late, or in the next seven days
    (`due`), by anybody or by the reader (`mine`).

    An action is its owner's. A clock is whoever's it was put before to handle, and of everybody in a post that owes it.
    A decision that waits for a second person is theirs whom it was put before for that; it is due on no day.
    """
    actions = Action.objects.known(moment.known_at).filter(done_at=None)
    owed = open_obligations(circle.stream).filter(about_kind="concern")
    if due is Due.LATE:
        actions, owed = actions.filter(due_on__lt=days.today), owed.filter(due_at__lt=days.now)
    elif due is Due.WEEK:
        actions = actions.filter(due_on__range=(days.today, days.last_day))
        owed = owed.filter(due_at__range=(days.now, days.last))
    waiting = Decision.objects.none()
    if mine:
        own = access.rows_of(who.person_id, moment)
        actions = actions.filter(owner_id__in=own)
        owed = owed.filter(
            Q(pk__in=_ids(owed_by(who.roles, circle.stream), "pk"))
            | Q(about_id__in=_put_before(own, Purpose.RECEIVE, Purpose.PICKED, Purpose.MANAGE))
        )
        if due is None:
            waiting = _not_made(moment).filter(concern_id__in=_put_before(own, Purpose.JOIN))
    asked = [
        _ids(_within(concerns, rows, column), column)
        for rows, column in ((actions, "concern_id"), (owed, "about_id"), (waiting, "concern_id"))
    ]
    return asked[0].union(*asked[1:])


def that_wait(concerns: "QuerySet[Concern]", moment: Moment, waits: Waits) -> "QuerySet[Any]":
    """The ids, of these concerns, of those that wait for others."""
    rows: QuerySet[Any] = unanswered(moment) if waits is Waits.OUTSIDE else _not_made(moment)
    return _ids(_within(concerns, rows, "concern_id"), "concern_id").distinct()


def _within(concerns: "QuerySet[Concern]", rows: "QuerySet[Any]", column: str) -> "QuerySet[Any]":
    """From what presses to its concern, never through all concerns: there may be very many, and little that presses."""
    return rows.filter(Exists(concerns.filter(pk=OuterRef(column))))


def _ids(rows: "QuerySet[Any]", column: str) -> "QuerySet[Any]":
    return rows.order_by().values_list(column, flat=True)


def _put_before(own: frozenset[Any], *purposes: Purpose) -> "QuerySet[Any]":
    return _ids(Delivery.objects.filter(person_id__in=own, purpose__in=purposes), "concern_id")


def _not_made(moment: Moment) -> "QuerySet[Any]":
    made = Assent.objects.filter(decision=OuterRef("pk"), completes=True)
    rows: QuerySet[Any] = Decision.objects.known(moment.known_at).filter(~Exists(made))
    return rows
