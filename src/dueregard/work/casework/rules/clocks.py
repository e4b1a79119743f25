"""When a clock began, and what it asks of a matter."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from ....authority.policy.answers import Duty, InForce, Treatment
from ....authority.policy.values.resolve import Lookup, Resolved, resolve
from ....authority.policy.values.time import Time
from ....mechanisms.clocks.controls import ClockBlock


def started(block: ClockBlock, happened: Mapping[str, datetime]) -> datetime | None:
    """When this clock began; of clashing readings the earliest that is known, which is the stricter."""
    start = block.measures.start
    names = [wording.value for wording in start.wordings] or ([start.says.value] if start.says.value else [])
    known = [happened[name] for name in names if name in happened]
    return min(known, default=None)


def limit_of(clock: InForce[ClockBlock], facts: Mapping[str, object], elsewhere: Lookup) -> Resolved[Time]:
    """The limit for a matter with these facts, with its aim, as far as the policy and the provider give them."""
    return resolve(clock.block.limit, facts, elsewhere, f"{clock.address}.limit")


def duty_of(
    clock: InForce[ClockBlock],
    concern_id: UUID,
    facts: Mapping[str, object],
    happened: Mapping[str, datetime],
    elsewhere: Lookup,
) -> Duty | None:
    """What a clock that applies asks of a concern; None before it starts and once it has been met."""
    since = started(clock.block, happened)
    if since is None or clock.block.measures.to in happened:
        return None
    limit = limit_of(clock, facts, elsewhere)
    aim = limit.aim if isinstance(limit.aim, Time) else None
    # A limit that changes while a concern is open moves nobody's promise: it keeps the one it was opened under.
    return Duty(
        "concern",
        concern_id,
        "reported",
        clock.block.owes,
        since,
        limit.value,
        aim,
        clock.block.remind,
        Treatment.KEEP,
    )
