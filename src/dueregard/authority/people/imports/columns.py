"""Which column of a provider's own table is which of our fields: guessed from what people call them, then told.

A name is recognised whole, never by a part of it: *Employer name* is no name of a person. What is not recognised is
left out, and said. Some columns are never read, whatever they are called here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ....ground.kernel.refusals import BadInput
from ..vocabulary import Apart, Standing
from .dates import Order


class Field(StrEnum):
    """What a column may be."""

    GIVEN = "given-names"
    FAMILY = "family-name"
    NAME = "name"
    """Both in one: *Okoro, Ada* or *Ada Okoro*."""
    BIRTH = "date-of-birth"
    ULN = "uln"
    REFERENCE = "learner-reference"
    PAYROLL = "payroll-number"
    EMAIL = "email"
    PHONE = "phone"
    STANDING = "standing"
    SITE = "site"
    EMPLOYER = "employer"
    EMPLOYER_ID = "employer-id"
    SUBCONTRACTOR = "subcontractor"
    PARTNER = "partner-ukprn"
    PROGRAMME = "programme"
    POSITION = "position"
    SINCE = "since"
    UNTIL = "until"
    SEX = "sex"
    ETHNICITY = "ethnicity"
    DISABILITY = "disability"
    NATIONAL_INSURANCE = "national-insurance-number"


Takes = frozenset[Apart]
"""What is kept apart and may be read, because the provider has opted in to it."""
APART: Mapping[Field, Mapping[Standing, Apart]] = {
    Field.SEX: {Standing.STAFF: Apart.STAFF_SEX},
    Field.ETHNICITY: {Standing.LEARNER: Apart.ETHNICITY, Standing.STAFF: Apart.STAFF_ETHNICITY},
    Field.DISABILITY: {Standing.LEARNER: Apart.DISABILITY, Standing.STAFF: Apart.STAFF_DISABILITY},
    Field.NATIONAL_INSURANCE: {Standing.LEARNER: Apart.NATIONAL_INSURANCE},
}
"""What a column of each is, by what its person is here. Of everybody else it is not read."""
DATES = frozenset({Field.BIRTH, Field.SINCE, Field.UNTIL})
_ONLY_LEARNERS = frozenset({Field.ULN, Field.REFERENCE})
_CALLED: Mapping[Field, str] = {
    Field.GIVEN: "given names|given name|forename|forenames|first name|first names|firstname|known as|preferred name",
    Field.FAMILY: "family name|surname|last name|lastname|second name",
    Field.NAME: "name|full name|learner|learner name|student|student name|staff name|employee|employee name",
    Field.BIRTH: "date of birth|dob|d.o.b.|birth date|birthdate|birthday|born",
    Field.ULN: "uln|unique learner number",
    Field.REFERENCE: "learnrefnumber|learner reference|learner reference number|learner ref|learner id|student id"
    "|student number|student ref|learner number",
    Field.PAYROLL: "payroll number|payroll no|payroll|payroll id|employee number|employee id|employee no"
    "|staff number|staff id|staff no",
    Field.EMAIL: "email|e-mail|email address|e-mail address|work email|mail",
    Field.PHONE: "phone|telephone|telephone number|phone number|mobile|mobile number|tel|tel no|telno",
    Field.STANDING: "standing|type|person type|category|role type|staff type|kind|engagement",
    Field.SITE: "site|centre|center|campus|location|base|work location|delivery site",
    Field.EMPLOYER: "employer|employer name|company|company name|organisation",
    Field.EMPLOYER_ID: "empid|employer id|employer number|employer ern|ern|edrs|edrs number",
    Field.SUBCONTRACTOR: "subcontractor|subcontractor name|partner|delivery partner|agency",
    Field.PARTNER: "partnerukprn|partner ukprn|subcontractor ukprn",
    Field.PROGRAMME: "programme|program|course|standard|apprenticeship|course title|programme name",
    Field.POSITION: "position|job title|job|role|post|title of post",
    Field.SINCE: "since|start date|start|started|learnstartdate|date started|employment start|joined|from",
    Field.UNTIL: "until|end date|end|ended|leaving date|date left|left|learnactenddate|leave date|to",
    Field.SEX: "sex|gender|legal sex",
    Field.ETHNICITY: "ethnicity|ethnic origin|ethnic group|racial origin|ethnic background",
    Field.DISABILITY: "disability|lldd|llddhealthprob|disability status",
    Field.NATIONAL_INSURANCE: "national insurance number|national insurance no|ni number|ni no|ninumber|nino",
}
_NEVER = re.compile(
    r"health|medical|\bsen\b|\behcp?\b|religio|faith|belief|sexual|orientation|gender ?(?:ident|reass)"
    r"|prior ?(?:attain|level)|convict|offen[cs]e",
)
_NAMED_APART: Mapping[Field, re.Pattern[str]] = {
    Field.SEX: re.compile(r"\A(?:\w+ )?(?:sex|gender)(?: code| at birth)?\Z"),
    Field.ETHNICITY: re.compile(r"ethnic|\bracial\b"),
    Field.DISABILITY: re.compile(r"lldd|disab"),
    Field.NATIONAL_INSURANCE: re.compile(r"national insurance|\bni ?(?:no|number)\b|ninumber|\bnino\b"),
}
_STANDINGS: Mapping[str, Standing] = {
    "staff": Standing.STAFF,
    "employee": Standing.STAFF,
    "employed": Standing.STAFF,
    "permanent": Standing.STAFF,
    "associate": Standing.ASSOCIATE,
    "freelance": Standing.ASSOCIATE,
    "sessional": Standing.ASSOCIATE,
    "volunteer": Standing.VOLUNTEER,
    "board member": Standing.BOARD,
    "governor": Standing.BOARD,
    "trustee": Standing.BOARD,
    "director": Standing.BOARD,
    "learner": Standing.LEARNER,
    "student": Standing.LEARNER,
    "apprentice": Standing.LEARNER,
    "employer staff": Standing.EMPLOYER_STAFF,
    "mentor": Standing.EMPLOYER_STAFF,
    "line manager": Standing.EMPLOYER_STAFF,
    "subcontractor staff": Standing.SUBCONTRACTOR_STAFF,
    "subcontractor": Standing.SUBCONTRACTOR_STAFF,
    "partner staff": Standing.SUBCONTRACTOR_STAFF,
    "agency staff": Standing.AGENCY_STAFF,
    "agency": Standing.AGENCY_STAFF,
    "agency worker": Standing.AGENCY_STAFF,
}


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the columns of one table are. Kept with an import, so that the next of the same columns needs no telling."""

    columns: Mapping[str, Field] = field(default_factory=dict)
    """By the column's name as it stands in the file."""
    standing: Standing | None = None
    """What everybody in the file is, where no column says."""
    dates: Order | None = None
    """The order of day and month in columns that do not tell themselves; None: day first, and that is said."""

    def document(self) -> dict[str, Any]:
        """As it is kept, and as `--mapping` takes it."""
        return {
            "columns": {name: found.value for name, found in sorted(self.columns.items())},
            "standing": self.standing.value if self.standing else "",
            "dates": self.dates.value if self.dates else "",
        }


