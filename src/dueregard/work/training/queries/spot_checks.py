"""Whom chance picked in a month, and what was found."""

from datetime import date

from ....ground.kernel.moments import Moment
from ..models import SpotCheck


def of_month(month: date, moment: Moment) -> tuple[SpotCheck, ...]:
    """The rows of a month, named by its first day, as they stand."""
    rows = SpotCheck.objects.known(moment.known_at).filter(month=month)
    return tuple(rows.order_by("found", "person_id"))


def months(moment: Moment) -> list[tuple[date, int, int, int]]:
    """Each month in which chance picked, newest first: how many, how many were looked at, and how many were right."""
    found: dict[date, list[str]] = {}
    for month, said in SpotCheck.objects.known(moment.known_at).values_list("month", "found"):
        found.setdefault(month, []).append(said)
    return [
        (month, len(said), sum(bool(one) for one in said), said.count("right"))
        for month, said in sorted(found.items(), reverse=True)
    ]
