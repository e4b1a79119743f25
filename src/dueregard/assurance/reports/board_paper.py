"""A report to a board on paper, from what was kept of it: the same words whenever it is taken out."""

from datetime import date, timedelta

from ...mechanisms.documents.sheets import Block, Paragraph, Rows, Run, Sheet, Title, showable
from ...work.casework.labels import when
from .queries import Made

TITLE = "Prevent and safeguarding: report to the board"
MARKING = "For the board. It names nobody and tells no matter apart."


def board_sheet(made: Made, provider: str) -> Sheet:
    """The whole of it."""
    told = made.told
    facts = (
        ("Provider", provider),
        ("For", told.board or "the board"),
        ("Meeting", _day(told.meeting_on)),
        ("Figures of", f"{_day(told.since)} to {_day(told.until - timedelta(days=1))}"),
        ("Made", when(made.made_at)),
        ("Fingerprint (SHA-256)", made.row.digest),
    )
    blocks: list[Block] = []
    for section in told.sections:
        blocks.append(Title(1, "", (Run(showable(section.title)),)))
        if section.lines:
            heading = ((Run("What"),), (Run("How it is"),))
            rows = (((Run(showable(what)),), (Run(showable(how)),)) for what, how in section.lines)
            blocks.append(Rows((heading, *rows)))
        else:
            blocks.append(Paragraph((Run(section.nothing),)))
    return Sheet(TITLE, facts, (), "", "", tuple(blocks), marking=MARKING)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
