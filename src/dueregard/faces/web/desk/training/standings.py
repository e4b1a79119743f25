"""How each requirement stands for whom a reader may see, ready to be drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .....authority.policy.answers import Reading, Status
from .....ground.kernel.moments import Moment, london_day
from .....ground.kernel.refusals import NothingHere
from .....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from .....work.training.controls.asking import reading_from
from .....work.training.controls.in_force import Required, required_at
from .....work.training.queries.lists import Narrowed, counted
from .....work.training.vocabulary import State
from ...listings import Standing
from ...stacks import Columns, Stack
from .narrowing import Narrowing
from .states import GROUPS, Part, parts_of, stack_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SHAPES = {Status.NOT_MET: "late", Status.AT_RISK: "soon", Status.MET: "good"}
"""How a reading is drawn; all others are plain."""
NO_EDITION = _("Nobody has said yet which edition is to be read.")


@dataclass(frozen=True, slots=True)
class Stands:
    """A requirement, how it stands in words, and the figures. `why_not` says why there are none."""

    required: Required
    address: str
    found: Mapping[State, int]
    parts: list[Part]
    why_not: "str | StrPromise" = ""
    standing: Standing | None = None
    because: str = ""

    @property
    def stack(self) -> Stack:
        """The figures as a drawing."""
        return stack_of(self.found)


def address_of(required: Required) -> str:
    """Where the page of a requirement is."""
    policy, _, control = required.address.partition("/")
    return reverse("training-of", kwargs={"policy": policy, "control": control})


def stands(one: Required, asking: Narrowing, kept: str) -> Stands:
    """How a requirement stands. Its reading in words is of everybody, so it is said only where nobody is left out."""
    where = address_of(one)
    if one.control.kind == "reading" and not one.asked.requirement.edition:
        return Stands(one, where, {}, [], NO_EDITION)
    try:
        found = counted(one.asked.requirement, one.asked.audience, asking.moment, asking.only)
    except (HoursNotSet, TermsNotSet) as missing:
        return Stands(one, where, {}, [], missing.sentence)
    reading = reading_from(found, one.asked, None) if asking.only == Narrowed() else None
    return Stands(one, where, found, parts_of(found, where, kept), "", *_said(reading))


def _said(reading: Reading | None) -> tuple[Standing | None, str]:
    if reading is None:
        return None, ""
    return Standing(SHAPES.get(reading.status, "plain"), reading.status.value.capitalize()), reading.because


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table of figures: what it is about, and each number with the list behind it."""

    label: Any
    link: str
    numbers: list[tuple[int, str]]


def row(label: Any, found: Mapping[State, int] | None, address: str, query: str) -> Row:
    """A line whose figures lead to lists narrowed by a query."""
    link = f"{address}?{query}"
    if found is None:
        return Row(label, "", [])
    numbers = [
        (sum(found.get(state, 0) for state in states), f"{link}&state={slug}")
        for slug, states in GROUPS.items()
    ]
    return Row(label, link, [*numbers, (sum(found.values()), link)])


def history(one: Required, asking: Narrowing) -> list[tuple[date, Mapping[State, int] | None]]:
    """Its figures at the last twelve ends of months and on the day looked at, each with what was known then. None
    where no policy asked for it then, or nothing could be reckoned."""
    day = london_day(asking.moment.as_at)
    found: list[tuple[date, Mapping[State, int] | None]] = [
        (end, _then(one.address, Moment.end_of(end), asking)) for end in month_ends(day)
    ]
    return [*found, (day, _then(one.address, asking.moment, asking))]


def _then(address: str, moment: Moment, asking: Narrowing) -> Mapping[State, int] | None:
    try:
        then = required_at(address, moment).asked
        return counted(then.requirement, then.audience, moment, asking.only)
    except (NothingHere, HoursNotSet, TermsNotSet):
        return None


def month_ends(day: date, number: int = 12) -> list[date]:
    """The last ends of months before a day, the oldest first."""
    ends: list[date] = []
    for _month in range(number):
        day = day.replace(day=1) - timedelta(days=1)
        ends.insert(0, day)
    return ends


def columns(past: Iterable[tuple[date, Mapping[State, int] | None]], label: Any) -> Columns:
    """A history as a drawing; `label` words a day."""
    return Columns([(label(day), None if found is None else stack_of(found)) for day, found in past])