def folded(name: str) -> str:
    """A column's name without what people vary: case, spaces, points and lines."""
    return " ".join(re.sub(r"[\W_]+", " ", name.lower()).split())


_KNOWN = {folded(word): of for of, words in _CALLED.items() for word in words.split("|")}


def is_never_read(name: str, takes: Takes = frozenset()) -> bool:
    """Whether a column, by its name, holds what is not taken in: health, prior attainment, and of sex, ethnicity,
    disability and NI number what the provider has not opted in to, of anybody."""
    kept = _named_apart(name)
    return not is_taken(kept, takes) if kept else bool(_NEVER.search(folded(name)))


def is_taken(of: Field, takes: Takes) -> bool:
    """Whether a field that is kept apart is read of anybody."""
    return not takes.isdisjoint(APART[of].values())


def may_hold(name: str, of: Field, takes: Takes) -> bool:
    """Whether a column of this name may be read as this field: what is kept apart only as what it is."""
    kept = _named_apart(name)
    if of in APART:
        return is_taken(of, takes) and kept in (None, of) and not is_never_read(name, takes)
    return kept is None and not is_never_read(name)


def _named_apart(name: str) -> Field | None:
    return next((kept for kept, pattern in _NAMED_APART.items() if pattern.search(folded(name))), None)


def recognised(name: str, takes: Takes = frozenset()) -> Field | None:
    """What people usually mean by this name."""
    found = _KNOWN.get(folded(name))
    return found if found and may_hold(name, found, takes) else None


def guess(names: Iterable[str], takes: Takes = frozenset()) -> Meanings:
    """What these columns seem to be; of two that seem the same the first."""
    columns: dict[str, Field] = {}
    for name in names:
        found = recognised(name, takes)
        if found and found not in columns.values():
            columns[name] = found
    fields = set(columns.values())
    standing = None
    if Field.STANDING not in fields:
        if fields & _ONLY_LEARNERS:
            standing = Standing.LEARNER
        elif Field.PAYROLL in fields:
            standing = Standing.STAFF
    return Meanings(columns, standing)


def told(document: Any, takes: Takes = frozenset()) -> Meanings:
    """A mapping as somebody wrote it; raises `BadInput` with what is wrong."""
    if not isinstance(document, dict) or not isinstance(document.get("columns"), dict):
        raise _wrong('it has to say at least {"columns": {"name in the file": "field"}}')
    columns = {}
    for name, said in document["columns"].items():
        if said not in set(Field):
            raise _wrong(f"there is no field “{said}”. There are: {', '.join(Field)}")
        if not may_hold(str(name), Field(said), takes):
            raise _wrong(f"the column “{name}” is of a kind that is not taken in here, or not as that")
        columns[str(name)] = Field(said)
    if len(set(columns.values())) < len(columns):
        raise _wrong("two columns cannot be the same field")
    standing, dates = document.get("standing") or None, document.get("dates") or None
    if standing is not None and standing not in set(Standing):
        raise _wrong(f"people cannot be “{standing}”. They can be: {', '.join(Standing)}")
    if dates not in (None, Order.DAY_FIRST, Order.MONTH_FIRST):
        raise _wrong("dates are day-first or month-first")
    return Meanings(columns, Standing(standing) if standing else None, Order(dates) if dates else None)


def standing_called(said: str) -> Standing | None:
    """What somebody is, from a cell: our own words, and those that providers use."""
    word = folded(said).removesuffix("s") if folded(said) != "staff" else "staff"
    if word.replace(" ", "-") in set(Standing):
        return Standing(word.replace(" ", "-"))
    return _STANDINGS.get(word)


def _wrong(what: str) -> BadInput:
    return BadInput(f"The mapping cannot be used: {what}.", field="mapping")
