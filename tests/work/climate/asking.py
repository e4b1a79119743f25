"""A provider whose policy asks learners and staff whether they feel safe, and people who answer."""

from datetime import datetime

from dueregard.ground.kernel.actors import Actor
from dueregard.work.climate.operations.answering import answer_how_safe
from dueregard.work.climate.vocabulary import About, Audience, Felt
from work.governance.governing import HEAD

ADDRESS = "care/climate.both"
TEXT = (
    HEAD
    + """## 2 Feeling safe {#2}

We ask.

```control climate both
asks = ["learners", "staff"]
owner = "role:board"
```

"""
)


def say(audience: Audience, people: int, now: datetime, safe: Felt = Felt.YES) -> None:
    """So many people answer."""
    for _person in range(people):
        answers = {About.SAFE: safe, About.TURN: Felt.YES}
        answer_how_safe(audience=audience, answers=answers, actor=Actor.outsider(), now=now)
