"""The rules of equality monitoring: which years, which group, and which shares nobody sees."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.assurance.reports.rules.equality import (
    DISABLED,
    GROUPS,
    NOT_DISABLED,
    Row,
    disability_group,
    ethnic_group,
    may_be_shown,
    rows,
    window,
)
from dueregard.work.training.rules.workforce import (
    ASIAN,
    BLACK,
    FEWEST,
    MIXED,
    OTHER,
    OTHER_GROUP,
    UNSAID,
    WHITE,
)

ORDER = ("Sea", "Hill", "Wood", OTHER, UNSAID)


@pytest.mark.parametrize(
    ("day", "since", "until"),
    [
        (date(2026, 7, 31), date(2022, 8, 1), date(2025, 8, 1)),
        (date(2026, 8, 1), date(2023, 8, 1), date(2026, 8, 1)),
        (date(2026, 12, 31), date(2023, 8, 1), date(2026, 8, 1)),
        (date(2027, 1, 1), date(2023, 8, 1), date(2026, 8, 1)),
        (date(2028, 2, 29), date(2024, 8, 1), date(2027, 8, 1)),
    ],
)
def test_it_speaks_of_three_whole_academic_years(day: date, since: date, until: date) -> None:
    assert window(day) == (since, until)


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("31", WHITE),
        ("34", WHITE),
        ("35", MIXED),
        ("38", MIXED),
        ("39", ASIAN),
        ("43", ASIAN),
        ("44", BLACK),
        ("46", BLACK),
        ("47", OTHER_GROUP),
        ("98", OTHER_GROUP),
        ("97", OTHER),
        ("4", OTHER),
        ("²", OTHER),
        ("Any other Asian background", ASIAN),
        ("Cornish", OTHER),
        ("Prefer not to say", UNSAID),
        ("", UNSAID),
    ],
)
def test_a_code_or_a_word_belongs_to_a_group(said: str, group: str) -> None:
    assert ethnic_group(said) == group


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("1", DISABLED),
        ("1/14", DISABLED),
        ("Yes", DISABLED),
        ("2", NOT_DISABLED),
        ("No", NOT_DISABLED),
        ("none", NOT_DISABLED),
        ("Dyslexia", OTHER),
        ("Not known", UNSAID),
        ("", UNSAID),
    ],
)
def test_what_is_kept_of_disability_belongs_to_a_group(said: str, group: str) -> None:
    assert disability_group(said) == group


def people(**many: int) -> list[str]:
    names = {"other": OTHER, "unsaid": UNSAID}
    return [names.get(name, name) for name, number in many.items() for _one in range(number)]


def test_shares_stand_beside_each_other() -> None:
    everybody = people(Sea=60, Hill=100, Wood=40)
    assert rows(ORDER, everybody, people(Sea=20, Hill=15, Wood=15)) == (
        Row("Sea", 30, 40),
        Row("Hill", 50, 30),
        Row("Wood", 20, 30),
        Row(OTHER, 0, 0),
        Row(UNSAID, 0, 0),
    )


def test_a_small_share_takes_another_with_it() -> None:
    found = rows(ORDER, people(Sea=60, Hill=100, Wood=40), people(Sea=20, Hill=15, Wood=3))
    assert [row.name for row in found if row.concerned is None] == ["Hill", "Wood"]
    assert all(row.learners is not None for row in found)


def test_nearly_all_of_a_group_is_as_telling_as_a_few() -> None:
    found = rows(ORDER, people(Sea=60, Hill=100, Wood=22), people(Sea=20, Hill=15, Wood=14))
    assert [row.name for row in found if row.concerned is None] == ["Hill", "Wood"]


@pytest.mark.parametrize(
    ("learners", "concerned", "enough"),
    [(100, 9, False), (100, 10, True), (100, 90, True), (100, 91, False), (0, 0, False)],
)
def test_too_few_people_have_no_shares(learners: int, concerned: int, enough: bool) -> None:
    assert may_be_shown(learners, concerned) is enough


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=len(ORDER), max_size=len(ORDER)),
)
def test_no_share_is_of_few_and_none_follows_from_the_rest(counts: list[tuple[int, int]]) -> None:
    everybody = {name: untouched + some for name, (untouched, some) in zip(ORDER, counts, strict=True)}
    some = {name: some for name, (_untouched, some) in zip(ORDER, counts, strict=True)}
    found = rows(
        ORDER,
        [name for name, n in everybody.items() for _one in range(n)],
        [name for name, n in some.items() for _one in range(n)],
    )
    for row in found:
        if row.concerned is not None and some[row.name]:
            assert some[row.name] >= FEWEST
            assert everybody[row.name] - some[row.name] >= FEWEST
    hidden = [row.name for row in found if row.concerned is None]
    assert len(hidden) != 1
    if hidden and len(hidden) < len(ORDER):
        assert sum(some[name] for name in hidden) > 0


def test_every_group_has_a_row() -> None:
    for order in GROUPS.values():
        assert len(rows(order, [], [])) == len(order)
