"""The lists of whom to turn to, as both surfaces show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...ground.kernel.moments import Moment
from ...mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ...work.governance.models import DirectoryRow
from ...work.governance.queries.directory import Listed, Wanted, rows_of, stood, wanted
from ...work.governance.rules.directory import lacking, region_words
from ...work.governance.rules.registers import State


@dataclass(frozen=True, slots=True)
class Shown:
    """One line."""

    row: DirectoryRow
    region: str
    population: str
    by: date | None
    """By which day somebody confirms it again; None where no time is given."""
    late: bool


@dataclass(frozen=True, slots=True)
class ShownList:
    """One list with its lines, and what it lacks in words."""

    control: Listed
    asked: Wanted
    lines: Sequence[Shown]
    lacking: str


def shown(control: Listed, moment: Moment, *, region: str = "", population: str = "") -> ShownList:
    """A list, narrowed to a region or a group of people: what is for all of them stays."""
    rows = rows_of(control.address, moment)
    asked = wanted(control, moment)
    missing = lacking([row.line for row in rows], asked.regions, asked.minimum)
    try:
        stands = {one.entry.item: one for one in stood(control, moment, rows)}
    except (HoursNotSet, TermsNotSet):
        stands = {}
    lines = [
        Shown(
            row,
            region_words(row.region),
            region_words(row.population),
            one.by if (one := stands.get(str(row.entry))) else None,
            bool(one and one.state is State.LATE),
        )
        for row in rows
        if (not region or row.region in ("", region))
        and (not population or row.population in ("", population))
    ]
    return ShownList(control, asked, lines, missing)
