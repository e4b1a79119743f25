"""What may be written down as a check: every fault of it, each with the box it is in. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ..central_record import Barred, CheckKind, Evidence, Level, Outcome, UpdateService, WhyNot


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a check."""

    kind: CheckKind
    outcome: Outcome
    done_on: date
    evidence: Evidence | None = None
    checked_by: UUID | None = None
    """Who saw it; None: whoever writes it down."""
    why_not: WhyNot | None = None
    words: str = ""
    """Why it is not required, where no code says it."""
    follow_up_on: date | None = None
    limited: bool | None = None
    """Of a right to work: whether it is limited in time."""
    level: Level | None = None
    barred: Barred | None = None
    number: str = ""
    update_service: UpdateService | None = None
    update_asked_on: date | None = None
    decided_by: UUID | None = None
    decided_on: date | None = None


def faults(said: Said, today: date) -> Iterator[tuple[str, str]]:
    """What keeps it from being written down: the box, and a sentence."""
    for field, day in (
        ("done_on", said.done_on),
        ("update_asked_on", said.update_asked_on),
        ("decided_on", said.decided_on),
    ):
        if day is not None and day > today:
            yield field, "This day is still to come. Give the day on which it was done."
    if said.outcome is Outcome.NOT_REQUIRED:
        yield from _not_required(said)
        return
    if said.outcome is Outcome.CONFIRMED:
        return
    if said.kind is CheckKind.DBS:
        yield from _certificate(said)
    elif said.outcome is Outcome.WITH_CONTENT:
        yield "outcome", "Only a DBS certificate says something to decide on."
    elif said.evidence is None:
        yield "evidence", "Say what was seen."
    if said.kind is CheckKind.RIGHT_TO_WORK:
        yield from _right_to_work(said)


def _not_required(said: Said) -> Iterator[tuple[str, str]]:
    if said.why_not is None:
        yield "why_not", "Say why it is not required for this role."
    elif said.why_not is WhyNot.OTHER and not said.words.strip():
        yield "words", "Say in words why it is not required."


def _certificate(said: Said) -> Iterator[tuple[str, str]]:
    if said.level is None:
        yield "level", "Say which level of certificate it is."
    if said.level is Level.ENHANCED and said.barred is None:
        yield "barred", "Say which barred list it looked at; it stands on the certificate."
    if (said.update_service is None) != (said.update_asked_on is None):
        yield "update_asked_on", "Give both what the Update Service said and when it was asked, or neither."
    if (said.decided_by is None) != (said.decided_on is None):
        yield "decided_on", "Give both who decided and when, or neither."
    if said.decided_on is not None and said.outcome is not Outcome.WITH_CONTENT:
        yield "outcome", "There is something to decide only where the certificate says something."
    if len(said.number.strip()) > 40:
        yield "number", "This is longer than any number of a certificate."


def _right_to_work(said: Said) -> Iterator[tuple[str, str]]:
    if said.limited is None:
        yield "limited", "Say whether the right to work is limited in time."
    elif said.limited and said.follow_up_on is None:
        yield "follow_up_on", "Give the day on which it ends, so that somebody looks again before."
