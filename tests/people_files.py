"""Files of invented people, as systems write them: an ILR, a workbook, and the same with one thing wrong."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape

from dueregard.authority.people.imports.columns import Meanings
from dueregard.authority.people.imports.files import receive
from dueregard.authority.people.imports.rows import Problem, Row

TODAY = date(2026, 11, 21)
UKPRN = "10009999"
ADA = {
    "LearnRefNumber": "REF0001",
    "ULN": "1000000043",
    "FamilyName": "Okoro",
    "GivenNames": "Ada",
    "DateOfBirth": "2008-02-29",
    "Ethnicity": "98",
    "LLDDHealthProb": "1",
    "NINumber": "QQ123456C",
}
BEN = ADA | {
    "LearnRefNumber": "REF0002",
    "ULN": "7673614579",
    "FamilyName": "O'Neill-Ŵyn",
    "GivenNames": "Ben",
}
DELIVERY = "<LearningDelivery><LearnStartDate>2025-09-01</LearnStartDate></LearningDelivery>"


def learner(said: dict[str, str] = ADA, more: str = DELIVERY) -> str:
    """One learner; `more` is markup of our own."""
    return f"<Learner>{''.join(f'<{n}>{escape(v)}</{n}>' for n, v in said.items())}{more}</Learner>"


def ilr(*learners: str, ukprn: str = UKPRN, year: str = "2526", namespace: str = "ESFA/ILR/2025-26") -> bytes:
    """An ILR of these learners."""
    head = (
        f"<Header><CollectionDetails><Collection>ILR</Collection><Year>{year}</Year></CollectionDetails>"
        f"<Source><UKPRN>{ukprn}</UKPRN></Source></Header><LearningProvider><UKPRN>{ukprn}</UKPRN></LearningProvider>"
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<Message xmlns="{namespace}">{head}{"".join(learners)}</Message>'
    ).encode()


def workbook(
    lines: Sequence[Sequence[str]],
    *,
    sheet: str = "",
    after: str = "",
    more: dict[str, bytes] | None = None,
    from_1904: bool = False,
    sheets: int = 1,
) -> bytes:
    """A workbook of texts and numbers; `sheet` replaces the rows, `after` stands behind them."""
    rows = sheet or "".join(
        f'<row r="{n}">{"".join(_cell(said, n, column) for column, said in enumerate(line))}</row>'
        for n, line in enumerate(lines, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    named = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, sheets + 1))
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"><workbookPr date1904="{int(from_1904)}"/>'
        f"<sheets>{named}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="r1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{after}</worksheet>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return packed.getvalue()


def _cell(said: str, row: int, column: int) -> str:
    place = f"{chr(65 + column)}{row}"
    if said.replace(".", "", 1).isdecimal():
        return f'<c r="{place}"><v>{said}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(said)}</t></is></c>' if said else ""


def read(content: bytes, means: Meanings | None = None, *, ukprn: str = UKPRN) -> list[Row | Problem]:
    """Everything a file says."""
    return list(receive(io.BytesIO(content)).people(ukprn=ukprn, today=TODAY, means=means))


def rows(content: bytes, means: Meanings | None = None) -> list[Row]:
    """The people of a file."""
    return [found for found in read(content, means) if isinstance(found, Row)]


def problems(
    content: bytes, means: Meanings | None = None, *, ukprn: str = UKPRN
) -> list[tuple[int, str, str]]:
    """What is wrong with a file: row, column and what is lost."""
    found = read(content, means, ukprn=ukprn)
    return [(p.row, p.column, p.loses.value) for p in found if isinstance(p, Problem)]
