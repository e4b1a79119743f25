"""Terms, weeks, and which answers may be shown: never what fewer than six people said between two looks."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.work.climate.rules import Answers, Term, answered, may_be_shown, term_of, week_of
from dueregard.work.climate.vocabulary import About, Audience, Felt
from dueregard.work.training.rules.sureness import ENOUGH

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "begins", "last"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 4, 30)),
        (date(2026, 4, 30), date(2026, 1, 1), date(2026, 4, 30)),
        (date(2026, 5, 1), date(2026, 5, 1), date(2026, 7, 31)),
        (date(2026, 8, 1), date(2026, 8, 1), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2026, 8, 1), date(2026, 12, 31)),
    ],
)
def test_the_term_of_a_day(day: date, begins: date, last: date) -> None:
    assert (term_of(day), term_of(day).last_day) == (Term(begins), last)


@given(DAYS)
def test_every_day_lies_in_its_term_and_in_a_week_of_it(day: date) -> None:
    term, week = term_of(day), week_of(day)
    assert term.begins <= week <= day < term.ends
    assert day - week < timedelta(days=7)
    assert week_of(week) == week
    assert term.before().ends == term.begins


def week(yes: int, no: int = 0) -> dict[tuple[About, Felt], int]:
    return {(of, felt): n for of in About for felt, n in ((Felt.YES, yes), (Felt.NO, no)) if n}


@pytest.mark.parametrize(
    ("weeks", "people"),
    [
        ([], 0),
        ([week(5)], 0),
        ([week(6)], 6),
        ([week(3, 2), week(0, 1)], 6),
        ([week(7), week(5)], 7),
        ([week(7), week(5), week(1)], 13),
        ([week(1), week(20), week(5)], 21),
    ],
)
def test_answers_come_in_batches_that_tell_of_nobody(
    weeks: list[dict[tuple[About, Felt], int]], people: int
) -> None:
    assert answered(may_be_shown(weeks)) == people


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_between_any_two_looks_lie_six_people_or_none_and_nothing_is_taken_back(
    numbers: list[tuple[int, int]],
) -> None:
    weeks = [week(*each) for each in numbers]
    looks = [Counter(may_be_shown(weeks[:at])) for at in range(len(weeks) + 1)]
    for at, one in enumerate(looks):
        for later in looks[at:]:
            assert not one - later
            gone_by = answered(later) - answered(one)
            assert gone_by == 0 or gone_by >= ENOUGH


def test_shares_are_of_those_shown_and_nought_where_none_are() -> None:
    one = Answers(Term(date(2026, 1, 1)), Audience.STAFF, week(2, 4))
    assert [one.share(About.SAFE, felt) for felt in Felt] == [33, 0, 67]
    none = Answers(Term(date(2026, 1, 1)), Audience.STAFF, {})
    assert (none.people, none.share(About.TURN, Felt.NO)) == (0, 0)
