"""Pieces become sections with ids; the file reads back as exactly those, whatever was in the words."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shipped  # noqa: F401  # registers the kinds
from dueregard.authority.policy.gate import judge
from dueregard.authority.policy.grammar.document import read_document
from dueregard.ground.kernel.refusals import BadInput
from dueregard.mechanisms.documents.pasted import read_pasted
from dueregard.mechanisms.documents.pieces import Found, Heading, Item, Numbered, Piece, Table, Words
from dueregard.mechanisms.documents.sections import Taken, policy_text, sections_of


def text_of(taken: Taken) -> str:
    return policy_text(taken, policy="own", title="Our policy", nations=["england"], owner="role:other/lead")


def outline(taken: Taken) -> list[tuple[str, str, int]]:
    return [(section.id, section.title, section.level) for section in taken.sections]


def test_headings_and_numbered_paragraphs_become_sections() -> None:
    taken = sections_of(
        Found(
            pieces=[
                Words("Before."),
                Heading(1, "Purpose", "1"),
                Numbered("1.1", "We keep people safe.", True),
                Numbered("1.2", "Scope", True),
                Item(2, "(a)", "staff"),
                Item(3, "-", "and more"),
                Heading(2, "Café & co"),
                Numbered("1", "a step", False),
                Numbered("2", "another", False),
                Heading(1, "Purpose", "1"),
                Heading(1, "Café: co!"),
                Table((("Who", "When|how"), ("Lead",))),
            ]
        )
    )
    assert outline(taken) == [
        ("1", "1 Purpose", 2),
        ("1.1", "1.1", 3),
        ("1.2", "1.2 Scope", 3),
        ("cafe-co", "Café & co", 3),
        ("1-2", "1 Purpose", 2),
        ("cafe-co-2", "Café: co!", 2),
    ]
    assert taken.opening == "Before."
    assert [section.words for section in taken.sections] == [
        "",
        "We keep people safe.",
        "- (a) staff\n    - and more",
        "1. a step\n2. another",
        "",
        "| Who | When\\|how |\n| --- | --- |\n| Lead |  |",
    ]
    assert taken.said == ("Numbers that stand twice got an ending that tells them apart: 1.",)


def test_numbered_paragraphs_are_the_order_of_a_document_without_headings() -> None:
    taken = sections_of(Found(pieces=[Numbered("1", "We listen.", False), Numbered("2", "Training", False)]))
    assert outline(taken) == [("1", "1", 2), ("2", "2 Training", 2)]
    assert taken.sections[0].words == "We listen."


def test_a_document_taken_over_passes_the_gate_kept_by_hand() -> None:
    judgement = judge(text_of(sections_of(read_pasted(PASTED))).encode(), "own.md")
    assert judgement.problems == ()
    assert judgement.pack is not None
    assert judgement.pack.controls == ()
    assert sections_of(read_pasted(PASTED)).title == "OUR POLICY"
    assert [clause.id for clause in judgement.pack.clauses] == ["1", "1.1", "1.2", "2", "who-to-tell"]


PASTED = """OUR POLICY

1. Purpose

1.1 We keep every learner safe, and everybody who
works here too.
1.2 That means:
• listening
\u2013 telling
a) the lead
b) the deputy

2. Training
Staff are trained.
Every year.
Who\tWhen
Lead\tAt once

## Who to tell

Tell the lead.
"""


def test_pasted_words_are_what_they_look_like() -> None:
    assert read_pasted(PASTED).pieces == [
        Heading(1, "OUR POLICY"),
        Heading(1, "Purpose", "1"),
        Numbered("1.1", "We keep every learner safe, and everybody who works here too.", True),
        Numbered("1.2", "That means:", True),
        Item(0, "-", "listening"),
        Item(0, "-", "telling"),
        Item(0, "a)", "the lead"),
        Item(0, "b)", "the deputy"),
        Heading(1, "Training", "2"),
        Words("Staff are trained."),
        Words("Every year."),
        Table((("Who", "When"), ("Lead", "At once"))),
        Heading(2, "Who to tell"),
        Words("Tell the lead."),
    ]


@pytest.mark.parametrize("words", ["", " \n\t", "x" * 1_000_001])
def test_nothing_and_too_much_are_said(words: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_pasted(words)
    assert refused.value.field == "words"


def test_more_sections_than_a_policy_has_are_refused() -> None:
    with pytest.raises(BadInput, match="more than 1,000 headings"):
        sections_of(Found(pieces=[Heading(1, "x")] * 1001))


def test_a_table_wider_than_a_line_is_a_list() -> None:
    taken = sections_of(Found(pieces=[Heading(1, "x"), Table((("a", "b"), ("c " * 2500, "d")))]))
    assert taken.sections[0].words.startswith("- a / b\n- c c")
    assert "Tables too wide for a policy are written as lists: 1." in taken.said


TEXTS = st.text(st.sampled_from("ab1#-=`~>*|.){}[]<!\\_+ &;\t"), min_size=1, max_size=60).map(
    lambda text: " ".join(text.split())
).filter(bool) | st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=30)
PIECES: st.SearchStrategy[Piece] = st.one_of(
    st.builds(Heading, st.integers(1, 9), TEXTS, st.sampled_from(["", "1", "1.1", "2.10.3"])),
    st.builds(Words, TEXTS),
    st.builds(Words, st.just("word " * 60 + "x" * 5000)),
    st.builds(Numbered, st.sampled_from(["1", "1.1"]), TEXTS, st.booleans()),
    st.builds(Item, st.integers(0, 8), st.sampled_from(["-", "1.", "(a)", "iv)"]), TEXTS),
    st.builds(
        Table, st.lists(st.lists(TEXTS, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)
    ),
)


@given(st.lists(PIECES, min_size=1, max_size=8))
def test_the_file_reads_back_as_the_sections_that_were_shown(pieces: list[Piece]) -> None:
    taken = sections_of(Found(pieces=list(pieces)))
    document = read_document(text_of(taken))
    assert document.problems == []
    assert document.fences == []
    assert [(c.id, c.title, c.level) for c in document.clauses] == outline(taken)
    assert [clause.words for clause in document.clauses] == [section.words for section in taken.sections]


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_read_or_refused(words: str) -> None:
    with suppress(BadInput):
        taken = sections_of(read_pasted(words))
        assert read_document(text_of(taken)).problems == []
