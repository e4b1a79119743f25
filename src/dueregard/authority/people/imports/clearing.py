"""Clearing away what imports that were dropped had staged: rows with names in them that nobody will ever see.

First the audit record says how many, then they go, some thousands at a time. Cut off in between, the next time goes on
and says nothing again.
"""

from datetime import datetime

from django.db import transaction

from ....ground.audit.batches import delete_unseen, fingerprint
from ....ground.audit.operations import Subject, turn
from ....ground.kernel.actors import Actor
from ..models import Intake
from ..vocabulary import ImportClearedAway, IntakeState
from .applying import forget_staged
from .destroying import destroy_what_is_over

_AT_ONCE = 2000
_TIDIER = Actor.system("tidying")


def clear_dropped(*, now: datetime) -> int:
    """Delete what is left of dropped imports of the provider in scope; returns how many rows went."""
    for intake in Intake.objects.filter(state=IntakeState.DROPPED):
        rows, _ = fingerprint(intake.id)
        with turn(actor=_TIDIER, now=now) as t:
            intake.state = IntakeState.CLEARED
            intake.save(update_fields=["state"])
            t.record(ImportClearedAway(rows), Subject("import", intake.id))
    over = (IntakeState.APPLIED, IntakeState.CLEARED)
    for intake in Intake.objects.filter(state__in=over).exclude(key__wrapped=None).select_related("key"):
        forget_staged(intake=intake, actor=_TIDIER, now=now)  # whoever applied it died before they did
    destroy_what_is_over(now=now)  # while the rows are there that lead to their keys
    gone = 0
    for intake in Intake.objects.filter(state=IntakeState.CLEARED):
        while some := _clear(intake):
            gone += some
    return gone


def _clear(intake: Intake) -> int:
    with transaction.atomic():
        return delete_unseen(intake.id, _AT_ONCE)
