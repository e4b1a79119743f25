"""Ending that somebody may read a matter: by whoever gave it, and by itself when the matter is restricted."""

from ....authority.access.operations import end_party
from ....authority.access.vocabulary import Circle, Part
from ....ground.audit.operations import Subject, Turn
from ....ground.audit.promising import promise
from ....ground.crypto.operations import unseal
from ..models import Concern, Grant
from ..queries.granting import grants_of
from ..verbs import GrantEnded


def end_grants(t: Turn, concern: Concern) -> None:
    """End whatever lets somebody read a matter, in the caller's turn: it is about to be restricted."""
    for row in grants_of(concern.id, t.moment):
        end_in_turn(t, concern, row)


def end_in_turn(t: Turn, concern: Concern, before: Grant) -> Grant:
    """End one, in the caller's turn, by a row that replaces it and says why it had been given."""
    end_party(t, thing_id=concern.id, part=Part.GRANTED, person_id=before.person_id)
    row = Grant(
        concern=concern,
        person_id=before.person_id,
        until=t.now,
        replaces=before,
        recorded_at=t.now,
        by=t.actor.written,
    )
    promised = promise(row, "words", unseal(before, "words", concern.account_key), concern.account_key)
    row.save()
    subject, stream = Subject("concern", concern.id), Circle(concern.circle).stream
    t.record(GrantEnded(row.id, before.person_id), subject, stream=stream, commitments=[promised])
    return row
