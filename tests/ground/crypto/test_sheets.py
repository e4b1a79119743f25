"""A recovery sheet brings the key back, and says which word or line of it was typed wrongly."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dueregard.ground.crypto.sheets import WORDS, SheetFault, make_sheet, read_sheet

MASTER = bytes(range(32))
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SHEET, SHEET_WORDS = make_sheet(MASTER, now=NOON)


def with_words(*words: str) -> str:
    """The sheet with other words on it."""
    numbered = "\n".join(f"{place} {word}" for place, word in enumerate(words, start=1))
    return re.sub(r"(?s)\nWords\n.*?\nWrapped key\n", f"\nWords\n{numbered}\nWrapped key\n", SHEET)


def other_than(word: str) -> str:
    return "zebra" if word != "zebra" else "actor"


def test_a_sheet_brings_the_key_back() -> None:
    assert read_sheet(SHEET) == MASTER


def test_a_sheet_says_when_it_was_made_and_fits_on_paper() -> None:
    assert "Made on 21 November 2026" in SHEET
    assert max(len(line) for line in SHEET.splitlines()) <= 120
    assert MASTER.hex() not in SHEET


def test_every_sheet_has_words_of_its_own_and_all_stay_good() -> None:
    again, words = make_sheet(MASTER, now=NOON)
    assert set(words) != set(SHEET_WORDS)
    assert read_sheet(again) == read_sheet(SHEET) == MASTER


@pytest.mark.parametrize(
    "typed",
    [
        SHEET.upper(),
        SHEET.replace("-", " "),
        SHEET.replace("\n", "\r\n"),
        with_words(*SHEET_WORDS),
        SHEET + "\nkept by the director",
    ],
    ids=["capitals", "no dashes", "another system's lines", "retyped", "with a note"],
)
def test_how_it_is_typed_does_not_matter(typed: str) -> None:
    assert read_sheet(typed) == MASTER


def test_letters_that_look_like_figures_may_be_typed_as_figures() -> None:
    head, _, lines = SHEET.partition("Wrapped key\n")
    code, _, foot = lines.partition("\n\n")
    swapped = "\n".join(line[:4] + line[4:].replace("O", "0").replace("I", "1") for line in code.split("\n"))
    assert read_sheet(f"{head}Wrapped key\n{swapped}\n\n{foot}") == MASTER


@pytest.mark.parametrize("place", range(WORDS))
def test_a_word_that_is_another_word_of_the_list_is_named(place: int) -> None:
    words = [*SHEET_WORDS[:place], other_than(SHEET_WORDS[place]), *SHEET_WORDS[place + 1 :]]
    with pytest.raises(SheetFault, match=rf"^Word {place + 1} is not as printed\.$"):
        read_sheet(with_words(*words))


def test_words_that_are_on_no_list_are_all_named() -> None:
    words = list(SHEET_WORDS)
    words[1], words[6], words[11] = "tigar", "hous", "xx"
    with pytest.raises(SheetFault, match=r"^Words 2, 7 and 12 are not as printed"):
        read_sheet(with_words(*words))


def test_words_that_changed_places_are_named() -> None:
    words = list(SHEET_WORDS)
    words[2], words[5] = words[5], words[2]
    with pytest.raises(SheetFault, match=r"^Words 3 and 6 have changed places"):
        read_sheet(with_words(*words))


def test_two_wrong_words_are_not_laid_on_one() -> None:
    words = [other_than(SHEET_WORDS[0]), "zoo" if SHEET_WORDS[1] != "zoo" else "actor", *SHEET_WORDS[2:]]
    with pytest.raises(SheetFault, match=r"^More than one word"):
        read_sheet(with_words(*words))


@pytest.mark.parametrize(("count", "said"), [(11, "here are 11"), (0, "here are 0")])
def test_missing_words_are_counted(count: int, said: str) -> None:
    with pytest.raises(SheetFault, match=said):
        read_sheet(with_words(*SHEET_WORDS[:count]))


@pytest.mark.parametrize("label", "ABCDE")
def test_a_wrong_line_of_the_key_is_named(label: str) -> None:
    line = re.search(rf"   {label}  (.*)", SHEET)
    assert line
    first = "Q" if line[1][0] != "Q" else "R"
    with pytest.raises(SheetFault, match=rf"^Line {label} is not as printed in the wrapped key\.$"):
        read_sheet(SHEET.replace(line[1], first + line[1][1:]))


def test_a_line_too_short_and_a_line_missing_are_both_named() -> None:
    text = re.sub(r"   B  (....)-", r"   B  ", re.sub(r"   D  .*\n", "", SHEET))
    with pytest.raises(SheetFault, match=r"^Lines B and D are not as printed in the wrapped key"):
        read_sheet(text)


def test_words_of_one_sheet_do_not_open_the_key_of_another() -> None:
    other = make_sheet(MASTER, now=NOON)[1]
    with pytest.raises(SheetFault, match="two different sheets"):
        read_sheet(with_words(*other))


@settings(max_examples=30)
@given(st.one_of(st.text(), st.text().map(lambda noise: f"Words\n{noise}\nWrapped key\n{noise}")))
def test_anything_else_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(SheetFault) as refused:
        read_sheet(text)
    assert refused.value.sentence.endswith(".")
