"""What somebody may decide about something whose time is over, and what they may agree to: the same for the record of a
concern and for what belongs to none."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from ...ground.kernel.refusals import BadInput, OutOfTurn
from .filing import check_reason
from .keeping_words import Why
from .models import Look, LooseLook
from .queries.keeping import Keeping
from .rules.keeping import Stands, after, may_go

_Look = TypeVar("_Look", Look, LooseLook)
_LONGEST_MONTHS = 75 * 12
"""A record is kept no longer by one look than the longest line of the schedule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody decides: a day until which it is kept, or why it should go; and their reasons."""

    keep_until: date | None = None
    why: Why | None = None
    reason: str


def check_choice(chosen: Choice) -> None:
    """Refuse what has no reasons, or says both or neither."""
    check_reason(chosen.reason)
    if (chosen.keep_until is None) == (chosen.why is None):
        raise BadInput("Say either until when it is kept, or why it should go.", field="why")


def may_decide(found: Keeping[Look] | Keeping[LooseLook], chosen: Choice, today: date) -> None:
    """Refuse what cannot be decided now. Raises `OutOfTurn`, `BadInput`."""
    now = found.now
    if now.stands is Stands.GOES_ON:
        raise OutOfTurn(
            "This matter goes on, so nobody decides how long it is kept.",
            who_can_help="Whoever decides on it can close it first.",
        )
    if now.stands is Stands.WAITS:
        raise OutOfTurn(
            "Somebody has decided that this goes, and a second person has to answer first.",
            who_can_help="Whoever wrote it can take it back; anybody else who decides on it can answer.",
        )
    if chosen.keep_until:
        latest = after(today, _LONGEST_MONTHS)
        if chosen.keep_until <= today or (latest and chosen.keep_until > latest):
            raise BadInput("Write a day to come, within 75 years.", field="keep_until")
    elif chosen.why and not may_go(now, found.due, chosen.why):
        if now.stands is Stands.HELD:
            raise OutOfTurn(
                "A legal hold lies on this, so it cannot be disposed of.",
                who_can_help="Whoever put the hold there, or anybody else who decides on this record, can lift it.",
            )
        raise OutOfTurn(
            "Its time is not over. It can go earlier only when the person it is about has asked for it.",
            who_can_help="Whoever is accountable can set another period for records of this class.",
        )


def still_waiting(found: Keeping[_Look], look_id: UUID) -> _Look:
    """The look that somebody may answer now, if it is the one they saw. Raises `OutOfTurn`."""
    if found.now.stands is Stands.HELD:
        raise OutOfTurn(
            "A legal hold was put on this meanwhile, so it stays.",
            who_can_help="Whoever put the hold there, or anybody else who decides on this record, can lift it.",
        )
    if found.now.stands is Stands.GOES_ON:
        raise OutOfTurn("This matter goes on again, so its record stays.")
    if found.waiting is None or found.waiting.id != look_id:
        raise OutOfTurn(
            "This was answered or taken back, waited for longer than 14 days, or the record is of another class now. "
            "Look at it again.",
            who_can_help="Anybody who decides on this record can begin anew.",
        )
    return found.waiting
