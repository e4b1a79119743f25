"""Of which class a record is, and when its time is over. Pure.

Nothing here disposes of anything: a day that has come puts a record on a list that people look through. What is not
known stays not known: then no day is named, and the list says what is missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ....mechanisms.clocks.rules.days import TooFar, same_day_of_month
from ..keeping_words import Anchor, Came, RecordClass, StaffMatter, Why

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a concern that decides how long its record is kept."""

    closed: date | None
    """None: it goes on, so its time is never over."""
    about_staff: bool
    prevent: bool
    referred: bool
    under_18: bool | None
    """Whether anybody it is about was under 18 at the time; None: nobody can say."""
    staff_matter: StaffMatter | None = None
    abuse: bool = False
    transferred: date | None = None
    born: date | None = None
    """The youngest of those it is about; None as soon as one of them is not known."""
    left: date | None = None
    """When the last of those it is about left; None while one of them is here, or nobody can say."""
    made: date | None = None
    """When what it tells of was; said only of what belongs to no concern."""

    def day(self, anchor: Anchor) -> date | None:
        """The day on which a period with this anchor begins; None: not known, or not yet."""
        days = {
            Anchor.BORN: self.born,
            Anchor.LEFT: self.left,
            Anchor.CLOSED: self.closed,
            Anchor.TRANSFERRED: self.transferred,
            Anchor.MADE: self.made,
        }
        return days.get(anchor)


@dataclass(frozen=True, slots=True)
class Run:
    """So many months from a day; `months` None: not set."""

    anchor: Anchor
    months: int | None


@dataclass(frozen=True, slots=True)
class Due:
    """When the time of a record is over, and what is missing where no day can be named."""

    on: date | None
    missing: Anchor | None = None
    """The day nobody knows; None beside no day: the period is not set, or the matter goes on."""


def class_of(facts: Facts) -> RecordClass:
    """The class of a record; the one that keeps it longest where several fit (domain.md 4.3)."""
    if facts.transferred:
        return RecordClass.TRANSFERRED
    if facts.abuse:
        return RecordClass.ABUSE
    if facts.about_staff:
        return _OF_STAFF[facts.staff_matter]
    if facts.under_18 is None:
        return RecordClass.AGE_NOT_KNOWN
    if facts.prevent and not facts.referred:
        return RecordClass.NOT_REFERRED_CHILD if facts.under_18 else RecordClass.NOT_REFERRED_ADULT
    if facts.under_18:
        return RecordClass.CHILD
    return RecordClass.REFERRED_ADULT if facts.prevent else RecordClass.ADULT


_OF_STAFF: Mapping[StaffMatter | None, RecordClass] = {
    None: RecordClass.STAFF_NOT_SAID,
    StaffMatter.ALLEGATION: RecordClass.ALLEGATION,
    StaffMatter.LOW_LEVEL: RecordClass.LOW_LEVEL,
    StaffMatter.FALSE: RecordClass.FALSE_ALLEGATION,
}


def due(facts: Facts, runs: Sequence[Run]) -> Due:
    """When a record's time is over: the latest day of its periods, and not while its matter goes on.

    No day at all when one of the periods is not set or has no day to begin from: another could be later.
    """
    if facts.closed is None or not runs:
        return Due(None)
    ends = []
    for run in runs:
        if run.months is None:
            return Due(None)
        begins = facts.day(run.anchor)
        if begins is None:
            return Due(None, run.anchor)
        end = after(begins, run.months)
        if end is None:
            return Due(None)
        ends.append(end)
    return Due(max(*ends, facts.closed))


def after(day: date, months: int) -> date | None:
    """The day so many months on, never a day early: from 29 February it is 1 March in a common year, as for birthdays.
    None beyond what a calendar here holds."""
    try:
        found = same_day_of_month(day, months)
    except TooFar:
        return None
    return found if found.day == day.day else found + timedelta(days=1)


def in_words(months: int | None) -> str:
    """A period, said shortly."""
    if months is None:
        return "not set"
    if months == 0:
        return "at once"
    years, rest = divmod(months, _MONTHS)
    said = [f"{years} year{'s' * (years != 1)}"] * bool(years) + [f"{rest} month{'s' * (rest != 1)}"] * bool(
        rest
    )
    return " and ".join(said)


class Stands(StrEnum):
    """How a record stands, as far as keeping it goes."""

    GOES_ON = "goes-on"
    """Its matter is not closed."""
    HELD = "held"
    NOT_SET = "not-set"
    """No day can be named, so it never falls due by itself."""
    LATER = "later"
    DUE = "due"
    """Somebody should look at it."""
    WAITS = "waits"
    """Somebody would dispose of it, and a second person has not answered."""


ANSWERED_WITHIN = timedelta(days=14)
"""By then a second person has agreed, or the first looks again: what was true of a record may have changed."""


@dataclass(frozen=True, slots=True)
class Looked:
    """The latest look at a record that counts: made since it was last closed."""

    came: Came
    on: date
    record_class: RecordClass
    keep_until: date | None = None
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a record stands, and the day that goes with it: when it falls due, or until when somebody may agree."""

    stands: Stands
    until: date | None = None


def standing(
    facts: Facts, due_: Due, looked: Looked | None, *, held: bool, record_class: RecordClass, today: date
) -> Standing:
    """How a record stands on a day. A hold goes before everything but the matter itself going on."""
    if facts.closed is None:
        return Standing(Stands.GOES_ON)
    if held:
        return Standing(Stands.HELD, due_.on)
    if looked and looked.came is Came.DISPOSE and looked.record_class is record_class:
        ends = looked.on + ANSWERED_WITHIN
        # The period may be another by now, or a day was put right.
        over = looked.why is Why.ASKED or (due_.on is not None and due_.on <= today)
        if over and today <= ends:
            return Standing(Stands.WAITS, ends)
    kept = looked.keep_until if looked and looked.came is Came.KEEP else None
    if due_.on is None and kept is None:
        return Standing(Stands.NOT_SET)
    on = max(day for day in (due_.on, kept) if day)
    return Standing(Stands.DUE if on <= today else Stands.LATER, on)


def may_go(now: Standing, due_: Due, why: Why) -> bool:
    """Whether somebody may write that a record goes: its time is over, or the person it is about asked for it. Neither
    while its matter goes on, nor while something holds it; and where no day can be named its time is never over."""
    if now.stands in {Stands.GOES_ON, Stands.HELD}:
        return False
    return why is Why.ASKED or (now.stands is Stands.DUE and due_.on is not None)
