"""Making a report to a board, and writing down where its minutes speak of it."""

from datetime import date, datetime
from uuid import UUID

from ...authority.access.powers import powers_in_force
from ...authority.access.queries import reader
from ...ground.audit.operations import Subject, Turn, turn
from ...ground.audit.promising import promise
from ...ground.crypto.operations import make_data_key
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, london_day
from ...ground.kernel.refusals import BadInput, NothingHere
from .drawing_up import before, boards, draw_up
from .models import BoardMinute, BoardReport
from .queries import report_made, reports_made, ruling_on_reporting
from .rules.board import digest, write
from .vocabulary import BoardReportMade, MinuteNoted

LONGEST = 2_000


def make_report(*, board: str, meeting_on: date, actor: Actor, now: datetime) -> BoardReport:
    """Draw a report up and keep it as it is. Made again for the same meeting it stands beside the one before.

    It is drawn up with no turn held: that takes longer than a writer may hold up the others. Raises `NothingHere` for
    whoever may not, `BadInput` for a board that no policy names.
    """
    moment = Moment.now(now)
    _permit(actor, moment)
    known = boards(moment)
    if board and board not in known:
        raise BadInput("No policy in force names this board. Choose one of the list.", field="board")
    last = next((one for one in reports_made(moment) if not board or one.told.board == board), None)
    since = london_day(last.made_at) if last else before(moment)
    text = write(draw_up(board, meeting_on, since, moment))
    with turn(actor=actor, now=now) as t:
        _permit(actor, t.moment)
        row = BoardReport(
            meeting_on=meeting_on, text=text, digest=digest(text), recorded_at=t.now, by=t.actor.written
        )
        row.save()
        said = BoardReportMade(row.id, row.meeting_on, UUID(row.digest[:32]))
        t.record(said, Subject("board-report", row.id))
    return row


def note_minute(
    *, report_id: UUID, discussed_on: date, words: str, actor: Actor, now: datetime
) -> BoardMinute:
    """Write down where the minutes speak of a report; said again it replaces what was said before."""
    if not words.strip():
        raise BadInput(
            "Write the reference of the minute, as whoever keeps the minutes gave it.", field="words"
        )
    if len(words) > LONGEST:
        raise BadInput(f"This is longer than {LONGEST:,} characters. Say it more shortly.", field="words")
    with turn(actor=actor, now=now) as t:
        _permit(actor, t.moment)
        found = report_made(report_id, t.moment)
        if found is None:
            raise NothingHere
        if not found.row.meeting_on <= discussed_on <= london_day(t.now):
            raise BadInput(
                "This is the day of the meeting or later, and not to come. Look at the minutes.",
                field="discussed_on",
            )
        return _noted(t, found.row, found.minuted.row if found.minuted else None, discussed_on, words.strip())


def _noted(
    t: Turn, report: BoardReport, standing: BoardMinute | None, discussed_on: date, words: str
) -> BoardMinute:
    row = BoardMinute(
        report=report,
        discussed_on=discussed_on,
        key=make_data_key("minute", now=t.now),
        replaces=standing,
        recorded_at=t.now,
        by=t.actor.written,
    )
    promised = promise(row, "words", words, row.key)
    row.save()
    t.record(MinuteNoted(row.id, discussed_on), Subject("minute", row.id), commitments=[promised])
    return row


def _permit(actor: Actor, moment: Moment) -> None:
    who = reader(actor.person_id, powers_in_force(moment), moment) if actor.person_id else None
    if who is None or not ruling_on_reporting(who):
        raise NothingHere
