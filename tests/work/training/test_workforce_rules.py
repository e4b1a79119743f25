"""The rules of who works here beside the place around: groups, their words, and which numbers may be shown."""

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
    document,
    group_of,
    of_document,
    partners,
    read_groups,
    shares,
    shown,
    tally,
    written,
)

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
def test_what_is_written_is_read_again_and_stored_whole(groups: tuple[Group, ...]) -> None:
    assert read_groups(written(groups)) == groups == of_document(document(groups))


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((10, 20, 30, 40), ""),
        ((9, 20, 30, 40), "ab"),
        ((20, 30, 40, 9), "ad"),
        ((9, 9, 30, 40), "abc"),
        ((0, 20, 30, 40), "ab"),
        ((0, 10, 30, 40), "abc"),
        ((0, 10, 0, 40), "abcd"),
        ((3, 4, 5, 6), "abcd"),
        ((3, 4, 5, 60), "abcd"),
    ],
)
def test_small_numbers_are_hidden_with_one_that_is_not(counts: tuple[int, ...], hidden: str) -> None:
    found = shown(dict(zip("abcd", counts, strict=True)), "abcd")
    assert "".join(name for name, count in found.items() if count is None) == hidden
    assert all(count is None or count >= FEWEST for count in found.values())


def alternatives(counts: dict[str, int], order: str) -> Iterator[dict[str, int]]:
    """Whatever else would be shown just so, of what differs from the counts by a move between two groups."""
    published = shown(counts, order)
    for one, other in product(counts, repeat=2):
        for many in range(1, min(counts[one], FEWEST) + 1):
            if one != other:
                moved = counts | {one: counts[one] - many, other: counts[other] + many}
                if shown(moved, order) == published:
                    yield moved


NEAR = st.one_of(st.integers(0, 2), st.integers(8, 12), st.integers(0, 30))


@settings(max_examples=600, deadline=None)
@given(st.lists(NEAR, min_size=2, max_size=6).filter(any), st.randoms(use_true_random=False))
def test_no_number_below_the_limit_follows_from_what_is_shown(sizes: list[int], chance: object) -> None:
    """Whoever knows how many there are in all, what is shown and this rule finds two answers for each hidden number
    below the limit, so nobody can tell which is right."""
    names = "abcdef"[: len(sizes)]
    order = "".join(chance.sample(names, len(names)))  # type: ignore[attr-defined]
    counts = dict(zip(names, sizes, strict=True))
    found = list(alternatives(counts, order))
    for name, count in counts.items():
        if count < FEWEST:
            assert any(other[name] != count for other in found), (counts, order)


def test_who_works_here_has_no_part_in_what_is_hidden_with_a_small_number() -> None:
    assert partners(AROUND) == (OTHER, UNSAID, OTHER_GROUP, MIXED, BLACK, ASIAN, WHITE)


def test_everybody_is_counted_once_and_shares_are_whole() -> None:
    said = ["White"] * 30 + ["Indian"] * 10 + ["", "Cornish"]
    counts = tally(said, AROUND)
    assert (sum(counts.values()), counts[WHITE], counts[ASIAN], counts[OTHER], counts[UNSAID]) == (
        42,
        30,
        10,
        1,
        1,
    )
    found = shares(shown(counts, partners(AROUND)), len(said))
    assert {name for name, share in found.items() if share is not None} == {WHITE}
    assert found[WHITE] == 71
