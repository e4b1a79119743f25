"""By when a safeguarding file has to be at the next place."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ....authority.people.rules import is_adult


class Whose(StrEnum):
    """Who says by when."""

    POLICY = "policy"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class By:
    """The last day, and who says so."""

    day: date
    whose: Whose


def due_by(
    known_on: date, born: Collection[date], *, law: int | None, policy: date | None, child: bool = False
) -> By | None:
    """By when, counted from the day on which the new place was known: what a policy gives holds for everybody, else
    what the law asks for somebody under 18, in days of the calendar. None where neither says. `child`: somebody sorted
    a record as a child's; that counts where no day of birth is known.

    A policy cannot give longer than the law.
    """
    young = any(not is_adult(day, known_on) for day in born) if born else child
    said = [By(policy, Whose.POLICY)] if policy else []
    if young and law is not None:
        said.append(By(known_on + timedelta(days=law), Whose.LAW))
    return min(said, key=lambda one: one.day, default=None)
