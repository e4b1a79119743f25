"""A provider whose policy names two bodies outside, and what its board writes down of being in touch."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from dueregard.authority.policy.answers import Reading, Scope
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.work.liaison.controls import LIAISON_KIND
from dueregard.work.liaison.models import Exchange
from dueregard.work.liaison.operations.writing import Said, write_exchange
from dueregard.work.liaison.queries import control
from dueregard.work.liaison.vocabulary import Way
from household import NOON
from work.governance.governing import HEAD

TODAY = london_day(NOON)
ADDRESS = "care/liaison.outside"
LIAISON = """## 2 Those outside {#2}

We work with others.

```control liaison outside
owner = "role:board"
every = "100 days"
remind = ["10 days"]
feeds_back = true

[[items]]
id = "council"
title = "The council"
sort = "council"

[[items]]
id = "police"
title = "The police"
sort = "police"
```

"""
TEXT = HEAD + LIAISON
POLICE = """[[items]]
id = "police"
title = "The police"
sort = "police"
"""
"""The second of them, as the text has it."""
SILENT = TEXT.replace('every = "100 days"\nremind = ["10 days"]', 'every = "not set"')


def in_touch(
    by: UUID, body: str = "council", day: int = 0, *, on: date | None = None, **more: Any
) -> Exchange:
    """Somebody writes down, on a day, that they were in touch on it."""
    said: dict[str, Any] = {
        "happened_on": on or TODAY + timedelta(days=day),
        "way": Way.CALL,
        "ours": by,
        "theirs": "The duty officer",
        "about": "What is going on in the area",
    }
    return write_exchange(address=ADDRESS, body=body, said=Said(**said | more), **acting(by, day))


def acting(by: UUID, day: int = 0) -> dict[str, Any]:
    """Who does it, and on which day after the first."""
    return {"actor": Actor.person(by), "now": NOON + timedelta(days=day)}


def reading(day: int = 0) -> Reading:
    """How the control stands at the end of a day."""
    moment = Moment.end_of(TODAY + timedelta(days=day))
    placed = control(ADDRESS, moment)
    assert placed
    return LIAISON_KIND.evidence(placed, Scope(scope.provider_id(), Stream.OPEN, moment))
