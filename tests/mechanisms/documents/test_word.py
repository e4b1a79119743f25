# ruff: noqa: E501  (parts of files read better unbroken)
"""What a Word file says, in its order, and what is said of the rest."""

from dueregard.mechanisms.documents.pieces import Heading, Item, Noted, Numbered, Table, Words
from dueregard.mechanisms.documents.word import read_word
from mechanisms.documents.word_files import W, par, run, table, word_file


def test_headings_numbers_lists_and_tables_keep_their_order() -> None:
    found = read_word(
        word_file(
            par("Prevent policy", style="Title")
            + par("Purpose", style="H1", num=1)
            + par("We keep people safe.", num=1, level=1)
            + par("Everybody helps.", style="Clause")
            + par("by listening", num=1, level=2)
            + par("by telling", num=1, level=2)
            + par("Roles", style="H1", num=1)
            + par("The lead decides.", style="Clause")
            + par("In detail", style="House")
            + par("a bullet", num=2)
            + par("one", num=3)
            + par("inner", num=3, level=1)
            + par("two", num=3)
            + par("one again", num=4)
            + table(("Who", "When"), ("The lead", "At once"))
            + par("Plain  words\u00a0here.")
        )
    )
    assert found.title == "Prevent policy"
    assert found.pieces == [
        Heading(1, "Purpose", "1"),
        Numbered("1.1", "We keep people safe.", True),
        Numbered("1.2", "Everybody helps.", True),
        Item(2, "(a)", "by listening"),
        Item(2, "(b)", "by telling"),
        Heading(1, "Roles", "2"),
        Numbered("2.1", "The lead decides.", True),
        Heading(2, "In detail", ""),
        Item(0, "-", "a bullet"),
        Numbered("1", "one", False),
        Item(1, "i)", "inner"),
        Numbered("2", "two", False),
        Numbered("1", "one again", False),
        Table((("Who", "When"), ("The lead", "At once"))),
        Words("Plain words here."),
    ]
    assert found.said() == ()


def test_tracked_changes_read_as_accepted_and_are_said() -> None:
    found = read_word(
        word_file(
            par(
                "We ",
                f"<w:ins>{run('always ')}</w:ins>",
                "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>",
                "listen.",
            )
            + par("A sentence ", mark="<w:del/>")
            + par("that goes on.")
            + f"<w:moveFrom>{par('Moved.')}</w:moveFrom>"
            + f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{par('Gone')}</w:tc></w:tr>"
            f"<w:tr><w:trPr><w:ins/></w:trPr><w:tc>{par('Come')}</w:tc></w:tr></w:tbl>"
        )
    )
    assert found.pieces == [
        Words("We always listen."),
        Words("A sentence that goes on."),
        Table((("Come",),)),
    ]
    assert found.noted[Noted.INSERTED] == 2
    assert found.noted[Noted.DELETED] == 3


def test_what_cannot_be_taken_over_is_counted_and_said() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{par('In a box')}</w:txbxContent></w:pict></w:r>"
    found = read_word(
        word_file(
            par("Contents", style="TOC1")
            + par("Words", "<w:r><w:drawing/></w:r>", box, "<w:r><w:commentReference/></w:r>")
            + par(
                run("secret", "<w:vanish/>"),
                run("shown", '<w:vanish w:val="0"/>'),
                "<w:r><w:footnoteReference/></w:r>",
            )
            + par("<w:r><w:object/></w:r>", "un\u200bseen")
            + '<w:altChunk xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
            **{
                "word/vbaProject.bin": "program",
                "word/header1.xml": f"<w:hdr {W}>{par('Top')}</w:hdr>",
                "word/footer1.xml": f"<w:ftr {W}>{par('')}</w:ftr>",
            },
        )
    )
    assert found.pieces == [Words("Words"), Words("shown"), Words("unseen")]
    assert found.said() == (
        "Comments are left out: 1.",
        "Pictures and drawings are left out: 1.",
        "Text boxes are left out, with what is written in them: 1. Write it into the words.",
        "Files and objects set into the document are left out: 2.",
        "The document has macros (programs). They were not read, run or kept.",
        "Footnotes and endnotes are left out: 1. Write what matters into the words.",
        "Headers and footers of the pages are left out: 1.",
        "The table of contents is left out; one is drawn from the headings.",
        "Text that was formatted as hidden is left out: 1.",
        "Characters that cannot be seen are left out: 1.",
    )


def test_merged_cells_and_a_table_in_a_table_keep_their_columns() -> None:
    inner = table(("in", "side"))
    body = (
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{par("Wide")}</w:tc><w:tc>{par("C")}</w:tc></w:tr>'
        f'<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{par("Tall")}</w:tc><w:tc>{inner}</w:tc><w:tc>{par("x")}'
        f"</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{par('hidden')}</w:tc><w:tc>{par('b')}</w:tc></w:tr></w:tbl>"
    )
    assert read_word(word_file(body)).pieces == [
        Table((("Wide", "", "C"), ("Tall", "in side", "x"), ("", "b")))
    ]


def test_the_strict_format_reads_alike() -> None:
    strict = W.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    body = f"<w:document {strict}><w:body>{par('Purpose', style='H1')}</w:body></w:document>"
    assert read_word(word_file("", **{"word/document.xml": body})).pieces == [Heading(1, "Purpose")]
