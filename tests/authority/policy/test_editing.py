"""One part of a policy changes, and not a byte of any other."""

import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dueregard.authority.policy.archetypes import ARCHETYPES, archetype
from dueregard.authority.policy.editing.clauses import add_clause, next_id
from dueregard.authority.policy.editing.controls import add_control, remove_control, replace_control
from dueregard.authority.policy.editing.parts import Parts
from dueregard.authority.policy.editing.words import replace_title, replace_words
from dueregard.ground.kernel.refusals import BadInput

TEXT = """+++
language = 1
+++
Before anything.

# The policy

## 1 Roles {#1}

The lead looks.

```control role lead
title = "Lead"  # as they call it
# nobody else
minimum = 1
```

And listens.
### Deputies {#1.1}
```control role deputy
title = "Deputy"
```
## Unnumbered

Words of no section.


## 2 Visitors {#2}

Last words."""


@pytest.mark.parametrize(
    ("clause", "words", "gone", "instead"),
    [
        ("1", "The lead looks.\n\nAnd hears.", "And listens.", "And hears."),
        ("1", "The lead sees.\n\nAnd listens.", "The lead looks.", "The lead sees."),
        ("1", "The lead looks.\n\nTwice.\n\nAnd listens.", "The lead looks.", "The lead looks.\n\nTwice."),
        ("1.1", "They stand in.", "{#1.1}\n", "{#1.1}\n\nThey stand in.\n\n"),
        ("2", "- one\n- two", "Last words.", "- one\n- two"),
        ("2", "```\n## no heading\n```", "Last words.", "```\n## no heading\n```"),
    ],
)
def test_other_words_stand_where_the_old_ones_stood(clause: str, words: str, gone: str, instead: str) -> None:
    before, found, after = TEXT.partition(gone)
    assert found
    assert replace_words(TEXT, clause, words).text == before + instead + after


def test_words_taken_away_leave_the_check_alone() -> None:
    new = Parts(replace_words(TEXT, "1", "").text)
    assert new.clause("1").words == ""
    assert new.block("role", "lead")[0].toml.text == Parts(TEXT).block("role", "lead")[0].toml.text


@pytest.mark.parametrize(
    "words",
    ["# Heading", "So\n---", "```\nopen", "~~~", "```control role x\n```", "a\n\n## b {#7}", "<!-- \n\n# x"],
)
def test_words_that_reach_beyond_their_section_are_refused(words: str) -> None:
    with pytest.raises(BadInput) as refused:
        replace_words(TEXT, "1", words)
    assert refused.value.field == "words"


def test_a_title_keeps_the_id() -> None:
    new = replace_title(TEXT, "1.1", "  Who stands   in ").text
    assert new == TEXT.replace("### Deputies {#1.1}", "### Who stands in {#1.1}")
    assert replace_title(TEXT, "1.1", "Deputies").text == TEXT


@pytest.mark.parametrize("title", ["", "  \n ", "x {#9}", "a" * 301])
def test_what_is_no_title_is_refused(title: str) -> None:
    with pytest.raises(BadInput) as refused:
        replace_title(TEXT, "2", title)
    assert refused.value.field == "title"


@pytest.mark.parametrize(
    ("after", "deeper", "id", "before_what"),
    [
        ("1", False, "3", "## Unnumbered"),
        ("1", True, "1.2", "### Deputies"),
        ("1.1", False, "1.2", "## Unnumbered"),
        ("2", False, "3", ""),
        ("2", True, "2.1", ""),
        ("", False, "3", ""),
    ],
)
def test_a_new_section_takes_nothing_from_another(
    after: str, deeper: bool, id: str, before_what: str
) -> None:
    new = add_clause(TEXT, "New", "Its words.", after=after, deeper=deeper).text
    level = "###" if deeper or after == "1.1" else "##"
    at = TEXT.index(before_what) if before_what else len(TEXT)
    inserted = f"{level} New {{#{id}}}\n\nIts words.\n"
    space = "" if TEXT[at - 2 : at] == "\n\n" else "\n" if TEXT[at - 1] == "\n" else "\n\n"
    assert new == TEXT[:at] + space + inserted + ("\n" if before_what else "") + TEXT[at:]


def test_an_id_is_for_ever() -> None:
    assert next_id(TEXT, after="2", taken=["3", "7"]) == "8"
    assert next_id(TEXT, after="1", deeper=True, taken=["1.5"]) == "1.6"
    assert next_id("## Intro {#intro}", after="intro") == "intro-1"
    for id in ("7", "2"):
        with pytest.raises(BadInput) as refused:
            add_clause(TEXT, "New", after="2", id=id, taken=["7"])
        assert refused.value.field == "id"


