"""Emergency accesses as a reader may know of them.

That somebody used one, and when, is known to whoever is told of such things and was not kept out of the concern when it
was opened. Which concern, why, and what was read is known to those alone who may open that concern by their post: so
that nothing a reader sees changes on the day on which the concern becomes restricted.
"""

from dataclasses import dataclass
from datetime import datetime

from ....authority.access import queries as access
from ....authority.access.emergencies import Written, is_accountable, running, unseen, written_about
from ....authority.access.models import Emergency
from ....authority.access.rules import MAY_AGREE, may_look_at_emergency
from ....authority.access.vocabulary import READS_CASES, Circle
from ....ground.kernel.moments import Moment
from ....ground.kernel.rulings import Ruling
from ....ground.tenancy.queries import shut_before
from ..models import Concern
from .readings import Reading, readings


@dataclass(frozen=True, slots=True)
class Seen:
    """One emergency access as one reader may see it."""

    row: Emergency
    own: bool
    reference: str
    """Of the concern; empty for whoever may not open it by their post, and was not the one who used this."""
    written: tuple[Written, ...]
    """Why, and what was found afterwards; none without the reference."""
    readings: tuple[Reading, ...]
    looking: Ruling
    """Whether this reader may say how it was."""


def may_know(row: Emergency, who: access.Reader, moment: Moment) -> bool:
    """Whether a reader may know that this happened: whose it was, and whoever is told of such things, as long as they
    were not kept out of the concern on the day. Of a day before the keys were lost nobody can tell who was."""
    if _is_shut(row):
        return False
    if row.person_id in access.rows_of(who.person_id, moment):
        return True
    if not (who.capabilities & READS_CASES or is_accountable(who.person_id, moment)):
        return False
    return _was_not_walled(row, who)


def _was_not_walled(row: Emergency, who: access.Reader) -> bool:
    """As it was known when it was opened: a line that was shown is not taken away, which would tell of a wall."""
    return not access.is_walled(row.thing_id, who, Moment.now(row.since))


def _is_shut(row: Emergency) -> bool:
    before = shut_before()
    return before is not None and row.since <= before


def known_to(who: access.Reader, moment: Moment, *, since: datetime) -> tuple[Emergency, ...]:
    """What a reader may know of: whatever nobody has looked at yet, and what was opened since; the latest first."""
    waiting = {row.use for row in unseen(moment)}
    rows = [row for row in Emergency.known_at(moment.known_at) if row.use in waiting or row.since >= since]
    return tuple(
        sorted((row for row in rows if may_know(row, who, moment)), key=lambda r: r.since, reverse=True)
    )


def running_for(who: access.Reader, moment: Moment) -> tuple[Emergency, ...]:
    """What is open now, for the list of who can open concerns."""
    if not (who.capabilities & MAY_AGREE or is_accountable(who.person_id, moment)):
        return ()
    return tuple(row for row in running(moment) if not _is_shut(row) and _was_not_walled(row, who))


def waiting_count(who: access.Reader, moment: Moment) -> tuple[int, int]:
    """How many emergency accesses are open now, and how many are over and nobody has looked at: for every page."""
    rows = [row for row in unseen(moment) if may_know(row, who, moment)]
    now_open = sum(row.until > moment.as_at for row in rows)
    return now_open, len(rows) - now_open


def shown(rows: tuple[Emergency, ...], who: access.Reader, moment: Moment) -> tuple[Seen, ...]:
    """These uses, with the words and readings of those whose concern the reader may open by their post."""
    own = access.rows_of(who.person_id, moment)
    concerns = Concern.objects.filter(pk__in={row.thing_id for row in rows})
    theirs = dict(access.visible(concerns, who, moment, for_a_while=False).values_list("pk", "reference"))
    mine = {row.thing_id for row in rows if row.person_id in own and row.until > moment.as_at}
    open_now = dict(access.visible(concerns, who, moment).filter(pk__in=mine).values_list("pk", "reference"))
    words = written_about((row.use for row in rows if row.thing_id in theirs), moment)
    return tuple(
        Seen(
            row,
            row.person_id in own,
            theirs.get(row.thing_id) or open_now.get(row.thing_id, ""),
            words.get(row.use, ()),
            _read(row, who, moment) if row.thing_id in theirs else (),
            may_look_at_emergency(own=row.person_id in own, opens=row.thing_id in theirs),
        )
        for row in rows
    )


def _read(row: Emergency, who: access.Reader, moment: Moment) -> tuple[Reading, ...]:
    """What its user opened of this concern while it was open to them, the latest first."""
    found = (
        reading
        for circle in Circle
        for reading in readings({row.person_id}, who, moment, since=row.since, until=row.until, circle=circle)
        if reading.concern_id == row.thing_id
    )
    return tuple(found)
