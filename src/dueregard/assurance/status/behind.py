"""The rows behind a reading: who or what owes something under a control, and by when.

They name people, so they are for whoever keeps those records; the pages say who that is to everybody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import nsmallest
from typing import Any
from uuid import UUID

from ...authority.access.vocabulary import Capability
from ...authority.policy.answers import InForce, Scope
from ...authority.policy.kinds import KINDS, AnswersDuties
from ...authority.policy.values.who import Who
from ...mechanisms.clocks.queries.duties import Terms

MOST = 10
KEPT_BY: Mapping[str, Capability] = {
    "person": Capability.MANAGE_REGISTERS,
    "checked-person": Capability.KEEP_CHECKS,
    "policy": Capability.ADOPT_POLICY,
}
"""Who may see the rows, by what they are about. No others are shown here: whoever sorts concerns sees those in the
queue, which leaves out what they are kept out of."""


@dataclass(frozen=True, slots=True)
class Behind:
    """One thing that is owed."""

    about_kind: str
    about: UUID
    owes: Who | None
    """None: the person it is about owes it themselves."""
    due_at: datetime
    late: bool


def behind(control: InForce[Any], scope: Scope) -> tuple[Behind, ...]:
    """What is owed under a control, what is due first at the top: at most ten rows."""
    kind = KINDS.get(control.kind)
    if not isinstance(kind, AnswersDuties):
        return ()
    made, now = Terms(scope.moment), scope.moment.as_at
    owed = ((duty, made.owed(duty, control, scope.circle)) for duty in kind.duties(control, scope))
    found = (
        Behind(duty.about_kind, duty.about, duty.owes, asked.terms.due_at, asked.terms.due_at < now)
        for duty, asked in owed
        if duty.about_kind in KEPT_BY and asked and asked.terms.due_at
    )
    return tuple(nsmallest(MOST, found, key=lambda one: (one.due_at, one.about)))
