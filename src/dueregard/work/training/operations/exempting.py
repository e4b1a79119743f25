"""Letting somebody off something a policy asks, for a reason, and ending that again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ....ground.audit.operations import Subject, turn
from ....ground.audit.promising import promise
from ....ground.crypto.operations import make_data_key
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, NothingHere
from ..models import Exemption, ExemptionWords
from ..vocabulary import Exempted, ExemptionEnded
from .keeping import keeps_training_of_another


def exempt_person(
    *,
    person_id: UUID,
    control: str,
    reason: str,
    until: datetime | None,
    actor: Actor,
    now: datetime,
) -> Exemption:
    """Ask something of a policy (`policy/kind.id`) no more of a person from now on, and until a time if one is given.

    Raises `NotPermitted`, to whom it is about as well; `BadInput` without a reason, and for an end that has passed.
    """
    if not reason.strip():
        raise BadInput("Say why they need not do it.")
    with turn(actor=actor, now=now) as t:
        keeps_training_of_another(t, person_id)
        if until is not None and until <= t.now:
            raise BadInput("That end has passed already.")
        kept: dict[str, Any] = {"recorded_at": t.now, "by": actor.written}
        row = Exemption(person_id=person_id, control=control, since=t.now, until=until, **kept)
        row.save()
        key = make_data_key("exemption", now=t.now)
        words = ExemptionWords(exemption=row, key=key, **kept)
        promised = promise(words, "words", reason.strip(), key)
        words.save()
        t.record(Exempted(row.id), Subject("person", person_id), commitments=[promised])
    return row


def end_exemption(*, exemption_id: UUID, actor: Actor, now: datetime) -> None:
    """Ask it of them again from now on."""
    with turn(actor=actor, now=now) as t:
        row = Exemption.objects.holding(t.moment).filter(pk=exemption_id).first()
        if row is None:
            raise NothingHere
        keeps_training_of_another(t, row.person_id)
        ended = row.successor(until=t.now, recorded_at=t.now, by=actor.written)
        ended.save()
        t.record(ExemptionEnded(ended.id), Subject("person", row.person_id))
