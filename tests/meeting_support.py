"""A policy by which senior people may be called together, beside whatever else is in force, and a meeting over a
matter."""

from datetime import datetime
from uuid import UUID

from dueregard.authority.policy.operations import adopt
from dueregard.authority.policy.queries import in_force
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.work.casework.models import Concern, Meeting
from dueregard.work.casework.operations.meetings import call_meeting
from dueregard.work.casework.queries.meetings import who_can_be_called
from household import NOON, SETUP

MEETS = "managing-director"
MEETINGS = b"""+++
language = 1
policy = "meetings"
title = "Talking it through"
edition = "1"
nation = "england"
owner = "role:apprenticeship-provider/managing-director"
+++

## 1 At short notice {#1}

Whoever decides may call the others together.

```control decision together
question = "monitor"
by = "role:apprenticeship-provider/dsl"

[meeting]
any_of = [
  "role:apprenticeship-provider/managing-director",
  "role:apprenticeship-provider/dsl",
  "role:apprenticeship-provider/named-senior-manager",
]
```
"""


def may_meet() -> None:
    """Put that policy in force, once."""
    if not any(one.policy == "meetings" for one in in_force("decision", Moment.now(NOON))):
        adopt(data=MEETINGS, path="meetings.md", actor=SETUP, now=NOON)


def called(concern: UUID, by: UUID, now: datetime) -> Meeting:
    """A meeting over a matter, of the first who may be asked."""
    may_meet()
    can = who_can_be_called(Concern.objects.get(pk=concern), Moment.now(now))
    assert can
    return call_meeting(
        concern_id=concern, posts=can.posts[:1], meets_at=now, reason="x", actor=Actor.person(by), now=now
    )
