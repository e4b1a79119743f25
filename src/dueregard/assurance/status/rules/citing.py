"""What a text cites of law and guidance, held against the editions and sections that are known."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_BETWEEN = (
    rf"(?:[\s,:()“”*_\u2013-]|\b(?:for England and Wales|in force|from|since|of|the|edition|version|updated|published"
    rf"|dated|page|\d{{1,2}}|{_MONTHS})\b)*"
)
"""What may stand between a title and the year of its edition. Anything else begins another thought."""
_NAMES_A_YEAR = re.compile(r"\d{4}$")
_NUMBERS = r"((?:\d+[A-Z]?)(?:(?:,| and| or| to) ?\d+[A-Z]?)*)"


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of guidance, or an Act, as texts may cite it."""

    key: str
    title: str
    names: tuple[str, ...]
    years: frozenset[str]
    """Years by which a text may call it."""
    label: str
    """What its edition is called."""
    stands: bool
    """Whether it is what holds on the day the text is read."""
    ended: bool = False
    """Whether it held once and no longer does. One that is still to come neither stands nor has ended."""
    followed_by: str = ""
    sections: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Old:
    """An edition a text names and that no longer holds."""

    name: str
    year: str
    now: Edition | None
    """What holds in its place; None where nobody knows."""

    def words(self) -> str:
        """The second half of a sentence that begins with where it is named."""
        said = f"{self.name} of {self.year}, which is not the edition in force"
        return f"{said}: {self.now.title} ({self.now.label}) is" if self.now else said


def old_editions(text: str, editions: Iterable[Edition]) -> Iterator[Old]:
    """Editions that a text names by their year and that something else has taken the place of."""
    known = tuple(editions)
    by_key = {one.key: one for one in known}
    seen: set[tuple[str, str]] = set()
    for name in dict.fromkeys(name for one in known for name in one.names):
        if _NAMES_A_YEAR.search(name):  # an Act has its year in its name, and no other edition
            continue
        called = [one for one in known if name in one.names]
        for year in _dated(name).findall(_flat(text)):
            if (name, year) in seen or any(one.stands and year in one.years for one in called):
                continue
            seen.add((name, year))
            then = next((one for one in called if year in one.years), None)
            now = by_key.get(then.followed_by) if then else next((one for one in called if one.stands), None)
            if then.ended if then else now:
                yield Old(name, year, now)


def wrong_sections(text: str, editions: Iterable[Edition]) -> Iterator[tuple[Edition, str]]:
    """Sections that a text cites of an Act and that are not among those known to bear on this."""
    flat = _flat(text)
    for one in editions:
        if not (one.stands and one.sections):
            continue
        for name in one.names:
            before, after = _sectioned(name)
            cited = [
                number for found in (*before.findall(flat), *after.findall(flat)) for number in _each(found)
            ]
            yield from ((one, number) for number in dict.fromkeys(cited) if number not in one.sections)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _each(found: str) -> list[str]:
    """`36 to 38` cites its two ends: what lies between them is there when they are."""
    return re.findall(r"\d+[A-Z]?", found)


@lru_cache(maxsize=200)
def _dated(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(name)}\b{_BETWEEN}\b((?:19|20)\d\d)\b", re.IGNORECASE)


@lru_cache(maxsize=200)
def _sectioned(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    own = re.escape(name)
    before = rf"\b(?:sections?|ss?\.) ?{_NUMBERS} of (?:the )?{own}"
    after = rf"{own},? \(?(?:sections?|ss?\.) ?{_NUMBERS}"
    return re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE)
