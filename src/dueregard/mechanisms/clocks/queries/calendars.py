"""The calendar of a place as at a moment, put together from the nation's days and the provider's own."""

import json
from datetime import date, time, timedelta
from uuid import UUID

from ....ground.kernel import scope
from ....ground.kernel.moments import Moment
from ....ground.reference.queries import bank_holidays
from ....ground.tenancy.operations import here
from ....ground.tenancy.vocabulary import Nation
from ..models import Closure, Hours, TermDates
from ..rules.calendars import Calendar, Opening, Term, Week, week


@scope.remembered
def calendar(moment: Moment, *, name: str = "", site_id: UUID | None = None) -> Calendar:
    """The calendar of a site, or of the whole provider, under the name a policy gives it.

    A site's own hours go before the provider's; its closures come on top. A named calendar has hours of its own or none
    are set; without terms of its own it has the provider's.
    """
    nation = Nation(here().nation)
    hours = _hours(moment, name, site_id)
    return Calendar(
        bank_holidays(nation, moment),
        _closures(moment, name, site_id),
        read_week(hours.week) if hours else None,
        terms(moment, name) or terms(moment, ""),
        hours.year_begins if hours else 1,
    )


def terms(moment: Moment, name: str) -> tuple[Term, ...]:
    """The terms recorded for a calendar, in order."""
    rows = (row for row in TermDates.known_at(moment.known_at) if row.calendar == name)
    return tuple(Term(row.first_day, row.last_day) for row in sorted(rows, key=lambda row: row.first_day))


def _hours(moment: Moment, name: str, site_id: UUID | None) -> Hours | None:
    rows = [row for row in Hours.at(moment) if row.calendar == name and row.site_id in (None, site_id)]
    return max(rows, key=lambda row: (row.site_id is not None, row.since), default=None)


def _closures(moment: Moment, name: str, site_id: UUID | None) -> frozenset[date]:
    return frozenset(
        row.first_day + timedelta(days=n)
        for row in Closure.known_at(moment.known_at)
        if row.calendar in {"", name} and row.site_id in (None, site_id)
        for n in range((row.last_day - row.first_day).days + 1)
    )


def read_week(stored: str) -> Week:
    """A week's hours as they were stored."""
    return week(
        [Opening(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in day]
        for day in json.loads(stored)
    )


def write_week(hours: Week) -> str:
    """A week's hours as they are stored."""
    return json.dumps([[[f"{one.opens:%H:%M}", f"{one.closes:%H:%M}"] for one in day] for day in hours])
