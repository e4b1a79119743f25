"""Making one page of a case: looked at first, made as it was looked at, and written down."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from ....authority.access.vocabulary import Circle
from ....authority.identity.queries import details
from ....ground.audit.operations import turn
from ....ground.audit.vocabulary import Read
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, OutOfTurn
from ....mechanisms.documents.pdf_out import pdf_file
from ....work.casework.labels import when
from ....work.casework.operations.checking import of_hand
from ....work.casework.operations.handling import WRITES_THE_RECORD, Hand, seal_words, take_hand
from ....work.casework.operations.names import names_for
from ....work.casework.operations.reading import open_file
from ....work.support.facts import facts_of
from ..models import OnePage
from ..one_page import Draft, Marked, draft_page, page_sheet
from ..rules.initials import initials_of
from ..vocabulary import PageMade


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom the page is, why it is made, what was marked on the draft, and which record that was."""

    for_whom: str
    why: str
    marked: Marked
    read: str


@dataclass(frozen=True, slots=True)
class Made:
    """The file, what it is to be called, and the row that says that it was made."""

    row: OnePage
    data: bytes
    name: str


def look_at_page(*, concern_id: UUID, marked: Marked, actor: Actor, now: datetime) -> Draft:
    """The page as it would be made, for whoever writes the record; the reading is logged."""
    with turn(actor=actor, now=now, always=True) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
        return _drafted(hand, marked)


def make_page(*, concern_id: UUID, asked: Asked, actor: Actor, now: datetime) -> Made:
    """Make the file. It is drawn with no turn held: drawing takes longer than a writer may hold up the others.

    Raises `OutOfTurn` when the record is not the one that was looked at, `BadInput` for a passage nowhere in it.
    """
    for name, text in (("for_whom", asked.for_whom), ("why", asked.why)):
        if not text.strip():
            raise BadInput("Say for whom the page is." if name == "for_whom" else "Say why.", field=name)
    with turn(actor=actor, now=now, always=True) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
        draft = _drafted(hand, asked.marked)
        maker = details([hand.who.person_id], t.moment).get(hand.who.person_id)
    _refuse(draft, asked)
    facts = (
        ("For", asked.for_whom),
        ("Our record", hand.concern.reference),
        ("Made by", initials_of(maker.full_name) if maker else "somebody who has left"),
        ("Made", when(now)),
        (
            "What is not here",
            f"Initials stand for names. {draft.left_out} passages were left out of this copy.",
        ),
    )
    data = pdf_file(page_sheet(draft, facts=facts, circle=Circle(hand.concern.circle)), now=now)
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
        row = OnePage(names=len(draft.replaced), passages=draft.left_out, **of_hand(hand))
        fingerprint = {"sha256": sha256(data).hexdigest(), "bytes": str(len(data))}
        promise = seal_words(hand, row, {"for": asked.for_whom, "why": asked.why} | fingerprint)
        row.save()
        t.record(
            PageMade(row.id, row.names, row.passages),
            hand.subject,
            stream=Circle(hand.concern.circle).stream,
            commitments=[promise],
        )
    return Made(row, data, f"page-{hand.concern.reference}.pdf")


def _drafted(hand: Hand, marked: Marked) -> Draft:
    hand.t.record(Read((hand.concern.id,)), hand.subject, stream=Circle(hand.concern.circle).stream)
    file = open_file(hand.concern, hand.t.moment)
    facts = facts_of(hand.concern.id, hand.t.moment)
    return draft_page(file, names_for(file, hand.t.moment), marked, facts)


def _refuse(draft: Draft, asked: Asked) -> None:
    if draft.missing:
        listed = "; ".join(f"“{one[:60]}”" for one in draft.missing)
        raise BadInput(
            f"This is nowhere on the page: {listed}. Copy it from the page, one passage a line.",
            field="passages",
        )
    if draft.read != asked.read:
        raise OutOfTurn("Something was added to the record since you read the page. Read it once more.")
