"""Who works here beside the place around: which group somebody's own word belongs to, and which numbers may be shown.

Only how many, and never who. Everybody may know how many work here, so a hidden number must not follow from that and
the others; nor from this rule, which everybody may read.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

FEWEST = 10
"""Of fewer people than this no number is shown (domain.md 14, rule 22)."""
OTHER = "Said in other words"
UNSAID = "Did not say"
NO_GROUPS = frozenset({OTHER, UNSAID})
ASIAN = "Asian, Asian British or Asian Welsh"
BLACK = "Black, Black British, Black Welsh, Caribbean or African"
MIXED = "Mixed or Multiple ethnic groups"
WHITE = "White"
OTHER_GROUP = "Other ethnic group"
CENSUS = (ASIAN, BLACK, MIXED, WHITE, OTHER_GROUP)
"""The groups of the census of England and Wales of 2021, in its order."""
_MOST, _LONGEST = 20, 80
_WITHIN: Mapping[str, str] = {
    "bangladeshi": ASIAN,
    "chinese": ASIAN,
    "indian": ASIAN,
    "pakistani": ASIAN,
    "african": BLACK,
    "caribbean": BLACK,
    "gypsy": WHITE,
    "irish": WHITE,
    "roma": WHITE,
    "traveller": WHITE,
    "arab": OTHER_GROUP,
}
"""Groups within those, by the first word; and each of those by its own first word."""
_BROAD: Mapping[str, str] = {
    "asian": ASIAN,
    "black": BLACK,
    "mixed": MIXED,
    "multiple": MIXED,
    "white": WHITE,
}
_NOTHING_SAID = frozenset(
    {
        "", "declined", "did not say", "not given", "not known", "not provided", "not stated", "prefer not to say",
        "rather not say", "refused", "unknown", "information refused", "not disclosed", "i prefer not to say",
    }
)  # fmt: skip
_LINE = re.compile(
    r"(?P<name>[^:()]+?)\s*(?:\((?P<words>[^()]*)\))?\s*:\s*(?P<share>\d{1,3}(?:[.,]\d)?)\s*%?\Z"
)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of people who live around, as the figures name it."""

    name: str
    share: int
    """How many of every thousand who live around."""
    words: tuple[str, ...] = ()
    """What else people here call it."""


class NoFigures(ValueError):
    """The figures cannot be read; says where, and what would be right."""


def read_groups(text: str) -> tuple[Group, ...]:
    """The groups that somebody wrote, one on a line: `Name (other words; for it): 12.3`. Raises `NoFigures`."""
    found: list[Group] = []
    seen = {_folded(OTHER), *_NOTHING_SAID}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        group = _read_line(number, line.strip())
        for word in (group.name, *group.words):
            if _folded(word) in seen:
                raise NoFigures(f"Line {number}: “{word}” stands here twice, or is kept for who did not say.")
            seen.add(_folded(word))
        found.append(group)
    if not 2 <= len(found) <= _MOST:
        raise NoFigures(f"Give from 2 to {_MOST} groups, each on a line of its own, like “White: 81.7”.")
    whole = sum(group.share for group in found)
    if not 990 <= whole <= 1010:
        raise NoFigures(f"The figures add up to {whole / 10:g}. Together they should make 100.")
    return tuple(found)


def _read_line(number: int, line: str) -> Group:
    match = _LINE.match(line)
    if match is None:
        raise NoFigures(f"Line {number}: write a name, a colon and a figure, like “White: 81.7”.")
    name = match["name"].strip()
    words = tuple(word.strip() for word in (match["words"] or "").split(";") if word.strip())
    if any(len(word) > _LONGEST for word in (name, *words)):
        raise NoFigures(f"Line {number}: a name is up to {_LONGEST} characters long.")
    return Group(name, round(float(match["share"].replace(",", ".")) * 10), words)


def written(groups: Iterable[Group]) -> str:
    """The groups as somebody would write them, and as they are kept."""
    lines = []
    for group in groups:
        words = f" ({'; '.join(group.words)})" if group.words else ""
        lines.append(f"{group.name}{words}: {group.share / 10:g}")
    return "\n".join(lines)


def group_of(said: str, groups: Iterable[Group]) -> str:
    """The name of the group somebody's own word belongs to: as the figures call it, or as the census does."""
    word = _folded(said)
    if not is_said(said):
        return UNSAID
    by_word = {_folded(one): group.name for group in groups for one in (group.name, *group.words)}
    return by_word.get(word) or by_word.get(_folded(census_group(said))) or OTHER


def is_said(said: str) -> bool:
    """Whether these words say anything of somebody, and not that nobody asked or they would rather not."""
    return _folded(said) not in _NOTHING_SAID


def census_group(said: str) -> str:
    """The group of the census that somebody's own word belongs to; empty where it is none of the census's words."""
    words = [word for word in _folded(said).split() if word not in {"any", "background"}]
    if words[:1] == ["other"]:
        words = words[1:] if len(words) > 1 else ["other"]
    if words[:2] == ["white", "and"]:
        return MIXED
    first = words[0] if words else ""
    if first in {"other", "ethnic"}:
        return OTHER_GROUP
    return _BROAD.get(first) or _WITHIN.get(first, "")


def tally(said: Iterable[str], groups: Sequence[Group]) -> dict[str, int]:
    """How many belong to each group, and how many said it in other words, or did not say."""
    counts = Counter(group_of(one, groups) for one in said)
    return {name: counts[name] for name in (*(group.name for group in groups), OTHER, UNSAID)}


def partners(groups: Iterable[Group]) -> tuple[str, ...]:
    """In which order a group is hidden with another: what tells least first, and of the groups the smallest around
    here. Who works here has no part in the order, or the order would tell of them."""
    return OTHER, UNSAID, *(group.name for group in sorted(groups, key=lambda one: (one.share, one.name)))


def shown(
    counts: Mapping[str, int],
    order: Sequence[str],
    no_groups: frozenset[str] = NO_GROUPS,
    besides: Collection[str] = (),
) -> dict[str, int | None]:
    """The counts that may be shown; None for one that may not, as for each of `besides`.

    Each that is below `FEWEST` is hidden, nought too, and with them the first of the others in the order, or it would
    follow from how many there are in all. What is no group says with its nought only that everybody named one; that is
    shown, so that it costs no other its number. Where those hidden make so few together that they would follow all the
    same, the next of the others is hidden too; and where no other is left, the noughts.
    """
    noughts = {name for name in no_groups if counts.get(name) == 0} - set(besides)
    hidden = {name for name, count in counts.items() if count < FEWEST or name in besides} - noughts
    others = [name for name in order if name not in hidden | noughts]
    if hidden:
        with_them = others[:1]
        if sum(counts[name] for name in (*hidden, *with_them)) <= FEWEST + len(no_groups):
            with_them = others[:2]
        hidden |= set(with_them)
        if with_them == others:
            hidden |= noughts
    return {name: None if name in hidden else count for name, count in counts.items()}


def shares(counts: Mapping[str, int | None], whole: int) -> dict[str, int | None]:
    """Of every hundred who work here how many, to the whole number; None where it may not be shown."""
    return {
        name: None if count is None else round(100 * count / whole) if whole else None
        for name, count in counts.items()
    }


def _folded(said: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", said.lower()).split())
