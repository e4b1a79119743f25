"""What a file says about one person, and what is wrong with it: the same whichever kind of file it was.

A row is what a file said, in our words, and nothing of it is believed yet. Sex, ethnicity, disability and National
Insurance number stand in it only where the provider has opted in; prior attainment has no place here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...identity.vocabulary import OrganisationKind
from ..vocabulary import Apart, Standing


class Severity(StrEnum):
    """Whether something has to be put right."""

    ERROR = "error"
    WARNING = "warning"


class Loss(StrEnum):
    """What is not taken because of a problem."""

    NOTHING = "nothing"
    VALUE = "value"
    ROW = "row"
    FILE = "file"
    """Nothing of the file may be applied."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong, where it is, and what a data manager can do about it. Never with a name or a date of anybody."""

    row: int
    """Counted as the file counts: the line of a sheet, the learner of an ILR file. 0: the file as a whole."""
    column: str
    """As it is called in the file; empty where no one column is to blame."""
    message: str
    loses: Loss = Loss.NOTHING

    @property
    def severity(self) -> Severity:
        """An error where something is lost by it."""
        return Severity.WARNING if self.loses is Loss.NOTHING else Severity.ERROR


def loses_row(problems: Iterable[Problem]) -> bool:
    """Whether the row they are about is left out."""
    return any(problem.loses in (Loss.ROW, Loss.FILE) for problem in problems)


class Scheme(StrEnum):
    """Who gave a number. Within one scheme of one provider, a number is one person's."""

    ULN = "uln"
    """Unique learner number: nationwide, for life."""
    REFERENCE = "learner-reference"
    PAYROLL = "payroll"


class Gives(StrEnum):
    """Who gave an organisation its number; by name where it has none."""

    EMPLOYER_ID = "employer-id"
    """The nine digits of the employer data service (ILR: EmpId)."""
    UKPRN = "ukprn"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Outfit:
    """An employer or a subcontractor as a file names it."""

    kind: OrganisationKind
    gives: Gives
    number: str
    """The number, or the name where `gives` is NAME."""

    @property
    def key(self) -> tuple[str, str, str]:
        """By what it is found."""
        return self.kind, self.gives, self.number

    @property
    def called(self) -> str:
        """What it is called until somebody gives it a name."""
        if self.gives is Gives.NAME:
            return self.number
        return f"{self.kind.capitalize()} {self.number}"


@dataclass(frozen=True, slots=True)
class Stay:
    """One way in which the person stands to the provider."""

    standing: Standing
    since: date | None
    """None: not said, so from the day of the import."""
    last_day: date | None = None
    """The last day on which it is so; None while it goes on."""
    site: str = ""
    outfit: Outfit | None = None
    programme: str = ""
    position: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One person as one row says."""

    row: int
    given_names: str
    family_name: str
    date_of_birth: date | None = None
    email: str = ""
    phone: str = ""
    numbers: tuple[tuple[Scheme, str], ...] = ()
    """The strongest first: by the first that is known somebody is recognised."""
    stays: tuple[Stay, ...] = ()
    apart: tuple[tuple[Apart, str], ...] = ()
    """What is kept apart; empty unless the provider has opted in."""
