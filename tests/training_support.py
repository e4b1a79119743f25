"""A policy that asks for training, and people who have had some, for the tests of the pages of training."""

from datetime import date
from typing import Any
from uuid import UUID

from dueregard.authority.policy.answers import Basis
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.moments import utc_now
from dueregard.work.training.models import Completion
from dueregard.work.training.operations.completing import record_completions
from dueregard.work.training.operations.editions import adopt_edition
from dueregard.work.training.vocabulary import Result
from household import NOON, SETUP

POLICY = b"""+++
language = 1
policy = "learning"
title = "Learning"
edition = "1"
nation = "england"
owner = "role:hr"
+++

## 1 What we learn {#1}

Everybody learns.

```control role hr
title = "HR"
minimum = 1
may = ["manage-registers"]
```

```control role dsl
title = "Lead"
minimum = 1
may = ["triage", "decide"]
```

```control course safeguarding
title = "Safeguarding and Prevent"
```

```control training yearly
audience = { standing = ["staff", "associate"] }
courses = ["safeguarding"]
accepts = ["passed"]
first = "1 month"
every = "12 months"
grace = "2 weeks"
remind = "1 month"
```

```control reading part-one
document = "part-one"
title = "Part one"
audience = { standing = "staff" }
within = "1 month"
question = "Whom do you tell?"
answers = ["The lead", "Nobody", "A friend"]
```

```control gate probation
before = "probation is confirmed"
audience = { standing = "staff" }
needs = ["training.yearly", "reading.part-one"]
```
"""


def adopt_learning() -> None:
    """Put the policy into force in the provider in scope."""
    adopt(data=POLICY, path="learning.md", actor=SETUP, now=NOON)


def did(*people: UUID, on: date, result: Result = Result.PASSED, **more: Any) -> list[Completion]:
    """Record that these people did the course on a day."""
    said: dict[str, Any] = {
        "course": "safeguarding",
        "basis": Basis.DOCUMENT_SEEN,
        "actor": SETUP,
        "now": utc_now(),
    }
    return record_completions(person_ids=people, done_on=on, result=result, **said | more)


def give_edition(edition: str = "2025") -> None:
    """From the beginning on this edition of part one is to be read."""
    adopt_edition(
        document="part-one", title="Part one", edition=edition, link="https://example.org/part-one", since=NOON,
        actor=SETUP, now=NOON,
    )  # fmt: skip
