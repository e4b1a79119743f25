"""Initials for names: whole words, whatever capitals, accents and marks; and passages that are taken out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.assurance.transfer.rules.initials import REACH, conceal, initials_of, known
from dueregard.assurance.transfer.rules.leaving_out import LEFT_OUT, leave_out, passages_of

KIT = known([["Kit Marlow"]])
CASES = [
    ("Kit Marlow hid it.", "KM hid it."),
    ("KIT MARLOW and kit marlow", "KM and KM"),
    ("Kit's bag, Marlow\u2019s coat, the Marlows", "KM's bag, KM\u2019s coat, the Marlows"),
    ("Marlow, Kit", "KM, KM"),
    ("Kit\u00a0 Marlow", "KM"),
    ("Kit-Marlow", "KM"),
    ("Kïț Mārlow", "KM"),
    ("Ki\u0301t Marlow\u0301 came", "KM came"),
    ("K\u200bit came", "KM came"),
    ("Kitchen, sKit, Kit2, unmarlowed", "Kitchen, sKit, Kit2, unmarlowed"),
    ("(Kit), \"Kit\", Kit_Marlow, Kit/Marlow", "(KM), \"KM\", KM_KM, KM/KM"),
    ("write to kit.marlow@example.org or 07700 900123", f"write to {REACH} or {REACH}"),
    ("Room 12, 4 March 2026, 14:05", "Room 12, 4 March 2026, 14:05"),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_a_known_name_becomes_initials(text: str, wanted: str) -> None:
    assert conceal([text], KIT)[0] == [wanted]


PEOPLE = [
    ([["Zoë O\u2019Neill"]], "Zoe O'Neill met ZOË O`NEILL; O'Neill's.", "ZO met ZO; ZO's."),
    ([["Anne-Marie Smith"]], "Anne-Marie, Marie Smith and Anne Marie", "AMS, AMS AMS and AMS AMS"),
    ([["Kit Marlow"], ["Kay Marsh"]], "Kit and Kay; Marlow and Marsh", "KM and KM2; KM and KM2"),
    ([["Kit Marlow"], ["Jo Marlow"]], "Kit Marlow, Jo Marlow, Marlow", "KM, JM, M"),
    ([["Christopher Marlow", "Kit Marlow"]], "Kit, Christopher, Marlow", "CM, CM, CM"),
    ([["Straße Weiß"]], "STRASSE Weiss; Weiss", "SW; SW"),
    ([["علي حسن"]], "رأيت علي حسن أمس", "رأيت عح أمس"),
    ([["my friend, a boy called Mr Ash"]], "A boy, my friend Ash", "A boy, my friend CA"),
    ([["not known"], [""], ["X"]], "Not known. X marks it.", "Not known. X marks it."),
    ([["Ann.*"]], "Ann and Anna", "A and Anna"),
]


@pytest.mark.parametrize(("people", "text", "wanted"), PEOPLE)
def test_people_are_told_apart(people: list[list[str]], text: str, wanted: str) -> None:
    assert conceal([text], known(people))[0] == [wanted]


def test_what_was_replaced_is_listed_and_a_person_may_say_that_it_is_no_name() -> None:
    will = known([["Will Rose"]])
    texts = ["Will said he will go.", "Rose will not."]
    concealed, replaced = conceal(texts, will)
    assert concealed == ["WR said he WR go.", "WR WR not."]
    assert [(one.written, one.by, one.times) for one in replaced] == [
        ("Will", "WR", 1), ("will", "WR", 2), ("Rose", "WR", 1),
    ]  # fmt: skip
    assert replaced[1].where == "Will said he will go."
    assert conceal(texts, will, {"will"})[0] == ["WR said he will go.", "WR will not."]


_NAME = st.from_regex(r"\A[A-Za-zÀ-ÖØ-öø-ÿ]{2,9} [A-Za-zÀ-ÖØ-öø-ÿ]{2,9}\Z")


@given(_NAME, st.text(max_size=40), st.text(max_size=40))
def test_no_name_that_stands_alone_is_left(name: str, before: str, after: str) -> None:
    text = f"{before} {name.upper()}, {name.lower()}: {name} {after}"
    (said,), _ = conceal([text], known([[name]]))
    if initials_of(name):
        assert not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)


@given(st.text(alphabet=st.characters(blacklist_characters="@", blacklist_categories=["Nd"]), max_size=200))
def test_text_without_a_name_is_left_as_it_is(text: str) -> None:
    assert conceal([text], known([])) == ([text], ())


def test_passages_are_taken_out_wherever_they_stand_and_those_that_are_nowhere_are_named() -> None:
    marked = passages_of("the blue  door\n\nthe blue door of the school\nnowhere\nthe blue door\n")
    assert marked == ("the blue door of the school", "the blue door", "nowhere")
    texts = ["By The Blue\nDoor of the school.", "the blue door; a door"]
    assert leave_out(texts, marked) == ([f"By {LEFT_OUT}.", f"{LEFT_OUT}; a door"], 2, ("nowhere",))
    assert leave_out(["a b"], ("a",)) == (["a b"], 0, ("a",))
