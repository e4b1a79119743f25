"""By when a safeguarding file has to be at the next place."""

from collections.abc import Collection
from datetime import date, timedelta

from ....authority.people.rules import is_adult


def due_by(known_on: date, born: Collection[date], days: int | None) -> date | None:
    """The last day, counted in days of the calendar from the day on which the new place was known; None where no rule
    says: nobody is known to be under 18, or none is known for this nation."""
    if days is None or not any(not is_adult(day, known_on) for day in born):
        return None
    return known_on + timedelta(days=days)
