"""What is still owed on a concern, under the clock of each policy that governs it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ....authority.policy.queries import in_force, shelf
from ....ground.kernel.moments import Moment
from ....mechanisms.clocks.controls import ClockBlock
from ....mechanisms.clocks.queries.obligations import owed_about
from ....work.casework.controls.referral import ReferralBlock
from ....work.casework.queries.conduct import ADVICE
from ....work.casework.rules.chasing import is_look

_ADVICE = (
    "guidance, because no policy gives a time",
    "when it was known",
    "the council's designated officer is asked",
)


@dataclass(frozen=True, slots=True)
class Due:
    """Something owed: since when, by when (None: no limit), and the promise of which policy."""

    since: datetime
    due_at: datetime | None
    aim_at: datetime | None
    policy: str
    start: str
    end: str
    """What it runs from and to, in words."""


def due_on(concern_id: UUID, moment: Moment) -> tuple[Due, ...]:
    """What is open about a concern now, due first at the top; whoever asks may see the concern."""
    clocks = {
        (one.policy, f"{one.kind}.{one.id}"): one.block
        for kind in ("clock", "referral")
        for one in in_force(kind, moment)
    }
    titles = {pack.policy: pack.header.title for _, pack in shelf(moment).editions}
    rows = owed_about("concern", concern_id)
    by_guidance = [
        Due(row.opened_at, row.due_at, row.aim_at, *_ADVICE) for row in rows if row.control == ADVICE
    ]
    by_policy = [
        Due(row.opened_at, row.due_at, row.aim_at, titles[row.policy], *_ends(block, row.occasion))
        for row in rows
        if (block := clocks.get((row.policy, row.control)))
    ]
    return (*by_guidance, *by_policy)


def _ends(block: ClockBlock | ReferralBlock, occasion: str) -> tuple[str, str]:
    """What it runs from and to; under which conditions, and what happens when it is late, the policy's page says."""
    if is_look(occasion):
        return "a referral sent", "the support that came of it is looked at again"
    if isinstance(block, ReferralBlock):
        return "a referral sent", "its answer: ask after it"
    return block.measures.start.words(), block.measures.to.replace("-", " ")
