"""One line of a table as a row: each cell asked what it must be, and what cannot be taken told by its column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ...identity.vocabulary import OrganisationKind
from ..vocabulary import Apart, Standing
from . import checks
from .cells import Line
from .columns import APART, Field, Takes, standing_called
from .dates import NoSuchDay, Order, read_date
from .numbers import (
    NO_NATIONAL_INSURANCE,
    TEMPORARY_ULN,
    is_employer_id,
    is_learner_reference,
    is_ukprn,
    national_insurance,
    trouble_of_uln,
)
from .rows import Gives, Loss, Outfit, Problem, Row, Scheme, Stay, loses_row

_LONGEST = {Field.POSITION: 120, Field.SITE: 120, Field.PROGRAMME: 60, Field.PHONE: 30, Field.PAYROLL: 40}
_LONGEST |= {Field.EMPLOYER: 200, Field.SUBCONTRACTOR: 200} | dict.fromkeys(APART, 80)
_OUTFITS = (
    (Field.EMPLOYER_ID, OrganisationKind.EMPLOYER, Gives.EMPLOYER_ID),
    (Field.PARTNER, OrganisationKind.SUBCONTRACTOR, Gives.UKPRN),
    (Field.EMPLOYER, OrganisationKind.EMPLOYER, Gives.NAME),
    (Field.SUBCONTRACTOR, OrganisationKind.SUBCONTRACTOR, Gives.NAME),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What is known of the columns of a table before its first line is read."""

    places: Mapping[Field, int]
    named: Mapping[Field, str]
    """What each is called in the file."""
    orders: Mapping[Field, Order | None]
    """Of the columns of dates: what the whole column shows."""
    standing: Standing | None
    dates: Order | None
    """What somebody said of dates that do not show it."""
    from_1904: bool
    today: date
    takes: Takes
    """What is kept apart and was opted in to."""

    def order(self, of: Field) -> Order:
        """How a date of this column is read."""
        shown = self.orders.get(of)
        if shown is None or shown is Order.EITHER:
            return self.dates or Order.DAY_FIRST
        return shown


def read_line(line: Line, columns: Columns) -> Iterator[Row | Problem]:
    """What is wrong with a line, then its row unless that was lost."""
    yield from _Reading(line, columns).row()


