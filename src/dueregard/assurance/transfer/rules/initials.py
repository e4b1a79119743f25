"""Initials in place of names: wherever a known name stands as a whole word, whatever its capitals and accents.

Nobody is trusted to have found every name by this: what was replaced is listed for a person to check, and they mark
what else has to go.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ....authority.identity.vocabulary import fold

_NO_NAMES = frozenset(
    {
        "a", "an", "and", "aunt", "boy", "brother", "child", "dad", "daughter", "dr", "father", "friend", "from",
        "girl", "her", "his", "in", "know", "known", "learner", "man", "me", "miss", "mother", "mr", "mrs", "ms",
        "mum", "mx", "my", "name", "no", "not", "of", "on", "our", "person", "sister", "son", "staff", "student",
        "sure", "teacher", "the", "their", "they", "to", "tutor", "uncle", "unknown", "woman", "young",
    }
)  # fmt: skip
"""Words that stand in a box for a name and are none."""
_CONTACT = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.,;]+|(?<![\w+])\+?\d(?:[ ()./-]{0,2}\d){8,13}(?!\d)")
"""A mail address, or a number one can ring."""
_WORD = re.compile(r"[^\W_](?:[^\s,/()]*[^\W_])?")
REACH = "[how to reach them]"
_AROUND = 30


@dataclass(frozen=True, slots=True)
class Known:
    """The names that are looked for, each written as a pattern over folded text, and what stands in its place."""

    patterns: tuple[tuple[str, str], ...]
    """The longest first."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """One way of writing that was replaced, how often, and the words round its first place."""

    written: str
    by: str
    times: int
    where: str


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    by: str


def known(people: Iterable[Sequence[str]]) -> Known:
    """What to look for, given all the names of each person; initials are those of the first. Two people with the same
    initials are told apart by a number."""
    patterns: dict[str, str] = {}
    named = [found for names in people if (found := [parts for one in names if (parts := _parts(fold(one)))])]
    bearers = Counter(piece for names in named for piece in {p for parts in names for p in _pieces(parts)})
    taken: Counter[str] = Counter()
    for names in named:
        letters = _letters(names[0])
        taken[letters] += 1
        short = letters if taken[letters] == 1 else f"{letters}{taken[letters]}"
        for parts in names:
            if len(parts) > 1:
                patterns.setdefault(r"[\s-]+".join(map(re.escape, parts)), short)
            for piece in _pieces(parts):
                patterns.setdefault(re.escape(piece), short if bearers[piece] == 1 else piece[0].upper())
    return Known(tuple(sorted(patterns.items(), key=lambda one: (-len(one[0]), one[0]))))


def _parts(name: str) -> list[str]:
    """The words of a folded name that could tell who somebody is."""
    words = _WORD.findall(name)
    return [word for word in words if len(word) > 1 and word not in _NO_NAMES and not word.isdecimal()]


def _pieces(parts: Iterable[str]) -> list[str]:
    """The words of a name; one that has a hyphen is also known by each of its halves."""
    found = [piece for part in parts for piece in (part, *part.split("-")) if len(piece) > 1]
    return list(dict.fromkeys(found))


def conceal(
    texts: Sequence[str], names: Known, keep: Collection[str] = ()
) -> tuple[list[str], tuple[Replaced, ...]]:
    """The texts with initials for names, and what was replaced. `keep`: ways of writing somebody said are no name."""
    written: dict[str, tuple[str, str]] = {}
    times: Counter[str] = Counter()
    found = []
    for text in texts:
        pieces, at = [], 0
        for place in _places(text, names):
            there = text[place.start : place.end]
            if there in keep:
                continue
            times[there] += 1
            around = text[max(place.start - _AROUND, 0) : place.end + _AROUND]
            written.setdefault(there, (place.by, " ".join(around.split())))
            pieces += [text[at : place.start], place.by]
            at = place.end
        found.append("".join([*pieces, text[at:]]))
    return found, tuple(Replaced(there, by, times[there], where) for there, (by, where) in written.items())


def _places(text: str, names: Known) -> Iterator[_Place]:
    """Where something is to be replaced, in order and none within another."""
    found = [_Place(*one.span(), REACH) for one in _CONTACT.finditer(text)]
    folded, at = _spread(text)
    for pattern, by in names.patterns:
        for one in re.finditer(rf"(?<![^\W_])(?:{pattern})(?![^\W_])", folded):
            end = at[one.end() - 1] + 1
            while end < len(text) and _unseen(text[end]):
                end += 1
            place = _Place(at[one.start()], end, by)
            if all(place.end <= other.start or other.end <= place.start for other in found):
                found.append(place)
    yield from sorted(found, key=lambda one: one.start)


def _spread(text: str) -> tuple[str, list[int]]:
    """The text folded letter by letter, and from which letter of it each came."""
    letters: list[str] = []
    at: list[int] = []
    for place, letter in enumerate(text):
        for one in _folded(letter):
            letters.append(one)
            at.append(place)
    return "".join(letters), at


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    if letter.isspace():
        return " "
    return "" if _unseen(letter) else fold(letter)


def _unseen(letter: str) -> bool:
    """An accent of its own, or a sign that nobody sees: neither parts a name in two."""
    return bool(unicodedata.combining(letter)) or unicodedata.category(letter) == "Cf"


def initials_of(name: str) -> str:
    """The initials of one name."""
    return _letters(_parts(fold(name)))


def _letters(parts: Iterable[str]) -> str:
    return "".join(half[0] for part in parts for half in part.split("-") if half).upper()
