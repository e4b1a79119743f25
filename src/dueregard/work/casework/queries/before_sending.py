"""Whether a referral may be sent: what of its questions is blank, and whether danger lets it wait for none."""

import json

from ....ground.crypto.operations import unseal
from ....ground.kernel.moments import Moment
from ..models import Checklist, Concern, Referral, Triage
from ..rules.checking import Check, blank


def in_danger(concern: Concern, moment: Moment) -> bool:
    """Whether whoever reported, or whoever sorted it, says that somebody is in danger: then nothing waits."""
    found = Triage.objects.filter(concern=concern).known(moment.known_at).first()
    return concern.danger or bool(found and found.danger)


def unanswered_checks(referral: Referral, moment: Moment) -> tuple[Check, ...]:
    """The questions of a referral that are blank. Opens the answers only to see whether they are there; raises `Shut`
    where they cannot be opened."""
    row = Checklist.objects.filter(referral=referral).known(moment.known_at).select_related("concern").first()
    text = unseal(row, "words", row.concern.account_key) if row else None
    return blank(json.loads(text) if text else {})
