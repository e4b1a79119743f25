"""Rows of people in a concern: a later one replaces an earlier one, each with its words under a key of its own."""

from typing import Any

from ....ground.audit.operations import Turn
from ....ground.audit.promising import promise
from ....ground.crypto.operations import make_data_key, unseal
from ....ground.kernel.refusals import NothingHere, OutOfTurn
from ..models import Concern, ConcernPerson

_CARRIED = ("part", "person_id", "may_we_speak", "speak_said_on")


def standing_row(t: Turn, concern: Concern, row_id: object) -> ConcernPerson:
    """The row of somebody as it stands; raises `OutOfTurn` when a later one has replaced it, `NothingHere` for none."""
    rows = ConcernPerson.objects.filter(concern=concern, pk=row_id).select_related("key")
    row: ConcernPerson | None = rows.known(t.moment.known_at).first()
    if row is None:
        if rows.exists():
            raise OutOfTurn("Somebody has changed this already. Look at the record again.")
        raise NothingHere
    return row


def replace_row(
    t: Turn, old: ConcernPerson, *, words: str | None = None, **changes: Any
) -> tuple[ConcernPerson, str]:
    """Write the row that replaces `old`: with these changes, and with its words unless others are given.

    Returns the row, and the commitment to its words for the ledger.
    """
    carried = {name: getattr(old, name) for name in _CARRIED} | changes
    row = ConcernPerson(
        concern=old.concern,
        key=make_data_key("party", now=t.now),
        replaces=old,
        recorded_at=t.now,
        by=t.actor.written,
        **carried,
    )
    text = unseal(old, "words", old.key) if words is None else words
    promised = promise(row, "words", text, row.key)
    row.save()
    return row, promised
