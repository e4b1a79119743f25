"""What a story is: one concern of the year, and the beats of what came of it."""

from dataclasses import dataclass

from ...work.casework.vocabulary import AboutKind, ReporterKind, SourceOfConcern
from .beats import Beat


@dataclass(frozen=True, slots=True)
class Story:
    """One concern of the year, told `days_ago` at `hour` o'clock. People are named as the cast is known."""

    key: str
    days_ago: int
    hour: int
    reporter: ReporterKind
    about: AboutKind
    seen: str
    who: str = ""
    by: str = ""
    """Who reported it while signed in; empty for somebody without an account."""
    then: tuple[Beat, ...] = ()
    hours_noticed_before: int = 2
    source: tuple[SourceOfConcern, ...] = ()
    involves_the_lead: bool = False
    danger: bool = False
