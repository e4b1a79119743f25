"""A policy about learning, and a provider that has it in force."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.answers import Basis
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.moments import london_day
from dueregard.ground.tenancy.models import Provider
from dueregard.work.training.models import Completion
from dueregard.work.training.operations.completing import record_completions
from dueregard.work.training.vocabulary import Result
from household import NOON, SETUP, inside, make_person

TODAY = london_day(NOON)

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

```control course safeguarding
title = "Safeguarding and Prevent"
covers = ["causes", "duty", "reporting"]
modes = ["face-to-face", "distance"]
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
answers = ["The lead", "Nobody"]
```

```control gate probation
before = "probation is confirmed"
audience = { standing = "staff" }
needs = ["training.yearly", "reading.part-one"]
```
"""


def did(*people: UUID, on: date = TODAY, result: Result = Result.PASSED, **more: Any) -> list[Completion]:
    said: dict[str, Any] = {
        "course": "safeguarding",
        "basis": Basis.DOCUMENT_SEEN,
        "actor": SETUP,
        "now": NOON,
    }
    return record_completions(person_ids=people, done_on=on, result=result, **said | more)


@contextmanager
def learning_house() -> Iterator[tuple[Provider, UUID, UUID]]:
    """Two members of staff who began today, a learner, and another provider in which everybody is trained."""
    with inside("elsewhere"):
        adopt(data=POLICY, path="learning.md", actor=SETUP, now=NOON)
        did(make_person("Els Where"))
    with inside() as provider:
        adopt(data=POLICY, path="learning.md", actor=SETUP, now=NOON)
        make_person("Kit Lark", Standing.LEARNER)
        yield provider, make_person("Ada Fenn"), make_person("Bo Hill")
