"""Age groups: ages cut into parts by whatever the policies say, everybody in one part, groups as their sum."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.people.age_groups import OLDEST, Ages, part_of, parts, tally, together

DAY = date(2026, 3, 4)
AGES = st.builds(
    lambda one, other: Ages(min(one, other), max(one, other)), *[st.integers(0, OLDEST) for _ in range(2)]
)
GROUPS = st.lists(AGES | st.builds(Ages, st.integers(1, OLDEST)), max_size=4)
BIRTHDAYS = st.lists(st.none() | st.dates(date(1900, 1, 1), DAY + timedelta(days=400)))
UNDER_18, YOUNG = Ages(0, 17), Ages(16, 25)


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        (Ages(0, 17), "under 18"),
        (Ages(16, 25), "16 to 25"),
        (Ages(16, 17), "16 and 17"),
        (Ages(16, 16), "16"),
        (Ages(26), "26 and over"),
        (Ages(0), "any age"),
    ],
)
def test_how_ages_are_said(ages: Ages, words: str) -> None:
    assert ages.words() == words


def test_groups_of_two_policies_cut_all_ages_where_either_begins_or_ends() -> None:
    assert parts([UNDER_18, YOUNG]) == (Ages(0, 15), Ages(16, 17), Ages(18, 25), Ages(26))
    assert parts([]) == (Ages(0),)


@pytest.mark.parametrize(
    ("born", "part"),
    [
        (date(2008, 3, 5), "16 and 17"),
        (date(2008, 3, 4), "18 to 25"),
        (date(2010, 3, 5), "under 16"),
        (date(2010, 3, 4), "16 and 17"),
        (date(2000, 3, 5), "18 to 25"),
        (date(2000, 3, 4), "26 and over"),
        (DAY, "under 16"),
        (DAY + timedelta(days=1), None),
        (None, None),
    ],
)
def test_an_age_turns_on_the_birthday(born: date | None, part: str | None) -> None:
    found = part_of(born, DAY, parts([UNDER_18, YOUNG]))
    assert (found and found.words()) == part


@given(GROUPS, BIRTHDAYS)
def test_everybody_is_counted_once_and_a_group_is_what_is_within_it(
    groups: list[Ages], births: list[date | None]
) -> None:
    of = parts(groups)
    counts = tally([(born, DAY, 1) for born in births], of)
    assert sum(counts.values()) == len(births)
    assert list(counts) == [*of, None]
    for group in groups:
        alone = tally([(born, DAY, 1) for born in births], parts([group]))
        assert together(group, counts) == alone[group]


def test_a_group_is_not_shown_where_a_part_of_it_is_not() -> None:
    counts = {Ages(0, 15): 0, Ages(16, 17): None, Ages(18, 25): 9, Ages(26): None, None: 7}
    assert together(UNDER_18, counts) is None
    assert together(YOUNG, counts) is None
    assert together(Ages(18, 25), counts) == 9
