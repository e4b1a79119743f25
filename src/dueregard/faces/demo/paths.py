"""What a card of *Who are you today?* is: somebody to be, and a path of three minutes from page to page."""

from dataclasses import dataclass
from enum import StrEnum

from .people import House, Plays


class Place(StrEnum):
    """Where a step begins: a page by the name of its address, the concern of a story, or what the policy says everybody
    reads."""

    CONCERN = "door"
    QUEUE = "desk-queue"
    RESTRICTED = "desk-restricted"
    STILL = "desk-queue?stalled=1"
    REPORTS = "my-reports"
    POLICIES = "policies"
    MISSING = "missing"
    PEOPLE = "people"
    FIND = "find"
    FIRST = "report-first"
    ABOUT_ME = "report-about-me"
    REPORT = "report"
    REPORT_AS_STAFF = "report?reporter=staff"
    AGAIN = "report-again"
    MESSAGES = "demo-tray"
    PEOPLE_IN = "people-in"
    MY_TRAINING = "my-training"
    TRAINING = "training"
    READING = "training-of"
    NOT_TEACHING = "may-not-teach"
    CHECKS = "central-record"
    BOARD_REPORTS = "board-reports"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what the visitor does, and what to look at there. `story` says which concern is meant, if one is."""

    does: str
    look: str
    place: Place
    story: str = ""
    at: tuple[str, ...] = ()
    """The providers where this step makes sense; empty for all."""


@dataclass(frozen=True, slots=True)
class Card:
    """One person a visitor can be. `best` is the provider whose policy shows them best."""

    plays: Plays
    title: str
    about: str
    best: str
    steps: tuple[Step, ...]
    receipt: str = ""
    """The story whose receipt is printed on the card, to look a report up again."""

    @property
    def needs_account(self) -> bool:
        """Whether this person signs in."""
        return self.plays not in {Plays.APPRENTICE, Plays.MENTOR}

    def steps_at(self, house: House) -> tuple[Step, ...]:
        """The path at one provider."""
        return tuple(step for step in self.steps if not step.at or house.slug in step.at)
