"""Making the copy for whoever asked, once everything is decided; drawing it on paper; and reading it by their code."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import Subject, turn
from ....ground.audit.vocabulary import Read
from ....ground.crypto.operations import unseal_boxes
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....mechanisms.documents.pdf_out import pdf_file
from ....work.casework.labels import when
from ....work.casework.operations.checking import of_hand
from ....work.casework.operations.handling import seal_words
from ....work.casework.vocabulary import State
from ...rights.asking import found_by
from ...rights.models import RightsRequest
from ..copy_paper import Given, copy_sheet, given_in
from ..models import GivenCopy, Sheet
from ..queries.putting_right import was_somebody_else
from ..queries.sheets import copies_of
from ..rules.copying import Copy, Decided, copy_of
from ..vocabulary import By, CopyMade
from .clocking import stop_clock
from .taking_up import Worksheet, take_up, worksheet


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand over, and what it is called."""

    data: bytes
    name: str


def make_copy(*, sheet_id: UUID, way: By, how_known: str, actor: Actor, now: datetime) -> GivenCopy:
    """Make the copy. What is not decided holds it up; made, it stays as it is.

    Raises `NothingHere`; `BadInput` unless it is said how it was made sure who asks; `OutOfTurn` while something is not
    decided, and once it was made.
    """
    if not how_known.strip():
        raise BadInput("Say how you made sure that whoever asks is who they say.", field="how_known")
    with turn(actor=actor, now=now) as t:
        sheet, hand = take_up(t, sheet_id)
        found = worksheet(t, (sheet, hand))
        if found.copies:
            raise OutOfTurn("The copy was made already.")
        copy = draft(found)
        row = GivenCopy(
            sheet=sheet,
            way=way,
            whole=copy.whole,
            in_part=copy.in_part,
            withheld=copy.withheld,
            tells=copy.tells,
            **of_hand(hand),
        )
        text = Given.of(copy).model_dump_json()
        words = {"copy": text, "how-known": how_known, "sha256": sha256(text.encode()).hexdigest()}
        promise = seal_words(hand, row, words)
        row.save()
        verb = CopyMade(row.id, way, copy.whole, copy.in_part, copy.withheld)
        t.record(verb, hand.subject, stream=Circle(hand.concern.circle).stream, commitments=[promise])
        stop_clock(t, sheet)
    return row


def draft(found: Worksheet) -> Copy:
    """The copy as it would be made. Raises `OutOfTurn` while something is not decided, or when whoever asks turned out
    to be somebody else."""
    if was_somebody_else(found.concern, found.sheet.asks_as):
        raise OutOfTurn(
            "Whoever asks had been taken for somebody on this record, and that was put right. It is not about them.",
            who_can_help="Whoever handles the record can put it up anew, for whom it is about.",
        )
    if left := len(found.undecided):
        many = "thing is" if left == 1 else "things are"
        raise OutOfTurn(f"{left} {many} not decided yet. Nothing is given or withheld by itself.")
    copy = copy_of(
        Decided(one.item.sort, one.item.when, one.item.title, one.item.boxes, one.said)
        for one in found.rows
        if one.said
    )
    if copy.missing:
        raise OutOfTurn("Something that was to be left out reads differently now. Decide it anew.")
    return copy


def copy_file(*, sheet_id: UUID, actor: Actor, now: datetime) -> File:
    """The copy as a PDF, for whoever weighed it, to be handed over. It is drawn with no turn held."""
    with turn(actor=actor, now=now, always=True) as t:
        found = worksheet(t, take_up(t, sheet_id))
        if not found.copies:
            raise OutOfTurn("The copy is not made yet.")
        row = found.copies[-1]
        given = given_in(unseal_boxes(row, "words", found.concern.account_key))
    if given is None:
        raise NothingHere
    return _drawn(given, found.sheet.asked, row, now)


def _drawn(given: Given, asked: RightsRequest, row: GivenCopy, now: datetime) -> File:
    facts = (("Your request", asked.reference), ("Made", when(row.recorded_at, "day")))
    return File(pdf_file(copy_sheet(given, facts=facts), now=now), f"copy-{asked.reference}.pdf")


def read_copies(
    *, reference: str, code: str, ticket: str = "", now: datetime
) -> tuple[tuple[GivenCopy, Given], ...]:
    """What whoever asked was given on the page of their code; logged before a word is opened. What was disposed of with
    its record since is there no more, nor what turned out to be about somebody else; a copy that gives and
    tells nothing is as little there as one that was never made."""
    asked = found_by(reference, code, ticket, now)
    moment = Moment.now(now)
    sheets = Sheet.objects.known(now).filter(asked=asked).exclude(concern__state=State.DISPOSED)
    rows = [row for row in copies_of(sheets.values_list("id", flat=True), moment) if row.way == By.CODE]
    rows = [row for row in rows if not was_somebody_else(row.concern, row.sheet.asks_as)]
    if not rows:
        return ()
    with turn(actor=Actor.outsider(), now=now, always=True) as t:
        for row in rows:
            stream = Circle(row.concern.circle).stream
            t.record(Read((row.concern_id,)), Subject("concern", row.concern_id), stream=stream)
    opened = [(row, given_in(unseal_boxes(row, "words", row.concern.account_key))) for row in rows]
    return tuple((row, given) for row, given in opened if given and not given.is_empty)


def copy_by_code(*, copy_id: UUID, reference: str, code: str, ticket: str = "", now: datetime) -> File:
    """One copy as a PDF, for whoever has the receipt. Raises `NothingHere` for a copy that is not theirs."""
    for row, given in read_copies(reference=reference, code=code, ticket=ticket, now=now):
        if row.id == copy_id:
            return _drawn(given, row.sheet.asked, row, now)
    raise NothingHere
