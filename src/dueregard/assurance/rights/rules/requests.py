"""By when somebody who asks about what is held of them is to be answered. Pure.

UK GDPR Art 12(3): without undue delay and within one month of receipt, two months more where it is complex or much; the
month ends on the same day of the next, or on its last day, and moves to a working day. Where we have to ask first who
asks and what for, it begins when they have answered, or we know it otherwise: reading the answer is our part. A
complaint is acknowledged within 30 days of its arrival (Data Protection Act 2018, section 164A); for its answer the law
knows no day but "without undue delay".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ....authority.policy.values.time import Roll
from ....mechanisms.clocks.rules.calendars import Calendar
from ....mechanisms.clocks.rules.days import moved, same_day_of_month
from ..wants import ENDS, OURS, Step, Want

ACKNOWLEDGED_WITHIN = timedelta(days=29)
"""After the day of arrival, which is the first of the 30."""
_MONTH, _EXTENDED = 1, 3

Stepped = tuple[Step, date]


class Owing(StrEnum):
    """What a request waits for."""

    ACKNOWLEDGEMENT = "acknowledgement"
    ANSWER = "answer"
    THEM = "them"
    """They are to say who they are, or what they want."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Stands:
    """How a request stands: what it waits for, and until when; None where the law names no day."""

    owing: Owing
    until: date | None = None


def stands(want: Want, received: date, steps: Sequence[Stepped], calendar: Calendar) -> Stands:
    """How a request stands after these steps, the earliest first."""
    done = {step for step, _ in steps}
    if done & ENDS:
        return Stands(Owing.NOTHING)
    if want is Want.COMPLAIN:
        if Step.ACKNOWLEDGED in done:
            return Stands(Owing.ANSWER)
        return Stands(Owing.ACKNOWLEDGEMENT, received + ACKNOWLEDGED_WITHIN)
    begins: date | None = received
    for step, on in steps:
        if step is Step.ASKED_WHO:
            begins = None
        elif begins is None and step in {Step.SAID, Step.KNOWN}:
            begins = on
    if begins is None:
        return Stands(Owing.THEM)
    months = _EXTENDED if Step.EXTENDED in done else _MONTH
    end = same_day_of_month(begins, months)
    return Stands(Owing.ANSWER, moved(end, Roll.NEXT_WORKING_DAY, calendar.legal()))


def waits_for_them(steps: Sequence[Stepped]) -> bool:
    """Whether we asked who they are or what they mean, and nobody has written since that we know it."""
    asked = [step for step, _ in steps if step in {Step.ASKED_WHO, Step.KNOWN}]
    return asked[-1:] == [Step.ASKED_WHO]


def wrote_since(steps: Sequence[Stepped]) -> bool:
    """Whether they wrote again after they were answered, and nobody here has since."""
    theirs = [step for step, _ in steps if step in OURS - {Step.NOTE} | {Step.SAID}]
    return theirs[-1:] == [Step.SAID] and bool(ENDS & set(theirs))


def may_extend(want: Want, received: date, steps: Sequence[Stepped], day: date, calendar: Calendar) -> bool:
    """Whether two more months may be taken: only of what has one, once, and before its month is over."""
    now = stands(want, received, steps, calendar)
    return bool(
        now.owing is Owing.ANSWER
        and now.until
        and day <= now.until
        and Step.EXTENDED not in {step for step, _ in steps}
    )