class _Reading:
    """One line being read."""

    def __init__(self, line: Line, columns: Columns) -> None:
        self._line = line
        self._columns = columns
        self._problems: list[Problem] = []

    def row(self) -> Iterator[Row | Problem]:
        given, family = self._name()
        name_column = self._called(Field.FAMILY) or self._called(Field.NAME)
        number, today = self._line.number, self._columns.today
        self._problems += checks.judge_name(number, name_column, given, family)
        born = self._day(Field.BIRTH)
        if born:
            self._problems += checks.judge_birth(number, self._called(Field.BIRTH), born, today)
        numbers, stay = self._numbers(), self._stay()
        email, phone = self._email(), self._cell(Field.PHONE)
        apart = self._apart(stay)
        yield from self._problems
        if stay is None or loses_row(self._problems):
            return
        yield Row(number, given, family, born, email, phone, numbers, (stay,), apart)

    def _called(self, of: Field) -> str:
        return self._columns.named.get(of, "")

    def _cell(self, of: Field) -> str:
        place = self._columns.places.get(of)
        if place is None or place >= len(self._line.cells):
            return ""
        said = checks.tidied(self._line.cells[place])
        longest = _LONGEST.get(of)
        if longest and len(said) > longest:
            self._say(of, f"This is longer than {longest} characters. It was cut.", Loss.VALUE)
            return said[:longest]
        return said

    def _say(self, of: Field, message: str, loses: Loss) -> None:
        self._problems.append(Problem(self._line.number, self._called(of), message, loses))

    def _name(self) -> tuple[str, str]:
        given, family = self._cell(Field.GIVEN), self._cell(Field.FAMILY)
        if not (given or family):
            whole = self._cell(Field.NAME)
            family, comma, given = (part.strip() for part in whole.partition(","))
            if not comma:
                given, _, family = whole.rpartition(" ")
        return checks.named(given, family)

    def _day(self, of: Field) -> date | None:
        said = self._cell(of)
        if not said:
            return None
        try:
            return read_date(said, self._columns.order(of), from_1904=self._columns.from_1904)
        except NoSuchDay as trouble:
            self._say(of, str(trouble), Loss.ROW)
            return None

    def _email(self) -> str:
        said = self._cell(Field.EMAIL)
        if said and not checks.is_email(said):
            self._say(Field.EMAIL, "This cannot be an e-mail address. It was left out.", Loss.VALUE)
            return ""
        return said

    def _numbers(self) -> tuple[tuple[Scheme, str], ...]:
        found = []
        uln = self._cell(Field.ULN).replace(" ", "")
        if uln == TEMPORARY_ULN:
            self._say(Field.ULN, "This is the temporary ULN, which tells nobody apart.", Loss.NOTHING)
        elif uln and (trouble := trouble_of_uln(uln)):
            self._say(Field.ULN, f"{trouble} It was left out.", Loss.VALUE)
        elif uln:
            found.append((Scheme.ULN, uln))
        reference = self._cell(Field.REFERENCE)
        if reference and not is_learner_reference(reference):
            message = "A learner reference is up to twelve letters, digits and spaces. This one was left out."
            self._say(Field.REFERENCE, message, Loss.VALUE)
        elif reference:
            found.append((Scheme.REFERENCE, reference))
        if payroll := self._cell(Field.PAYROLL):
            found.append((Scheme.PAYROLL, payroll))
        return tuple(found)

    def _apart(self, stay: Stay | None) -> tuple[tuple[Apart, str], ...]:
        """What is kept apart of learners and of staff, each only where it was opted in to of them."""
        if stay is None:
            return ()
        found = []
        for of, by_standing in APART.items():
            kept = by_standing.get(stay.standing)
            if kept not in self._columns.takes:
                continue
            said = self._cell(of)
            if kept is Apart.NATIONAL_INSURANCE and said:
                said = national_insurance(said)
                if not said:
                    self._say(of, NO_NATIONAL_INSURANCE, Loss.VALUE)
            if said:
                found.append((kept, said))
        return tuple(found)

    def _stay(self) -> Stay | None:
        standing = self._standing()
        since, last_day = self._day(Field.SINCE), self._day(Field.UNTIL)
        if standing is None:
            return None
        stay = Stay(
            standing,
            since,
            last_day,
            site=self._cell(Field.SITE),
            outfit=self._outfit(),
            programme=self._cell(Field.PROGRAMME),
            position=self._cell(Field.POSITION),
        )
        columns = (self._called(Field.SINCE), self._called(Field.UNTIL))
        self._problems += checks.judge_stay(self._line.number, columns, stay, self._columns.today)
        return stay

    def _standing(self) -> Standing | None:
        said = self._cell(Field.STANDING)
        if not said:
            if self._columns.standing is None:
                self._say(Field.STANDING, "Nothing says what this person is here.", Loss.ROW)
            return self._columns.standing
        found = standing_called(said)
        if found is None:
            self._say(Field.STANDING, f"This is none of: {', '.join(Standing)}.", Loss.ROW)
        return found

    def _outfit(self) -> Outfit | None:
        """The employer or subcontractor: by number where there is one, else by name."""
        for of, kind, gives in _OUTFITS:
            said = self._cell(of)
            if not said:
                continue
            if (gives is Gives.EMPLOYER_ID and not is_employer_id(said)) or (
                gives is Gives.UKPRN and not is_ukprn(said)
            ):
                self._say(of, "This is not such a number. It was left out.", Loss.VALUE)
                continue
            return Outfit(kind, gives, said)
        return None
