"""What each sort of fact says, typed: read from the shipped file, from a form, and back from the database alike."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, SerializeAsAny, StringConstraints, model_validator

from ...kernel.moments import LONDON
from ..vocabulary import Confidence, Extent, Measure, Purpose, Sort, Standing
from .bank_holidays import BankHolidays

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


class Weekday(StrEnum):
    """Days of the week, in order."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class Content(BaseModel):
    """What a fact says."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Hours(Content):
    """The same hours on some days of the week, in London time."""

    days: tuple[Weekday, ...]
    opens: time
    closes: time
    on_bank_holidays: bool

    @model_validator(mode="after")
    def _opens_first(self) -> Self:
        if self.closes <= self.opens:
            raise ValueError("a line closes after it opens, on the same day")
        return self


class Helpline(Content):
    """A number to ring."""

    name: Words
    number: Words
    text_relay: str = ""
    """What to dial from a textphone."""
    purpose: Purpose
    place: int
    """Where it stands in a list: danger first."""
    always: bool = False
    """Answered day and night."""
    hours: tuple[Hours, ...] = ()
    """Empty, and not `always`: no source gives them reliably."""
    not_for_staff: bool = False
    """People who work here go to their safeguarding lead instead."""

    def is_open(self, at: datetime, bank_holidays: BankHolidays) -> bool | None:
        """Whether somebody answers at an instant; None when the hours are not known."""
        if self.always or not self.hours:
            return True if self.always else None
        local = at.astimezone(LONDON)
        today = list(Weekday)[local.weekday()]
        holiday = local.date() in bank_holidays
        return any(
            today in hours.days
            and hours.opens <= local.time() < hours.closes
            and (hours.on_bank_holidays or not holiday)
            for hours in self.hours
        )


class Guidance(Content):
    """An edition of guidance, or an Act."""

    title: Words
    publisher: Words
    edition: Words
    dated: date | None = None
    """When it was published or, for an Act, had Royal Assent."""
    standing: Standing
    cited_as: tuple[Words, ...] = ()
    """What texts call it, whatever the edition; editions of one thing share it. Empty: nobody looks for it in texts."""
    sections: dict[str, Words] = {}
    """Its sections that a policy here rests on, by number, and what each is about. Empty: nobody listed them."""
    followed_by: str = ""
    """The key of what took its place."""


class Threshold(Content):
    """A number that law or guidance gives."""

    amount: int
    measure: Measure
    means: Words


class ProclaimedDay(Content):
    """A bank holiday that no rule foretells, or, when not `kept`, one that was moved elsewhere that year."""

    name: Words
    day: date
    kept: bool


class PreventYear(Content):
    """How many people were referred to Prevent in a year, and of how many a panel spoke and took on."""

    ended: date
    referred: int
    discussed: int
    adopted: int


CONTENTS: dict[Sort, type[Content]] = {
    Sort.HELPLINE: Helpline,
    Sort.GUIDANCE: Guidance,
    Sort.THRESHOLD: Threshold,
    Sort.FIGURE: PreventYear,
    Sort.BANK_HOLIDAY: ProclaimedDay,
}


class Statement(BaseModel):
    """A fact as somebody states it: what, where and since when it holds, who says so, and when to look again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Annotated[str, StringConstraints(pattern=r"^[a-z-]+\.[a-z0-9-]+$", max_length=80)]
    nation: Extent
    since: date | None = None
    """None: nobody knows since when."""
    until: date | None = None
    """The first day on which it no longer holds."""
    source: Words
    confidence: Confidence
    checked_on: date
    recheck_by: date
    content: SerializeAsAny[Content]

    @model_validator(mode="before")
    @classmethod
    def _read_content(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and isinstance(raw.get("content"), dict):
            sort = Sort(str(raw.get("key")).partition(".")[0])
            return raw | {"content": CONTENTS[sort].model_validate(raw["content"])}
        return raw

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.recheck_by <= self.checked_on:
            raise ValueError("a fact is looked at again after it was checked")
        if self.since and self.until and self.until <= self.since:
            raise ValueError("a fact ends after it begins")
        return self

    @property
    def sort(self) -> Sort:
        """What the fact is."""
        return Sort(self.key.partition(".")[0])
