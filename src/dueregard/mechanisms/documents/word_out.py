"""A sheet as a Word file. What changed is marked as Word marks it, to be read, taken or refused there."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from .sheets import Block, Paragraph, Rows, Run, Runs, Sheet, Since, Title

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org"
_R = f'xmlns:r="{_OFFICE}/officeDocument/2006/relationships"'
_BORN = (1980, 1, 1, 0, 0, 0)
_DEEPEST = 6
_STEP = 360
"""How far a list is set in for each depth, in twentieths of a point."""
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = f"{_OFFICE}/package/2006"
_PARTS = f"{_OFFICE}/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_VENDOR = "application/vnd.openxmlformats-package"
_TYPES = (
    f'{_DECLARED}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{_VENDOR}.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/header.xml" ContentType="{_WORD}.header+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/docProps/core.xml" ContentType="{_VENDOR}.core-properties+xml"/></Types>'
)
_RELATIONS = (
    f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_PARTS}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
_OF_DOCUMENT = (
    f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_PARTS}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_PARTS}/header" Target="header.xml"/></Relationships>'
)

_SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/></w:sectPr>'


def word_file(sheet: Sheet, *, author: str, now: datetime) -> bytes:
    """The file; `author`: whose changes the marks are, such as an edition."""
    writer = _Writer(author, now)
    inside = f"{''.join(writer.body(sheet))}{_SECTION}"
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "docProps/core.xml": _core(sheet.title),
        "word/_rels/document.xml.rels": _OF_DOCUMENT,
        "word/styles.xml": _styles(),
        "word/header.xml": f"{_DECLARED}<w:hdr {_W}>{writer.head(sheet)}</w:hdr>",
        "word/document.xml": f"<w:document {_W} {_R}><w:body>{inside}</w:body></w:document>",
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, said in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _BORN), said, zipfile.ZIP_DEFLATED)
    return made.getvalue()


class _Writer:
    def __init__(self, author: str, now: datetime) -> None:
        self._ids = count(1)
        self._by = f"w:author={quoteattr(author)} w:date={quoteattr(now.isoformat())}"

    def head(self, sheet: Sheet) -> str:
        """What stands at the head of every page."""
        return self._paragraph((Run(sheet.marking),))

    def body(self, sheet: Sheet) -> Iterator[str]:
        """Everything in it, in order."""
        yield self._paragraph((Run(sheet.title),), style="Title")
        yield self._table(tuple(((Run(key),), (Run(said),)) for key, said in sheet.facts), headed=False)
        if sheet.signed:
            yield self._paragraph((Run(""),))
            yield self._table(tuple(tuple((Run(cell),) for cell in row) for row in sheet.signed))
        elif sheet.unsigned:
            yield self._paragraph((Run(sheet.unsigned),))
        if sheet.against:
            yield self._paragraph((Run(sheet.against),))
        for block in sheet.blocks:
            yield self._block(block)

    def _block(self, block: Block) -> str:
        match block:
            case Title(level, id, runs):
                return self._paragraph(runs, style=f"Heading{min(level, _DEEPEST)}", bookmark=id)
            case Paragraph(runs, mark, depth):
                started = (Run(f"{mark} ", runs[0].since if runs else Since.SAME), *runs) if mark else runs
                return self._paragraph(started, indent=_STEP * (depth + 1) if mark else 0)
            case Rows(rows):
                return self._table(rows)

    def _paragraph(self, runs: Runs, *, style: str = "", indent: int = 0, bookmark: str = "") -> str:
        properties = f'<w:pStyle w:val="{style}"/>' if style else ""
        properties += f'<w:ind w:left="{indent}"/>' if indent else ""
        fates = {run.since for run in runs if run.text}
        if fates in ({Since.NEW}, {Since.GONE}):
            # The end of a paragraph is put in or taken out with it, or an empty line would stay.
            tag = "ins" if fates == {Since.NEW} else "del"
            properties += f'<w:rPr><w:{tag} w:id="{next(self._ids)}" {self._by}/></w:rPr>'
        inside = "".join(self._run(run) for run in runs if run.text)
        if bookmark:
            at = next(self._ids)
            name = quoteattr(f"section-{bookmark}")
            inside = f'<w:bookmarkStart w:id="{at}" w:name={name}/>{inside}<w:bookmarkEnd w:id="{at}"/>'
        return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"

    def _run(self, run: Run) -> str:
        tag = "delText" if run.since is Since.GONE else "t"
        words = f'<w:r><w:{tag} xml:space="preserve">{escape(run.text)}</w:{tag}></w:r>'
        if run.since is Since.SAME:
            return words
        change = "ins" if run.since is Since.NEW else "del"
        return f'<w:{change} w:id="{next(self._ids)}" {self._by}>{words}</w:{change}>'

    def _table(self, rows: Iterable[tuple[Runs, ...]], *, headed: bool = True) -> str:
        written = []
        for at, row in enumerate(rows):
            cells = "".join(f"<w:tc><w:tcPr/>{self._paragraph(cell)}</w:tc>" for cell in row)
            head = "<w:trPr><w:tblHeader/></w:trPr>" if headed and not at else ""
            written.append(f"<w:tr>{head}{cells}</w:tr>")
        return (
            '<w:tbl><w:tblPr><w:tblStyle w:val="Ruled"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
            f"<w:tblGrid/>{''.join(written)}</w:tbl><w:p/>"
        )


def _core(title: str) -> str:
    return (
        f'{_DECLARED}<cp:coreProperties xmlns:cp="{_OFFICE}/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>"
    )


def _styles() -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{max(36 - 4 * level, 22)}"/></w:rPr></w:style>'
        for level in range(1, _DEEPEST + 1)
    )
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:color="808080"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'
        '<w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="120"/>'
        '</w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/>'
        f'<w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style>{headings}<w:style w:type="table" w:styleId="Ruled">'
        f'<w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr></w:style></w:styles>'
    )
