"""Choosing from what happened in a matter: by day, by who wrote it, and by words a reader remembers."""

from dataclasses import dataclass
from datetime import date, datetime

from ....authority.identity.vocabulary import fold
from ....ground.kernel.moments import london_day


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is asked for; what is left empty lets everything through."""

    since: date | None = None
    until: date | None = None
    by: str = ""
    words: str = ""

    def keeps(self, at: datetime, by: str, said: str) -> bool:
        """Whether something that happened then, was written by them and says this is asked for. Both days count, and
        words are found whatever their capitals and accents."""
        day = london_day(at)
        return (
            (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
            and (not self.by or by == self.by)
            and (not self.words.strip() or fold(self.words) in fold(said))
        )
