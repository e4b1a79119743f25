"""Choosing from what happened in a matter: by day, by who wrote it, and by words a reader remembers; and the passage
in which they stand."""

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


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words with what stands before and after them."""

    before: str
    words: str
    after: str


_BEFORE, _AFTER = 60, 120


def passage(sought: str, said: str) -> Passage | None:
    """The first place at which `said` holds what is sought, whatever its capitals and accents; None where it does
    not."""
    folded, places = _folded(said)
    wanted = fold(sought)
    start = folded.find(wanted)
    if start < 0 or not wanted:
        return None
    first, last = places[start], places[start + len(wanted) - 1] + 1
    while last < len(said) and not fold(said[last]) and not said[last].isspace():
        last += 1  # an accent that stands by itself belongs to the letter before it
    before, after = said[:first], said[last:]
    return Passage(
        before if len(before) <= _BEFORE else f"… {before[-_BEFORE:].partition(' ')[2]}",
        said[first:last],
        after if len(after) <= _AFTER else f"{after[:_AFTER].rpartition(' ')[0]} …",
    )


def stands_in(wanted: str, said: str) -> bool:
    """Whether `said` holds what is sought, which is folded already. A plain word needs no folding of what most people
    write: over very many notes that is much of the time."""
    if wanted.isascii() and wanted.isalnum() and said.isascii():
        return wanted in said.lower()
    return wanted in fold(said)


def _folded(said: str) -> tuple[str, list[int]]:
    """As `fold` has it, with the place in `said` that each character comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(said):
        as_found = " " if letter.isspace() else fold(letter)
        if as_found == " " and (not letters or letters[-1] == " "):
            continue
        letters += as_found
        places += [place] * len(as_found)
    return "".join(letters), places