def test_a_check_written_anew_keeps_its_place_and_tells_what_was_lost() -> None:
    edited = replace_control(TEXT, "role", "lead", {"title": "The lead"})
    old = 'title = "Lead"  # as they call it\n# nobody else\nminimum = 1\n'
    assert edited.text == TEXT.replace(old, 'title = "The lead"\n')
    assert edited.lost == ("as they call it", "nobody else")


def test_a_check_that_says_the_same_is_left_as_it_was_written() -> None:
    assert replace_control(TEXT, "role", "lead", {"minimum": 1, "title": "Lead"}).text == TEXT
    assert replace_control(TEXT, "role", "lead", {"minimum": True, "title": "Lead"}).text != TEXT


@pytest.mark.parametrize("clause", ["1", "1.1", "2"])
def test_a_check_is_added_last_and_taken_out_without_a_trace(clause: str) -> None:
    added = add_control(TEXT, clause, "role", "new", {"title": "New"}).text
    *_, last = [fence for fence in Parts(added).document.fences if fence.clause == clause]
    assert (last.id, last.toml.text) == ("new", 'title = "New"')
    spaced = TEXT.replace("```\n## Unnumbered", "```\n\n## Unnumbered").replace("{#1.1}\n", "{#1.1}\n\n")
    spaced = spaced.replace("listens.\n", "listens.\n\n") + "\n"
    assert remove_control(add_control(spaced, clause, "role", "new", {}).text, "role", "new").text == spaced


@pytest.mark.parametrize("id", ["Lead", "", "a b", "deputy", "x" * 61])
def test_a_name_no_check_can_have_is_refused(id: str) -> None:
    with pytest.raises(BadInput) as refused:
        add_control(TEXT, "2", "role", id, {})
    assert refused.value.field == "id"


@pytest.mark.parametrize(
    "change",
    [
        lambda: replace_words(TEXT, "9", ""),
        lambda: replace_words(TEXT, "", "x"),
        lambda: replace_title(TEXT + "\n\n## Again {#2}\n", "2", "x"),
        lambda: remove_control(TEXT, "role", "nobody"),
        lambda: replace_control(TEXT, "clock", "lead", {}),
        lambda: add_clause(TEXT, "x", after="9"),
    ],
)
def test_what_is_not_there_is_said(change: Callable[[], Any]) -> None:
    with pytest.raises(BadInput):
        change()


WORDS = st.lists(
    st.text(st.sampled_from("ab#-=`~>*|1.{}[]<!\\ \n\t"), max_size=20).map(str) | st.just("Plain words."),
    max_size=5,
).map("\n\n".join)


@pytest.mark.parametrize("name", ["director-led-academy", "values-led-trainer"])
@settings(max_examples=20)
@given(data=st.data(), words=WORDS)
def test_whatever_words_are_written_every_other_byte_stays(name: str, data: Any, words: str) -> None:
    text = archetype(name).decode()
    before = Parts(text)
    stretch = data.draw(st.sampled_from([one for one in before.stretches if one.heading.id]))
    try:
        new = replace_words(text, stretch.heading.id, words).text
    except BadInput:
        assume(False)
    head = "\n".join(before.lines[: stretch.heading.after]) + "\n"
    tail = "\n".join(before.lines[stretch.end :])
    assert new.startswith(head)
    assert new.endswith(tail)
    inside = new[len(head) : len(new) - len(tail)]
    for start, end in before.blocks_within(stretch):
        assert "\n".join(before.lines[start:end]) in inside
    assert Parts(new).outline == before.outline.with_stretch(
        stretch.heading.id, words=Parts(new).clause(stretch.heading.id).words
    )
    back = replace_words(new, stretch.heading.id, stretch.words).text
    assert Parts(back).outline == before.outline


@pytest.mark.parametrize("name", ARCHETYPES)
def test_every_kind_of_check_that_ships_can_be_written_anew(name: str) -> None:
    text = archetype(name).decode()
    parts = Parts(text)
    for fence in {fence.kind: fence for fence in parts.document.fences}.values():
        values = tomllib.loads(fence.toml.text) | {"note": "Another note."}
        _, start, end = parts.block(fence.kind, fence.id)
        new = replace_control(text, fence.kind, fence.id, values).text
        assert new.startswith("\n".join(parts.lines[: start + 1]) + "\n")
        assert new.endswith("\n" + "\n".join(parts.lines[end - 1 :]))
        assert tomllib.loads(Parts(new).block(fence.kind, fence.id)[0].toml.text) == values
        gone = remove_control(text, fence.kind, fence.id).text
        assert gone.startswith("\n".join(parts.lines[:start]))
        assert gone.endswith("\n".join(parts.lines[end + 1 :]))
