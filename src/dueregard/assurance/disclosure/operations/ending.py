"""Saying to the person a matter was about how it ended: where that is safe, by whoever decides, with a reason. Nothing
is sent by this: they read it by their code, or get it on paper."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ....authority.access.queries import person_tag, tags_in
from ....authority.access.vocabulary import CONCERNED, Capability, Circle, Part
from ....ground.audit.operations import Subject, turn
from ....ground.audit.vocabulary import Read
from ....ground.crypto.operations import unseal_boxes
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....mechanisms.documents.pdf_out import pdf_file
from ....work.casework.labels import when
from ....work.casework.models import ConcernPerson
from ....work.casework.operations.checking import of_hand
from ....work.casework.operations.handling import Hand, seal_words, take_hand, write_entry
from ....work.casework.reports import Occurred
from ....work.casework.rules.receipts import tidy
from ....work.casework.vocabulary import AboutKind, EntryKind, Precision, State
from ...rights.asking import found_by
from ...rights.models import RightsRequest
from ...rights.queries.requests import sees
from ..letter_paper import letter_sheet
from ..models import OutcomeLetter
from ..queries.putting_right import was_somebody_else
from ..rules.ending import SENTENCES, Ended, may_say
from ..vocabulary import LetterDecided
from .giving import File

_WRITTEN = "A letter says to the person it is about how this ended: “{}”"
_NOT_SAFE = "No letter goes to the person it is about on how this ended: it is not safe. Its page says why."


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """For whom of the record, which sentence (None: it is not safe), why, and on which request's page they read it."""

    person_row: UUID
    ended: Ended | None
    reason: str
    name: str = ""
    """To whom it is written, as they write themselves."""
    reference: str = ""


def decide_letter(*, concern_id: UUID, telling: Telling, actor: Actor, now: datetime) -> OutcomeLetter:
    """Decide whether somebody is told how a matter ended, and in which sentence. The chronology says so.

    Raises `NothingHere` and `NotPermitted` as for a decision; `OutOfTurn` while it goes on, or once a letter stands;
    `BadInput` without a reason, for somebody it is not about, and for a sentence that may not be said of it.
    """
    if not telling.reason.strip():
        raise BadInput("Say why it is safe to tell them, or why it is not.", field="reason")
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, Capability.DECIDE)
        before = _may_come(hand, telling)
        row = OutcomeLetter(
            person_row=telling.person_row,
            ended=telling.ended or "",
            asked=_request(hand, telling.reference) if telling.ended and telling.reference.strip() else None,
            **of_hand(hand, before),
        )
        promise = seal_words(hand, row, {"reason": telling.reason, "name": telling.name})
        row.save()
        t.record(
            LetterDecided(row.id, safe=telling.ended is not None),
            hand.subject,
            stream=Circle(hand.concern.circle).stream,
            commitments=[promise],
        )
        words = _WRITTEN.format(SENTENCES[telling.ended]) if telling.ended else _NOT_SAFE
        write_entry(hand, EntryKind.LETTER, words, Occurred(t.now, Precision.MINUTE))
    return row


def _may_come(hand: Hand, telling: Telling) -> OutcomeLetter | None:
    """What stands already for this person, if it is that it was not safe."""
    concern, known_at = hand.concern, hand.t.moment.known_at
    if concern.state != State.CLOSED:
        raise OutOfTurn("This has not ended. Decide to close it first.")
    person = ConcernPerson.objects.filter(concern=concern, pk=telling.person_row).known(known_at).first()
    if person is None or person.part not in CONCERNED:
        raise BadInput("Choose one of the people this is about.", field="person_row")
    reported = tags_in(concern.id, {Part.RAISER}, hand.t.moment)
    if person.person_id and person_tag(person.person_id) in reported and concern.about != AboutKind.SELF:
        raise BadInput(
            "They reported it. They read on the page of their report that it ended.", field="person_row"
        )
    if telling.ended and telling.ended not in may_say(restricted=concern.circle == Circle.SEALED):
        raise BadInput("Choose one of the answers on the page.", field="ended")
    rows = OutcomeLetter.objects.known(known_at).filter(concern=concern, person_row=telling.person_row)
    before: OutcomeLetter | None = rows.first()
    if before and before.ended:
        raise OutOfTurn("A letter stands for them already.")
    return before


def _request(hand: Hand, reference: str) -> RightsRequest:
    row: RightsRequest | None = RightsRequest.objects.filter(reference=tidy(reference)).first()
    if row is None or not sees(row, hand.who, hand.t.moment):
        raise BadInput("You can open no request with this reference.", field="reference")
    return row


def letter_file(*, concern_id: UUID, letter_id: UUID, provider: str, actor: Actor, now: datetime) -> File:
    """The letter as a PDF, to be handed over. It is drawn with no turn held."""
    with turn(actor=actor, now=now, always=True) as t:
        hand = take_hand(t, concern_id, Capability.DECIDE)
        rows = (
            OutcomeLetter.objects.known(t.moment.known_at)
            .exclude(ended="")
            .select_related("concern__account_key")
        )
        row = rows.filter(concern=hand.concern, pk=letter_id).first()
        if row is None:
            raise NothingHere
        t.record(Read((concern_id,)), hand.subject, stream=Circle(hand.concern.circle).stream)
    return _drawn(row, provider, now)


def _drawn(row: OutcomeLetter, provider: str, now: datetime) -> File:
    name = unseal_boxes(row, "words", row.concern.account_key).get("name", "")
    facts = [("From", provider), ("Written", when(row.recorded_at, "day"))]
    if name:
        facts.insert(0, ("For", name))
    return File(
        pdf_file(letter_sheet(SENTENCES[Ended(row.ended)], tuple(facts)), now=now), "how-it-ended.pdf"
    )


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as whoever it is for reads it."""

    row: OutcomeLetter
    sentence: str


def read_letters(*, reference: str, code: str, ticket: str = "", now: datetime) -> tuple[Letter, ...]:
    """What whoever asked is told of how something ended, on the page of their code; logged. What was disposed of with
    its record is there no more, nor what turned out to be about somebody else."""
    asked = found_by(reference, code, ticket, now)
    rows = OutcomeLetter.objects.known(now).filter(asked=asked).exclude(ended="")
    standing = rows.exclude(concern__state=State.DISPOSED).select_related("concern__account_key")
    found = [row for row in standing if not was_somebody_else(row.concern, row.person_row)]
    if found:
        with turn(actor=Actor.outsider(), now=now, always=True) as t:
            for row in found:
                stream = Circle(row.concern.circle).stream
                t.record(Read((row.concern_id,)), Subject("concern", row.concern_id), stream=stream)
    return tuple(Letter(row, SENTENCES[Ended(row.ended)]) for row in found)


def letter_by_code(
    *, letter_id: UUID, provider: str, reference: str, code: str, ticket: str = "", now: datetime
) -> File:
    """One letter as a PDF, for whoever has the receipt. Raises `NothingHere` for one that is not theirs."""
    for one in read_letters(reference=reference, code=code, ticket=ticket, now=now):
        if one.row.id == letter_id:
            return _drawn(one.row, provider, now)
    raise NothingHere
