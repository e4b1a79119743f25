"""The gate: a large policy judged, against plain parsers that read the same bytes."""

import argparse
import re
import time
import tomllib
from collections.abc import Callable
from statistics import median
from typing import Any

from markdown_it import MarkdownIt

from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.gate import judge

from .table import heading, row

_FENCE = re.compile(r"^```control \S+ \S+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CLAUSE = re.compile(r"^(#+ .*?)\{#([\w.-]+)\}$", re.MULTILINE)

_MORE = """
### Point {n} {{#90.{n}}}

Whoever hears of it writes it down on the same day, keeps it short, and says who else was there and what was said. The
lead reads it with whoever wrote it, and both say what happens next.
{control}"""
_CONTROL = """
```control clock more-{n}
measures = {{ from = "reported", to = "opened" }}
applies = {{ about = ["learner"] }}
limit = {{ limit = "local", aim = {{ by_end_of = "1 working day" }} }}
owes = "role:dsl"
late = [
  {{ task = "Open a record that nobody has opened.", to = "role:deputy-dsl" }},
  {{ notice = "A record has not been opened in time.", to = "role:head" }},
]
```
"""


def main() -> None:
    """Judge a policy of so many clauses, and read it with tomllib and markdown-it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--clauses", type=int, default=300, help="how many clauses the policy has")
    parser.add_argument("--times", type=int, default=7, help="how often each is done")
    options, _ = parser.parse_known_args()
    text = policy(options.clauses)
    data = text.encode()
    judgement = judge(data, "large.md")
    assert judgement.pack, judgement.problems[:3]
    plain = MarkdownIt()

    def parse() -> None:
        plain.parse(text)
        for block in _FENCE.findall(text):
            tomllib.loads(block)

    heading(
        f"The gate: {len(judgement.pack.clauses)} clauses, {len(judgement.pack.controls)} controls, {len(data):,} bytes"
    )
    bare, ours = timed(parse, options.times), timed(lambda: judge(data, "large.md"), options.times)
    row("tomllib and markdown-it", bare, "s")
    row("ours", ours, "s", ratio=median(ours) / median(bare))


def policy(clauses: int) -> str:
    """A shipped policy, with more clauses after its own: each a paragraph and every second a clock of its own."""
    own = archetype("safeguarding-core").decode()
    have = len(_CLAUSE.findall(own))
    more = (
        _MORE.format(n=number, control=_CONTROL.format(n=number) if number % 2 else "")
        for number in range(clauses - have)
    )
    return own + "\n## 90 More {#90}\n" + "".join(more)


def timed(step: Callable[[], Any], times: int) -> list[float]:
    """How long each time took, in seconds."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        step()
        took.append(time.perf_counter() - began)
    return took
