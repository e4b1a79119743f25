"""A policy as Word and as PDF: every word in it, marks to be taken or refused, tags that a screen reader follows."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dueregard.authority.policy.archetypes import archetype
from dueregard.mechanisms.documents.pdf_out import pdf_file
from dueregard.mechanisms.documents.pieces import Found, Heading, Noted, Table
from dueregard.mechanisms.documents.sheets import Block, Paragraph, Rows, Run, Sheet, Since, Title, plain
from dueregard.mechanisms.documents.word import read_word
from dueregard.mechanisms.documents.word_out import word_file
from dueregard.work.governance.rules.copies import copy_of

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
FACTS = (("Edition", "2"), ("Owner", "the Director"))
SIGNED = (("Who", "As"), ("Dŵr Ŷ", "the Director"))
OLD = """+++
+++
# Care

Opening.

## 1 Purpose {#1}

We keep people safe & sound.

- one
    - inner
- two

| Who | When |
| --- | --- |
| Lead | Now |

## 2 Old {#2}

Gone words.
"""
NEW = (
    OLD.replace("keep people", "keep all people")
    .replace("- two\n", "1. first\n2. second\n")
    .replace("| Lead | Now |", "| Lead | Soon |\n| Deputy | Later |")
    .replace(
        "## 2 Old {#2}\n\nGone words.", "### 1.1 New {#1.1}\n\nNew words, see [here](https://example.org)."
    )
)


def sheet(blocks: tuple[Block, ...], **more: Any) -> Sheet:
    return Sheet(
        **({"title": "Care", "facts": FACTS, "signed": SIGNED, "unsigned": "", "against": ""} | more),
        blocks=blocks,
    )


def words(blocks: tuple[Block, ...], *without: Since) -> list[Any]:
    """Everything a document says, when what was put in, or taken out, is left away."""

    def kept(runs: tuple[Run, ...]) -> str:
        return "".join(run.text for run in runs if run.since not in without)

    found: list[Any] = []
    for block in blocks:
        match block:
            case Rows(rows):
                found += [row for cells in rows if any(row := [kept(cell) for cell in cells])]
            case Title(_, _, runs) | Paragraph(runs):
                found += [said] if (said := kept(runs)) else []
    return found


def test_a_copy_says_everything_in_its_order() -> None:
    blocks = copy_of(NEW, title="Care")
    assert words(blocks) == [
        "Opening.", "1 Purpose", "We keep all people safe & sound.", "one", "inner",
        "first", "second",
        ["Who", "When"], ["Lead", "Soon"], ["Deputy", "Later"], "1.1 New", "New words, see here (https://example.org).",
    ]  # fmt: skip
    assert [(one.level, one.id) for one in blocks if isinstance(one, Title)] == [(1, "1"), (2, "1.1")]
    assert [(one.mark, one.depth) for one in blocks if isinstance(one, Paragraph) and one.mark] == [
        ("-", 0), ("-", 1), ("1.", 0), ("2.", 0),
    ]  # fmt: skip


def test_marks_taken_give_the_new_text_and_refused_the_old() -> None:
    marked = copy_of(NEW, title="Care", before=OLD)
    assert sorted(map(str, words(marked, Since.GONE))) == sorted(map(str, words(copy_of(NEW, title="Care"))))
    assert sorted(map(str, words(marked, Since.NEW))) == sorted(map(str, words(copy_of(OLD, title="Care"))))
    assert {
        run.text for one in marked if isinstance(one, Paragraph) for run in one.runs if run.since is Since.NEW
    } >= {" all"}
    same = copy_of(NEW, title="Care", before=NEW)
    assert same == copy_of(NEW, title="Care")


def body(found: Found) -> list[str]:
    """The words of what was read back, below the head of the document."""
    said: list[str] = []
    for piece in found.pieces[2:]:
        match piece:
            case Table(rows):
                said += [" ".join(row) for row in rows]
            case Heading(_, title):
                said.append(title)
            case _:
                said.append(piece.text)
    return said


@pytest.mark.parametrize("name", ["director-led-academy", "values-led-trainer"])
def test_a_word_file_of_ours_is_read_back_word_for_word(name: str) -> None:
    text = archetype(name).decode()
    blocks = copy_of(text, title="")
    found = read_word(word_file(sheet(blocks), author="Edition 2", now=NOW))
    assert found.title == "Care"
    assert found.pieces[0] == Table(FACTS)
    assert found.pieces[1] == Table(SIGNED)
    ours = []
    for block in blocks:
        if isinstance(block, Rows):
            ours += [" ".join(plain(cell) for cell in row) for row in block.rows]
        else:
            mark = f"{block.mark} " if isinstance(block, Paragraph) and block.mark else ""
            ours.append(" ".join(f"{mark}{plain(block.runs)}".split()))
    assert body(found) == ours
    assert found.said() == ()


def test_marks_are_word_s_own() -> None:
    marked = copy_of(NEW, title="Care", before=OLD)
    found = read_word(word_file(sheet(marked), author='Edition "2" & more', now=NOW))
    assert found.noted[Noted.INSERTED] > 3
    assert found.noted[Noted.DELETED] > 3
    assert "We keep all people safe & sound." in body(found)
    assert "Gone words." not in " ".join(body(found))
    assert [piece.title for piece in found.pieces if isinstance(piece, Heading)] == ["1 Purpose", "1.1 New"]


def test_a_section_is_found_by_its_number_in_word() -> None:
    with zipfile.ZipFile(
        BytesIO(word_file(sheet(copy_of(NEW, title="Care")), author="x", now=NOW))
    ) as archive:
        said = archive.read("word/document.xml").decode()
    assert 'w:name="section-1.1"' in said


RUNS = st.lists(
    st.builds(Run, st.text(st.characters(categories=["L", "P", "Zs"]), max_size=12), st.sampled_from(Since)),
    min_size=1,
    max_size=3,
).map(tuple)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Title, st.integers(1, 9), st.sampled_from(["", "1", "a-b.2"]), RUNS),
    st.builds(Paragraph, RUNS, st.sampled_from(["", "-", "1."]), st.integers(0, 5)),
    st.integers(1, 3).flatmap(
        lambda width: st.builds(
            Rows,
            st.lists(st.lists(RUNS, min_size=width, max_size=width).map(tuple), min_size=1, max_size=3).map(
                tuple
            ),
        )
    ),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(BLOCKS, max_size=6).map(tuple))
def test_any_document_can_be_handed_out(blocks: tuple[Block, ...]) -> None:
    made = sheet(blocks, against="Marked.")
    assert read_word(word_file(made, author="x", now=NOW)).title == "Care"
    assert pdf_file(made, now=NOW).startswith(b"%PDF")


def test_letters_a_pdf_has_no_type_for_are_said_to_be_missing(tmp_path: Path) -> None:
    made = tmp_path / "policy.pdf"
    made.write_bytes(pdf_file(sheet((Paragraph((Run("Dŵr \u0627\u0645\u0646"),)),)), now=NOW))
    assert page.validate_pdf(str(made), profile=page.ValidationProfile.PDF_UA_1).is_compliant


@pytest.mark.parametrize(
    ("blocks", "more"),
    [
        (copy_of(archetype("safeguarding-core").decode(), title=""), {}),
        (
            copy_of(NEW, title="Care", before=OLD),
            {"against": "Marked against edition 1.", "signed": (), "unsigned": "Nobody."},
        ),
    ],
)
def test_a_pdf_is_what_pdf_ua_asks_for(
    blocks: tuple[Block, ...], more: dict[str, Any], tmp_path: Path
) -> None:
    made = tmp_path / "policy.pdf"
    made.write_bytes(pdf_file(sheet(blocks, **more), now=NOW))
    judged = page.validate_pdf(str(made), profile=page.ValidationProfile.PDF_UA_1)
    assert judged.is_compliant, judged.failures
    with pikepdf.open(made) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == "Care"
        tags = tags_of(pdf.Root.StructTreeRoot)
        assert {"/H1", "/H2", "/P", "/L", "/LI"} <= tags.keys()
        assert ("/TH" in tags) == any(isinstance(block, Rows) for block in blocks) or not more
        with pdf.open_outline() as outline:
            assert [entry.title for entry in outline.root] == ["Care"]
            titles = [block for block in blocks if isinstance(block, Title)]
            assert len(outline.root[0].children) == len([one for one in titles if one.level == 1])


def tags_of(node: Any, found: dict[str, int] | None = None) -> dict[str, int]:
    """How often each tag stands in the tree."""
    found = {} if found is None else found
    if isinstance(node, pikepdf.Array):
        for one in node:
            tags_of(one, found)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found[str(node.S)] = found.get(str(node.S), 0) + 1
        if "/K" in node:
            tags_of(node.K, found)
    return found
