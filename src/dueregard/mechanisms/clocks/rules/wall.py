"""London wall time turned into instants, also on the two nights a year when the clocks change.

`kernel.moments.from_london` refuses a time that did not exist or happened twice, because a person can be asked which
they meant. A deadline that falls there cannot ask: it is settled here.
"""

from datetime import UTC, date, datetime, time

from ....ground.kernel.moments import LONDON


def at_wall_time(day: date, clock: time, *, later: bool) -> datetime:
    """The instant at which clocks in London show `clock` on `day`.

    A time skipped in spring is the instant of the change. Of a time shown twice in autumn `later` takes the second:
    right for an end, since until then clocks still show an earlier time; the first is right for a beginning.
    """
    shown = datetime.combine(day, clock, LONDON)
    if shown.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != shown.replace(tzinfo=None):
        shown = shown.replace(
            minute=0, second=0, microsecond=0
        )  # the hour skipped begins as the clocks change
    return shown.replace(fold=1 if later and _shown_twice(shown) else 0).astimezone(UTC)


def _shown_twice(shown: datetime) -> bool:
    # In the skipped hour the offsets differ the other way round.
    first, second = shown.replace(fold=0).utcoffset(), shown.replace(fold=1).utcoffset()
    return first is not None and second is not None and first > second


def wall_clock(at: datetime) -> time:
    """What clocks in London show at `at`."""
    return at.astimezone(LONDON).time()


def start_of_day(day: date) -> datetime:
    """The midnight with which a London day begins."""
    return at_wall_time(day, time(), later=False)
