"""What is asked after sending: at most two things about the writing, and initials of nobody but staff."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.work.casework.rules.suggesting import MOST, Suggestion, Written, initials_in, suggestions

NAME, WHEN, WHOSE = Suggestion.FULL_NAME, Suggestion.WHEN, Suggestion.WHOSE_WORDS


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        (Written("He keeps to himself."), (WHEN, WHOSE)),
        (Written("Yesterday I saw a drawing."), ()),
        (Written("He keeps to himself.", says_when=True), (WHOSE,)),
        (Written("He keeps to himself.", says_how_known=True), (WHEN,)),
        (Written("I am afraid at home.", about_self=True), (WHEN,)),
        (Written("On Tuesday he was beside himself."), (WHOSE,)),
        (Written("It was at 3pm."), (WHOSE,)),
        (Written("It was on 3/4."), (WHOSE,)),
        (Written("Since March he is not himself."), (WHOSE,)),
        (Written("He marched off. It may be nothing."), (WHEN, WHOSE)),
        (Written("She told me she is afraid."), (WHEN,)),
        (Written("“You will all see.”"), (WHEN,)),
        (Written("He has sundry things.", says_how_known=True), (WHEN,)),
        (Written("", names=("J. F.",), by_staff=True), (NAME, WHEN)),
        (Written("Yesterday.", names=("J. F.",), by_staff=True), (NAME, WHOSE)),
        (Written("Yesterday I saw it.", names=("Kit Marlow", "JF"), by_staff=True), (NAME,)),
        (Written("Yesterday I saw it.", names=("J. F.",)), ()),
        (Written("Yesterday I saw it.", names=("Kit Marlow",), by_staff=True), ()),
    ],
)
def test_at_most_two_and_only_what_was_not_written(written: Written, asked: tuple[Suggestion, ...]) -> None:
    assert suggestions(written) == asked


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("J", True), ("J.", True), ("J. F.", True), ("J.F.", True), ("j.f.", True), ("JF", True), ("J F", True),
        (" J. F. ", True), ("A-M K", True), ("Ø.", True), ("JFK", True),
        ("Jo", False), ("Li", False), ("J. Fell", False), ("Kit", False), ("", False), ("7", False), ("the boy", False),
        ("李明", False), ("JFKLM", False),
    ],
)  # fmt: skip
def test_initials_are_told_from_short_names(name: str, initials: bool) -> None:
    assert bool(initials_in((name,))) is initials


@given(
    text=st.text(max_size=200),
    names=st.lists(st.text(max_size=8), max_size=3),
    flags=st.tuples(*[st.booleans()] * 3),
)
def test_initials_are_never_queried_to_anybody_but_staff(
    text: str, names: list[str], flags: tuple[bool, bool, bool]
) -> None:
    about_self, when, how = flags
    asked = suggestions(
        Written(text, tuple(names), about_self=about_self, says_when=when, says_how_known=how)
    )
    assert NAME not in asked
    assert len(asked) <= MOST
