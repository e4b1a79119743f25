"""The rules of who works here beside the place around: groups, their words, and which numbers may be shown."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dueregard.work.training.rules.workforce import (
    ASIAN,
    BLACK,
    CENSUS,
    FEWEST,
    MIXED,
    OTHER,
    OTHER_GROUP,
    UNSAID,
    WHITE,
    Group,
    NoFigures,
    group_of,
    partners,
    read_groups,
    shares,
    shown,
    tally,
    written,
)

GROUPS, NOT_GROUPS = "abcd", "ef"
AROUND = tuple(Group(name, share) for name, share in zip(CENSUS, (93, 40, 29, 817, 21), strict=True))
OWN = read_groups("Settled here (White; Irish): 60\nTravelling people (Gypsy; Roma): 40")


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("White", WHITE),
        ("white - British", WHITE),
        ("White: English/Welsh/Scottish/Northern Irish/British", WHITE),
        ("Any other White background", WHITE),
        ("Irish", WHITE),
        ("Gypsy or Irish Traveller", WHITE),
        ("White and Asian", MIXED),
        ("White and Black Caribbean", MIXED),
        ("Mixed - White and Black African", MIXED),
        ("Asian or Asian British - Indian", ASIAN),
        ("PAKISTANI", ASIAN),
        ("Any other Asian background", ASIAN),
        ("Black, African", BLACK),
        ("Caribbean", BLACK),
        ("Arab", OTHER_GROUP),
        ("Other", OTHER_GROUP),
        ("Any other ethnic group", OTHER_GROUP),
        ("Cornish", OTHER),
        ("British", OTHER),
        ("!", UNSAID),
        ("", UNSAID),
        ("Prefer not to say", UNSAID),
        ("not stated", UNSAID),
    ],
)
def test_a_word_belongs_to_its_group_of_the_census(said: str, group: str) -> None:
    assert group_of(said, AROUND) == group


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("irish", "Settled here"),
        ("Roma", "Travelling people"),
        ("travelling people", "Travelling people"),
        ("White British", "Settled here"),
        ("Indian", OTHER),
        ("", UNSAID),
    ],
)
def test_or_to_what_the_provider_calls_it(said: str, group: str) -> None:
    assert group_of(said, OWN) == group


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "from 2 to 20"),
        ("White: 100", "from 2 to 20"),
        ("White: 60\nAsian 40", "Line 2: write a name, a colon and a figure"),
        ("White: 60\n\nAsian: many", "Line 3:"),
        ("White: 60\nwhite: 40", "Line 2: “white” stands here twice"),
        ("White: 60\nDid not say: 40", "Line 2:"),
        ("White: 60\nAsian: 30", "add up to 90."),
        ("White: 60\n" + "x" * 81 + ": 40", "Line 2: a name is up to 80"),
        ("White: 600\nAsian: 40", "add up to 640."),
    ],
)
def test_figures_that_cannot_be_read_say_where(text: str, says: str) -> None:
    with pytest.raises(NoFigures) as refused:
        read_groups(text)
    assert says in str(refused.value)


WORDS = st.text("abdefghéüWXYZ", min_size=1, max_size=12)


@st.composite
def figures(draw: st.DrawFn) -> tuple[Group, ...]:
    names = draw(st.lists(WORDS, min_size=4, max_size=12, unique_by=str.lower))
    cuts = sorted(draw(st.lists(st.integers(0, 1000), min_size=3, max_size=3)))
    sizes = [b - a for a, b in zip([0, *cuts], [*cuts, 1000], strict=True)]
    return tuple(
        Group(name, size, tuple(names[4 + at :: 4]))
        for at, (name, size) in enumerate(zip(names, sizes, strict=False))
    )


@given(figures())
def test_what_is_written_is_read_again(groups: tuple[Group, ...]) -> None:
    assert read_groups(written(groups)) == groups


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((10, 20, 30, 40), ""),
        ((9, 20, 30, 40), "ab"),
        ((20, 30, 40, 9), "da"),
        ((9, 9, 30, 40), "abc"),
        ((0, 20, 30, 40), "ab"),
        ((0, 10, 30, 40), "abc"),
        ((1, 10, 30, 40), "ab"),
        ((0, 10, 0, 40), "abcd"),
        ((3, 4, 5, 6), "abcd"),
        ((3, 4, 5, 60), "abcd"),
        # The last two are no groups: their noughts are shown, unless nothing else is.
        ((10, 20, 30, 40, 0, 0), ""),
        ((10, 20, 30, 40, 3, 0), "ea"),
        ((10, 20, 30, 40, 3, 20), "ef"),
        ((9, 20, 30, 40, 0, 0), "ab"),
        ((0, 12, 30, 40, 0, 0), "abc"),
        ((0, 13, 30, 40, 0, 0), "ab"),
        ((9, 20, 0, 0, 0, 0), "abcdef"),
        ((0, 1, 0, 0, 0, 0), "abcdef"),
    ],
)
def test_small_numbers_are_hidden_with_one_that_is_not(counts: tuple[int, ...], hidden: str) -> None:
    names = "abcdef"[: len(counts)]
    order = [name for name in NOT_GROUPS + GROUPS if name in names]
    no_groups = frozenset(NOT_GROUPS) & set(names)
    found = shown(dict(zip(names, counts, strict=True)), order, no_groups)
    assert {name for name, count in found.items() if count is None} == set(hidden)


def alternatives(counts: dict[str, int], order: str, no_groups: str) -> Iterator[dict[str, int]]:
    """Whatever else would be shown just so, of what differs from the counts by a few people between two groups, or from
    one to two others."""
    published = shown(counts, order, frozenset(no_groups))
    hidden = [name for name, count in published.items() if count is None]
    for of, one, other in product(hidden, repeat=3):
        for many in range(1, min(counts[of], FEWEST) + 1):
            for part in range(many + 1) if one != other else (many,):
                moved = Counter(counts) + Counter({one: part}) + Counter({other: many - part})
                moved[of] -= many
                found = {name: moved[name] for name in counts}
                if shown(found, order, frozenset(no_groups)) == published:
                    yield found


NEAR = st.one_of(st.integers(0, 3), st.integers(8, 13), st.integers(0, 30))


@settings(max_examples=400, deadline=None)
@given(st.lists(NEAR, min_size=2, max_size=6).filter(any), st.integers(0, 2), st.permutations("abcdef"))
def test_no_number_below_the_limit_follows_from_what_is_shown(
    sizes: list[int], without: int, way: list[str]
) -> None:
    """Whoever knows how many there are in all, what is shown and this rule finds two answers for each hidden number
    below the limit, so nobody can tell which is right. `without`: so many of them are no groups."""
    names = "abcdef"[: len(sizes)]
    no_groups, order = names[:without], "".join(name for name in way if name in names)
    counts = dict(zip(names, sizes, strict=True))
    published = shown(counts, order, frozenset(no_groups))
    open_ = {name for name, count in counts.items() if count < FEWEST and published[name] is None}
    small = {name for name, count in counts.items() if count < FEWEST}
    assert small - open_ <= {name for name in no_groups if counts[name] == 0}
    for other in alternatives(counts, order, no_groups):
        open_ -= {name for name in open_ if other[name] != counts[name]}
        if not open_:
            break
    assert open_ == set()


def test_who_works_here_has_no_part_in_what_is_hidden_with_a_small_number() -> None:
    assert partners(AROUND) == (OTHER, UNSAID, OTHER_GROUP, MIXED, BLACK, ASIAN, WHITE)


def test_everybody_is_counted_once_and_shares_are_whole() -> None:
    said = ["White"] * 30 + ["Indian"] * 11 + ["", "Cornish"]
    counts = tally(said, AROUND)
    assert (sum(counts.values()), counts[WHITE], counts[ASIAN], counts[OTHER], counts[UNSAID]) == (
        43,
        30,
        11,
        1,
        1,
    )
    found = shares(shown(counts, partners(AROUND)), len(said))
    assert {name for name, share in found.items() if share is not None} == {WHITE}
    assert found[WHITE] == 70
