"""A policy that says how it is signed and looked at again, and the people who do it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from dueregard.authority.policy.answers import Basis, Scope, Status
from dueregard.authority.policy.operations import adopt
from dueregard.authority.policy.queries import in_force
from dueregard.authority.policy.values.who import Named
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.mechanisms.signoff.vocabulary import Said
from dueregard.work.governance.controls.signing import SIGNING_KIND
from dueregard.work.governance.models import Draft
from dueregard.work.governance.operations.drafting import begin_draft, save_draft
from dueregard.work.governance.operations.signing import put_forward, sign
from dueregard.work.governance.queries.drafts import draft
from dueregard.work.governance.vocabulary import Change, Stage
from household import NOON, SETUP, inside, make_holder

HEAD = """+++
language = 1
policy = "care"
title = "Care"
edition = "1"
nation = "england"
owner = "role:director"
review_by = 2026-12-31
+++

## 1 Who does this {#1}

The director answers for it.

```control role director
title = "Director"
minimum = 1
accountable = true
may = ["adopt-policy", "appoint"]
```

```control role writer
title = "Policy writer"
minimum = 1
may = ["adopt-policy"]
```

```control role board
title = "Board member"
minimum = 1
may = ["see-board-figures"]
```

"""
SIGNING = """## 2 How it is signed {#2}

Everybody is asked, then it is signed.

```control signing policy
[[steps]]
verb = "consult"
by = "role:writer"

[[steps]]
verb = "approve"
by = { any_of = ["role:director", "role:board"], not_same = ["person:author"] }

[[for_typo]]
verb = "approve"
by = "role:writer"
```

"""
REVIEW = """## 3 Looking again {#3}

Every year, and after new guidance.

```control review yearly
owner = "role:director"
every = "12 months"
after = ["guidance", "incident"]
within = "2 months"
remind = ["1 month"]
```
"""
POLICY = HEAD + SIGNING + REVIEW


@dataclass(frozen=True)
class Crew:
    """Who there is."""

    director: UUID
    writer: UUID
    board: UUID


@contextmanager
def governed(text: str = POLICY, slug: str = "harbour") -> Iterator[Crew]:
    """A provider with the policy in force, put in at set-up and never signed."""
    with inside(slug):
        adopt(data=text.encode(), path="care.md", actor=SETUP, now=NOON)
        yield Crew(
            make_holder("Dara Director", "director"),
            make_holder("Wyn Writer", "writer"),
            make_holder("Bo Board", "board"),
        )


def at(minutes: int) -> datetime:
    """So long after noon."""
    return NOON + timedelta(minutes=minutes)


def written(crew: Crew, text: str, *, by: UUID | None = None, minute: int = 1) -> Draft:
    """A draft of the policy with this text, by the writer."""
    actor = Actor.person(by or crew.writer)
    row = begin_draft(policy="care", actor=actor, now=at(minute))
    return save_draft(draft_id=row.id, text=text, actor=actor, now=at(minute + 1))


def put(crew: Crew, text: str, change: Change = Change.SUBSTANCE) -> Draft:
    """A draft that waits for those who sign."""
    row = written(crew, text)
    put_forward(begun=row.begun, change=change, actor=Actor.person(crew.writer), now=at(5))
    return row


def signs(
    row: Draft, who: UUID, post: str, said: Said = Said.YES, *, minute: int = 10, words: str = ""
) -> None:
    """Somebody says yes or no in a post."""
    sign(
        begun=row.begun,
        draft_id=row.id,
        capacity=Named.read(f"role:{post}"),
        said=said,
        words=words,
        actor=Actor.person(who),
        now=at(minute),
    )


def reworded(text: str = POLICY) -> str:
    """The same policy with other words in it, and the same that runs."""
    return text.replace("Everybody is asked", "Everyone is asked")


def changed(text: str = POLICY) -> str:
    """The same policy with another time in it."""
    return text.replace('every = "12 months"', 'every = "6 months"')


LATER = at(600)
"""When everything is over."""


def stage_of(begun: UUID) -> Stage:
    """How far a draft has come when everything is over."""
    found = draft(begun, Moment.now(LATER))
    assert found
    return found.stage


def signed(crew: Crew, text: str) -> UUID:
    """A draft with this text to which everybody said yes."""
    row = put(crew, text)
    signs(row, crew.writer, "writer")
    signs(row, crew.director, "director", minute=11)
    return row.begun


def reading(status_at: int = 600) -> tuple[Status, Basis | None]:
    """How it stands that the policy is signed, and what that rests on."""
    moment = Moment.now(at(status_at))
    (control,) = in_force("signing", moment)
    found = SIGNING_KIND.evidence(control, Scope(scope.provider_id(), Stream.OPEN, moment))
    return found.status, found.basis
