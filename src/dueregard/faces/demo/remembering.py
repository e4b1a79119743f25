"""How every clause stood through the year that was told: kept week by week, as each night would have kept it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from ...assurance.status.keeping import keep_reading
from ...assurance.status.past import kept_on
from ...ground.audit.vocabulary import Stream
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, london_day
from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import enter
from .people import HOUSES

_BY = Actor.system("demo")


def remember(*, now: datetime, weeks: int = 52, stop: Callable[[], bool] = lambda: False) -> None:
    """Keep a reading of the Sunday of each of the last weeks that has none, the latest first. It takes a minute or two,
    so the demonstration is open meanwhile, and it ends when `stop` says so."""
    for house in HOUSES:
        provider = Provider.objects.filter(slug=house.slug).first()
        if provider is None:
            continue
        with enter(provider):
            for day in _sundays(london_day(now), weeks):
                if stop():
                    return
                if kept_on(day, Stream.OPEN) is None:
                    keep_reading(Moment.end_of(day), actor=_BY, now=now)


def _sundays(today: date, weeks: int) -> list[date]:
    """Those that are over, the latest first; the same whichever day of the week it is."""
    last = today - timedelta(days=today.isoweekday())
    return [last - timedelta(weeks=n) for n in range(weeks)]
