"""How a whole policy stands, at many people and completions, against raw SQL of the questions that its clauses ask.

The policy has a clause for each of five courses that staff do every year, beside two posts. The raw side asks for each
course who is overdue, as `learning` does, and nothing for the posts.
"""

import argparse
import time
from collections.abc import Callable
from statistics import median

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test.utils import CaptureQueriesContext

from dueregard.assurance.status.queries import clauses
from dueregard.authority.policy.operations import adopt
from dueregard.faces.cli.house import bring_up_to_date
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.tenancy.operations import enter

from .learning import COURSES, JOINED, NOW, OVERDUE, filled, values_of
from .table import Target, heading, row

_HEAD = """+++
language = 1
policy = "bench"
title = "What everybody learns"
edition = "1"
nation = "england"
owner = "role:hr"
+++

## 1 Who sees to it {#1}

Two posts do.

```control role hr
title = "HR"
minimum = 0
may = ["manage-registers"]
```

```control role lead
title = "Lead"
minimum = 0
```
"""
_CLAUSE = """
## {n} Each year {{#{n}}}

Staff do it every year.

```control course {course}
title = "{course}"
```

```control training yearly-{course}
audience = {{ standing = "staff" }}
courses = ["{course}"]
accepts = ["attended", "passed", "certificate"]
first = "1 month"
every = "12 months"
```
"""


def main() -> None:
    """Fill a house, adopt the policy, and ask both ways."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--completions", type=int, default=1_000_000)
    parser.add_argument("--asked", type=int, default=5, help="how often both are asked")
    options, _ = parser.parse_known_args()
    bring_up_to_date()
    with enter(filled("bench", options.people, options.completions)):
        text = _HEAD + "".join(_CLAUSE.format(n=n, course=one) for n, one in enumerate(COURSES, start=2))
        adopt(data=text.encode(), path="bench.md", actor=Actor.system("bench"), now=JOINED)
        _ask_both_ways(options)


def _ask_both_ways(options: argparse.Namespace) -> None:
    moment = Moment.now(NOW)

    def raw() -> list[int]:
        with connection.cursor() as cursor:
            return [_overdue(cursor, course) for course in COURSES]

    def ours() -> list[int]:
        counts = [one.controls[-1].reading.count for one in clauses(moment) if one.id != "1"]
        return [count.of - count.n if count else 0 for count in counts]

    with CaptureQueriesContext(connection) as asked:
        said = ours()
    if said != raw():
        raise RuntimeError(f"the two sides do not agree on how many are overdue: {said} and {raw()}")
    times = [(_took(raw), _took(ours)) for _ in range(options.asked)]
    by_sql, by_us = ([one[at] for one in times] for at in (0, 1))
    heading(f"A policy: {options.people:,} people, {options.completions:,} completions, {connection.vendor}")
    row("raw SQL", [one[0] for one in by_sql], "s of the processor")
    row("raw SQL, by the clock", [one[1] for one in by_sql], "s")
    ratio = median(one[0] for one in by_us) / median(one[0] for one in by_sql)
    row("how every clause stands", [one[0] for one in by_us], "s of the processor", ratio=ratio)
    by_clock = median(one[1] for one in by_us) / median(one[1] for one in by_sql)
    row("the same, by the clock", [one[1] for one in by_us], "s", ratio=by_clock, must=Target(2))
    row("queries", [float(len(asked))], "")


def _overdue(cursor: CursorWrapper, course: str) -> int:
    cursor.execute(f"SELECT COUNT(*) FROM ({OVERDUE}) late", values_of(course))
    return int(cursor.fetchone()[0])


def _took(does: Callable[[], object]) -> tuple[float, float]:
    """Processor time, which holds the database's own only on SQLite, and time by the clock."""
    processor, clock = time.process_time(), time.perf_counter()
    does()
    return time.process_time() - processor, time.perf_counter() - clock
