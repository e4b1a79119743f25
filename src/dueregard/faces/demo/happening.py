"""What happens at an invented provider besides its stories: somebody does something at a time of the year."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import from_london
from .people import House, Plays


@dataclass(frozen=True, slots=True)
class Happening:
    """Something to be done, told the time at which it is done."""

    at: datetime
    do: Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Crew:
    """A provider's people: those of the cast by sign-in name, those who came by a file by what they are known as."""

    house: House
    cast: Mapping[str, UUID]
    today: date
    joined: dict[str, UUID] = field(default_factory=dict)
    """Filled when the files come."""

    def of(self, plays: Plays) -> UUID:
        """Whoever of the cast plays this."""
        return self.cast[self.house.playing(plays).login]

    def of_known(self, name: str) -> UUID:
        """Whoever of the cast the stories call so."""
        return self.cast[self.house.known_as(name).login]

    def as_(self, plays: Plays) -> Actor:
        """The same, acting."""
        return Actor.person(self.of(plays))

    def happens(self, days_ago: int, do: Callable[[datetime], None], hour: int = 9) -> Happening:
        """Something done so many days ago."""
        return Happening(from_london(self.day(days_ago), time(hour)), do)

    def day(self, days_ago: int) -> date:
        """The day so many days ago, or to come where it is less than none."""
        return self.today - timedelta(days=days_ago)
