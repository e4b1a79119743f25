"""Asking after a referral: from when it was sent until anybody there answers, in the time its path gives; and looking
again at support that came of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ....authority.policy.answers import Duty, InForce
from ....authority.policy.values.resolve import Lookup, Resolved, resolve
from ....authority.policy.values.time import Rule, Span, Time, Unit
from ....authority.policy.values.who import Who
from ....ground.kernel.moments import london_day
from ..controls.referral import ReferralBlock
from ..vocabulary import Stage
from .reviews import reviews

LOOK = "look"
"""Stands in the occasion of a look at support, before its months."""
WHOEVER_HANDLES = Who.read("person:handler")


@dataclass(frozen=True, slots=True)
class Sent:
    """A referral that was sent, and when anything came back of it, if it did."""

    id: UUID
    concern_id: UUID
    governed_by: str
    at: datetime
    answered_at: datetime | None
    reached: tuple[tuple[Stage, date], ...] = ()
    """The stages it reached, and on which day each, in their order."""


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


def _occasion_of_look(sent: Sent, months: int) -> str:
    return f"{sent.id}-{LOOK}-{months}"


def looks_had(sent: Sent, months: Mapping[Stage, int]) -> tuple[str, ...]:
    """On which occasions looks at support were owed that were had."""
    looks = reviews(sent.reached, months=months)
    return tuple(_occasion_of_look(sent, one.months) for one in looks if one.done)


def is_look(occasion: str) -> bool:
    """Whether something is owed on a look at support."""
    return f"-{LOOK}-" in occasion


def duties_to_look(path: InForce[ReferralBlock], sent: Sent, months: Mapping[Stage, int]) -> Iterator[Duty]:
    """The looks at support that came of a referral, each until it was had (domain.md 14, rule 7). Whoever sends it owes
    them, whether or not the path says when one asks after it."""
    owes = path.block.sent_by or WHOEVER_HANDLES
    for one in reviews(sent.reached, months=months):
        if not one.done:
            days = max((one.due - london_day(sent.at)).days, 1)
            limit = Time(Span(days, Unit.DAY), Rule.WITHIN)
            yield Duty("concern", sent.concern_id, _occasion_of_look(sent, one.months), owes, sent.at, limit)
