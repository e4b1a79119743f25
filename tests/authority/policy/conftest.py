"""A small register of kinds and a file to spoil, for judging the language without any kind of the house."""

from collections.abc import Callable
from typing import ClassVar

import pytest

from dueregard.authority.policy.blocks import Block, Id, Words
from dueregard.authority.policy.gate import Judgement, judge
from dueregard.authority.policy.kinds import Kind, Registry
from dueregard.authority.policy.values.figures import Notice, TimeLimit
from dueregard.authority.policy.values.steps import Steps
from dueregard.authority.policy.values.when import Fact, When, yes_no
from dueregard.authority.policy.values.who import Named, Naming, Prefix, Who, bare_name


class PostBlock(Block):
    """A post, for these tests."""

    title: Words


class Post(Kind[PostBlock]):
    """Declares roles."""

    name = "post"
    on_screen = "post"
    Block = PostBlock

    def declares(self, id: str, block: PostBlock) -> dict[Named, str]:
        return {Named(Prefix.ROLE, id): block.title}

    def words(self, block: PostBlock, naming: Naming = bare_name) -> str:
        return block.title


class ApprovalBlock(Block):
    """The design's own example."""

    needs: tuple[Id, ...] = ()
    conditions: tuple[Words, ...] = ()
    notice: Notice
    decided: TimeLimit | None = None
    copy_to: Who | None = None
    when: When = When()
    steps: Steps = Steps()


class Approval(Kind[ApprovalBlock]):
    """Uses every value type."""

    name = "approval"
    on_screen = "agreement"
    Block = ApprovalBlock
    facts: ClassVar[dict[str, Fact]] = {
        "outside": yes_no("the speaker comes from outside"),
        "sort": Fact("sort", ("a", "b")),
    }
    anchors = frozenset({"asked", "answered"})
    persons = frozenset({"asker"})

    def words(self, block: ApprovalBlock, naming: Naming = bare_name) -> str:
        return block.steps.words(naming)


@pytest.fixture
def kinds() -> Registry:
    """The two kinds above."""
    registry = Registry()
    registry.register(Post())
    registry.register(Approval())
    return registry


HEADER = """+++
language = 1
policy = "prevent"
title = "Prevent policy"
edition = "2"
nation = "england"
owner = "role:lead"
+++
"""
LEAD = """
## 1 Roles {#1}

The lead looks after this policy.

```control post lead
title = "Lead"
```
"""
SPEAKERS = """
## 9 Visitors and public speakers {#9}

Somebody we invite to speak is agreed at least five days in advance.

```control approval speaker
meets = ["S0-141", "S0-142"]
needs = ["content-summary"]
conditions = ["member of staff present"]

[[notice.readings]]            # the policy does not say which kind of day
at_least_before = "5 working days"
[[notice.readings]]
at_least_before = "5 days"

[[steps]]
verb = "approve"
by = { any_of = ["role:lead"] }
```

A member of staff stays in the room.
"""
GOOD = HEADER + LEAD + SPEAKERS


@pytest.fixture
def policy_text() -> Callable[[], str]:
    """A clean file to spoil."""
    return lambda: GOOD


Judge = Callable[..., Judgement]


@pytest.fixture
def judged(kinds: Registry) -> Judge:
    """Judge a text with the kinds above."""

    def run(text: str | bytes) -> Judgement:
        return judge(text.encode() if isinstance(text, str) else text, "policy.md", kinds=kinds)

    return run
