"""Setting opening hours, and recording closures and terms, of the provider in scope."""

from datetime import date, datetime
from uuid import UUID

from ....ground.audit.operations import Subject, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput
from ..models import Closure, Hours, TermDates
from ..queries.calendars import terms, write_week
from ..rules.calendars import Week
from ..vocabulary import ClosureRecorded, HoursSet, TermRecorded

_LONGEST_CLOSURE = 366


def set_hours(
    *,
    week: Week,
    actor: Actor,
    now: datetime,
    since: datetime | None = None,
    calendar: str = "",
    site_id: UUID | None = None,
    year_begins: int = 1,
) -> Hours:
    """Set the hours of a usual week from `since` on (now, unless said); what was set before ends there."""
    if len(week) != 7:
        raise BadInput("A week has seven days, from Monday to Sunday.", field="week")
    if not 1 <= year_begins <= 12:
        raise BadInput("A year begins in one of twelve months.", field="year_begins")
    with turn(actor=actor, now=now) as t:
        begins = since or t.now
        standing = (
            Hours.objects.known(t.moment.known_at)
            .filter(calendar=calendar, site_id=site_id, until=None)
            .first()
        )
        same = {"calendar": calendar, "site_id": site_id, "recorded_at": t.now, "by": actor.written}
        if standing and standing.since < begins:
            standing.successor(until=begins, recorded_at=t.now, by=actor.written).save()
            standing = None
        row = Hours(**same, week=write_week(week), year_begins=year_begins, since=begins, replaces=standing)
        row.save()
        t.record(HoursSet(), Subject("hours", row.id), effective=begins)
    return row


def record_closure(
    *,
    first_day: date,
    last_day: date,
    actor: Actor,
    now: datetime,
    calendar: str = "",
    site_id: UUID | None = None,
) -> Closure:
    """Record days on which a site, or the whole provider, shuts. Clocks that the law sets go on."""
    if last_day < first_day:
        raise BadInput("The last day comes before the first.", field="last_day")
    if (last_day - first_day).days >= _LONGEST_CLOSURE:
        raise BadInput("That is more than a year. Record each closure by itself.", field="last_day")
    with turn(actor=actor, now=now) as t:
        row = Closure(
            calendar=calendar, site_id=site_id, first_day=first_day, last_day=last_day,
            recorded_at=t.now, by=actor.written,
        )  # fmt: skip
        row.save()
        t.record(ClosureRecorded(first_day, last_day, True), Subject("closure", row.id))
    return row


def withdraw_closure(*, closure: Closure, actor: Actor, now: datetime) -> None:
    """Take back a closure that does not happen."""
    with turn(actor=actor, now=now) as t:
        closure.successor(withdrawn=True, recorded_at=t.now, by=actor.written).save()
        t.record(ClosureRecorded(closure.first_day, closure.last_day, False), Subject("closure", closure.id))


def record_term(
    *, first_day: date, last_day: date, actor: Actor, now: datetime, calendar: str = ""
) -> TermDates:
    """Record a term. Terms of one calendar do not overlap."""
    if last_day < first_day:
        raise BadInput("The last day comes before the first.", field="last_day")
    with turn(actor=actor, now=now) as t:
        if any(one.first <= last_day and first_day <= one.last for one in terms(t.moment, calendar)):
            raise BadInput("Another term is recorded for some of these days.", field="first_day")
        row = TermDates(
            calendar=calendar, first_day=first_day, last_day=last_day, recorded_at=t.now, by=actor.written
        )
        row.save()
        t.record(TermRecorded(first_day, last_day, True), Subject("term", row.id))
    return row


def withdraw_term(*, term: TermDates, actor: Actor, now: datetime) -> None:
    """Take back a term that was recorded wrongly."""
    with turn(actor=actor, now=now) as t:
        term.successor(withdrawn=True, recorded_at=t.now, by=actor.written).save()
        t.record(TermRecorded(term.first_day, term.last_day, False), Subject("term", term.id))
