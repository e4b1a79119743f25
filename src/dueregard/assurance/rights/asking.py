"""Somebody asks about what is held of them: taking it in, and their way back without an account.

Nothing here says whether anything is held: whoever asks gets the same page and the same receipt.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from ...authority.access.operations import add_party
from ...authority.access.vocabulary import Part
from ...ground.audit.operations import Subject, Turn, turn
from ...ground.audit.promising import promise
from ...ground.audit.vocabulary import Read
from ...ground.crypto.operations import make_data_key
from ...ground.kernel.actors import Actor
from ...ground.kernel.canonical import canonical_json
from ...ground.kernel.moments import Moment
from ...ground.kernel.refusals import BadInput
from ...mechanisms.clocks.operations.owing import owe
from ...mechanisms.notifications.vocabulary import Urgency
from ...work.casework.operations.guessing import look_up, waited
from ...work.casework.receipts import receipt_code, receipt_tag
from ...work.casework.rules.receipts import make_reference
from .models import RightsRequest, RightsStep
from .queries.requests import Standing, standings, step_words, who_sees
from .request_steps import check_words, owed, stream_of, tell_whoever_answers, write_step
from .wants import FOR_THEM, RightsAsked, Step, Want


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What somebody asks. `words`: their name, how to reach them, for whom, and what they wrote."""

    want: Want
    words: Mapping[str, str]
    kept_from: frozenset[UUID] = frozenset()
    """Of those who answer, the ones it is about."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What whoever asked keeps. The code is shown once and stored nowhere."""

    reference: str
    code: str
    reached: int
    """Before how many people it was put; 0: nobody whom it is not kept from answers here."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What whoever asked sees when they come back."""

    standing: Standing
    said: tuple[tuple[RightsStep, str], ...]
    """Every step that is theirs to read, and their own words, the earliest first."""
    ticket: str


def ask(*, asking: Asking, request_id: UUID, now: datetime) -> Receipt:
    """Take a request in, tell whoever answers, and start its clock; sending it twice is one request, and with other
    words another.

    Raises `BadInput` without words, or without a name or a way to answer.
    """
    _check(asking)
    request_id = uuid5(request_id, canonical_json(_said(asking)).decode())
    with turn(actor=Actor.outsider(), now=now, always=True) as t:
        code = receipt_code(request_id)
        before = RightsRequest.objects.filter(request_id=request_id).first()
        if before is not None:
            return Receipt(before.reference, code, len(who_sees(before, t.moment)))
        row = _store(t, asking, request_id, code)
        owe(t, owed(row, t.moment), of_new=True)
        reached = tell_whoever_answers(t, row, Urgency.TODAY, "asked")
    return Receipt(row.reference, code, reached)


def _said(asking: Asking) -> dict[str, Any]:
    """Everything that somebody chose and wrote."""
    return {"want": asking.want, "words": dict(asking.words), "kept-from": sorted(map(str, asking.kept_from))}


def _check(asking: Asking) -> None:
    for box, sentence in (
        ("name", "Write your name, so that we know whom we answer."),
        ("reach", "Write how we can reach you."),
        ("words", "Write what you ask for. One sentence is enough."),
    ):
        if not asking.words.get(box, "").strip():
            raise BadInput(sentence, field=box)
    check_words(asking.words.values())


def _store(t: Turn, asking: Asking, request_id: UUID, code: str) -> RightsRequest:
    reference = make_reference(secrets.choice)
    row = RightsRequest(
        request_id=request_id,
        reference=reference,
        receipt_tag=receipt_tag(reference, code),
        want=asking.want,
        restricted=bool(asking.kept_from),
        key=make_data_key("rights-request", now=t.now),
        recorded_at=t.now,
        by=t.actor.written,
    )
    text = canonical_json({box: said for box, said in asking.words.items() if said.strip()}).decode()
    promised = promise(row, "words", text, row.key)
    row.save()
    for person in sorted(asking.kept_from):
        add_party(
            t, thing_kind="rights-request", thing_id=row.id, part=Part.SAID_TO_HAVE_HARMED, person_id=person
        )
    subject = Subject("rights-request", row.id)
    t.record(RightsAsked(asking.want), subject, stream=stream_of(row), commitments=[promised])
    return row


def show(*, reference: str, code: str, ticket: str = "", now: datetime) -> Shown:
    """How a request stands, for whoever has its receipt. Raises `WrongReceipt` and `WaitFirst`."""
    row = found_by(reference, code, ticket, now)
    with turn(actor=Actor.outsider(), now=now, always=True) as t:
        t.record(Read((row.id,)), Subject("rights-request", row.id), stream=stream_of(row))
    [one] = standings([row], Moment.now(now))
    theirs = [step for step in one.steps if Step(step.step) in FOR_THEM | {Step.SAID}]
    words = step_words(row, theirs)
    return Shown(one, tuple((step, words[step.id]) for step in theirs), waited(row.receipt_tag, now))


def say_more(
    *, reference: str, code: str, words: str, request_id: UUID, now: datetime, ticket: str = ""
) -> None:
    """Write back; whoever answers is told. The same words by the same `request_id` add nothing."""
    if not words.strip():
        raise BadInput("Write what you want to add before you send it.", field="words")
    check_words([words])
    row = found_by(reference, code, ticket, now)
    with turn(actor=Actor.outsider(), now=now, always=True) as t:
        own = uuid5(row.id, f"{request_id}{words}")
        if not RightsStep.objects.filter(pk=own).exists():
            write_step(t, row, Step.SAID, words.strip(), own)
            tell_whoever_answers(t, row, Urgency.TODAY, f"said-{own.hex}")


def found_by(reference: str, code: str, ticket: str, now: datetime) -> RightsRequest:
    """The request of whoever has its receipt. Raises `WrongReceipt` and `WaitFirst`."""
    rows = RightsRequest.objects.select_related("key")
    return look_up(reference, code, ticket, now, lambda typed: rows.filter(receipt_tag=typed).first())
