"""Asking after a referral: from when it was sent until anybody there answers, in the time its path gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ....authority.policy.answers import Duty, InForce
from ....authority.policy.values.resolve import Lookup, Resolved, resolve
from ....authority.policy.values.time import Time
from ....authority.policy.values.who import Who
from ..controls.referral import ReferralBlock

WHOEVER_HANDLES = Who.read("person:handler")


@dataclass(frozen=True, slots=True)
class Sent:
    """A referral that was sent, and when anything came back of it, if it did."""

    id: UUID
    concern_id: UUID
    governed_by: str
    at: datetime
    answered_at: datetime | None


def time_to_ask(
    path: InForce[ReferralBlock], facts: Mapping[str, object], elsewhere: Lookup
) -> Resolved[Time] | None:
    """How long one waits for an answer before asking; None where the policy does not speak of it."""
    chase = path.block.chase
    return resolve(chase, facts, elsewhere, f"{path.address}.chase") if chase else None


def duty_to_ask(
    path: InForce[ReferralBlock], sent: Sent, facts: Mapping[str, object], elsewhere: Lookup
) -> Duty | None:
    """What a referral without an answer asks of us; each referral by itself, so a second one is asked after too."""
    given = time_to_ask(path, facts, elsewhere)
    if given is None or sent.answered_at is not None:
        return None
    aim = given.aim if isinstance(given.aim, Time) else None
    owes = path.block.sent_by or WHOEVER_HANDLES
    return Duty("concern", sent.concern_id, str(sent.id), owes, sent.at, given.value, aim)
