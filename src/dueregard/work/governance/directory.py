"""The directory: whom people turn to, line by line, and what was done about a line."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb


class Done(StrEnum):
    """What was done about a line of the directory."""

    ADDED = "added"
    CHANGED = "changed"
    CONFIRMED = "confirmed"
    """Somebody looked, and it still holds as it stands."""
    REMOVED = "removed"
    NO_LONGER_FIRST = "no-longer-first"
    """Another line became the first to turn to."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one line says."""

    called: str
    """Who answers there: a post, a service, or somebody who agreed to be named."""
    region: str = ""
    """One of the regions the policy names; empty: it names none, or this is for all of them."""
    population: str = ""
    """Of those the policy names; empty: everybody."""
    hours: str = ""
    """When somebody answers, in words; empty: nobody said."""
    phone: str = ""
    email: str = ""
    web: str = ""
    first: bool = False
    """It is the first to turn to of its list."""


@verb("governance.directory-kept")
class DirectoryKept(Verb):
    """A line of the directory was added, changed, confirmed or removed."""

    directory_row: UUID
    done: Done
