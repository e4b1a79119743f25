"""Saying how long the provider keeps records of a class, where it is not as the schedule has it."""

from datetime import datetime

from ...ground.audit.operations import Subject, turn
from ...ground.kernel.actors import Actor
from ...ground.kernel.refusals import BadInput
from .keeping_words import PeriodSet, RecordClass
from .models import Period
from .operations import enforce_answering
from .rules.schedule import MOST_MONTHS

_LONGEST_REASON = 500


def set_period(
    *, record_class: RecordClass, months: int | None, reason: str, actor: Actor, now: datetime
) -> Period:
    """Say how long records of this class are kept from now on; `months` None: not set, so nothing of it falls due.

    It is never about one person: a reason stands in clear. Raises `NotPermitted`; `BadInput` without a reason, and for
    a period nobody keeps anything for.
    """
    if not reason.strip():
        raise BadInput("Say why you keep them so long. Name no case.", field="reason")
    if len(reason) > _LONGEST_REASON:
        raise BadInput("This is longer than 500 characters. Say it more shortly.", field="reason")
    if months is not None and not 0 <= months <= MOST_MONTHS:
        raise BadInput("Write a period of up to 100 years.", field="years")
    with turn(actor=actor, now=now) as t:
        enforce_answering(t)
        row = Period(
            record_class=record_class,
            months=months,
            reason=reason.strip(),
            since=t.now,
            recorded_at=t.now,
            by=actor.written,
        )
        row.save()
        t.record(PeriodSet(record_class), Subject("period", row.id))
    return row
