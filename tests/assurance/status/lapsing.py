"""A policy with one duty that lapses by itself, and one person who owes it."""

from datetime import UTC, date, datetime
from uuid import UUID

from dueregard.assurance.status.rules.stands import ClauseStatus
from dueregard.authority.policy.answers import Basis
from dueregard.authority.policy.operations import adopt
from dueregard.work.training.operations.completing import record_completions
from dueregard.work.training.vocabulary import Result
from household import NOON, SETUP, make_person

POLICY = b"""+++
language = 1
policy = "learning"
title = "Learning"
edition = "1"
nation = "england"
owner = "role:hr"
+++

## 1 Who sees to it {#1}

HR does.

```control role hr
title = "HR"
minimum = 0
may = ["manage-registers"]
```

## 2 What we learn {#2}

Everybody learns each year.

```control course safeguarding
title = "Safeguarding and Prevent"
```

```control training yearly
audience = { standing = "staff" }
courses = ["safeguarding"]
accepts = ["passed"]
first = "1 month"
every = "12 months"
grace = "2 weeks"
remind = "1 month"
```
"""
DONE_ON = date(2026, 3, 4)
LAPSED = date(2027, 3, 8)
"""A day within the days of grace."""


def noon(day: date) -> datetime:
    """The middle of a day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def begin() -> UUID:
    """The policy in force, and somebody who has done what it asks."""
    adopt(data=POLICY, path="learning.md", actor=SETUP, now=NOON)
    person = make_person("Lin Learner")
    learns(person, on=DONE_ON, now=NOON)
    return person


def learns(person: UUID, *, on: date, now: datetime) -> None:
    """They pass the course on a day, and it is written down at a time."""
    record_completions(
        person_ids=[person],
        course="safeguarding",
        done_on=on,
        result=Result.PASSED,
        basis=Basis.DOCUMENT_SEEN,
        actor=SETUP,
        now=now,
    )


def clause(found: tuple[ClauseStatus, ...], id: str = "2") -> ClauseStatus:
    """One clause of the policy."""
    return next(one for one in found if one.id == id)
