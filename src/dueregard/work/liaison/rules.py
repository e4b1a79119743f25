"""How liaison stands: from when somebody was last in touch with each body, and what is left open of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...authority.policy.answers import Status
from ..governance.rules.counting import said_day
from ..governance.rules.registers import Stands, State, gravest


@dataclass(frozen=True, slots=True)
class Left:
    """What is left open of all that was written down: no words, and nobody."""

    without_upshot: int = 0
    """Times of which nobody has said what changed, or why nothing did."""
    late: int = 0
    """Things agreed that were not done by their day."""


def judged(bodies: Sequence[Stands], left: Left, *, feeds_back: bool) -> tuple[Status, str]:
    """How a log stands, and why: a body with whom nobody was in touch in time, then what is left open, then the
    gravest of the others."""
    worst = gravest(bodies)
    if worst.state is State.LATE and worst.by:
        return Status.NOT_MET, f"{worst.entry.title}: somebody was to be in touch by {said_day(worst.by)}"
    if left.late:
        return Status.AT_RISK, f"{left.late} of the things agreed with them were not done by their day"
    if feeds_back and left.without_upshot:
        said = f"of {left.without_upshot} times nobody has written down what changed, or why nothing did"
        return Status.AT_RISK, said
    reached = [one for one in bodies if one.last]
    if worst.state is State.NO_TIME:
        said = f"in touch with {len(reached)} of {len(bodies)}; how often at least is not set"
        return Status.NOT_SET, said
    by = f"somebody is in touch by {said_day(worst.by)}" if worst.by else ""
    if worst.state is State.TO_COME:
        return Status.NOT_YET_DUE, f"{worst.entry.title}: nobody was in touch yet; {by}"
    return Status.MET, f"somebody was in touch with each in time; {worst.entry.title}: {by}"
