"""A provider with a policy that asks for checks, somebody who keeps the record, and whoever must not move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from dueregard.authority.identity.operations import record_person
from dueregard.authority.people.operations import record_span
from dueregard.authority.people.vocabulary import Regulated, Standing, Work
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import create_provider, enter
from dueregard.ground.tenancy.vocabulary import Nation
from dueregard.work.training.central_record import Barred, CheckKind, Evidence, Level, Outcome, WhyNot
from dueregard.work.training.operations.checks import record_check
from dueregard.work.training.rules.recording import Said
from household import NOON, SETUP, make_holder

NOW = NOON + timedelta(days=2)
TODAY = date(2026, 3, 6)
BY_HAND = Actor.system("set-up")
CERTIFICATES = """
audience = { standing = ["staff", "associate"], regulated-activity = true }
checks = ["dbs", "identity"]
before_start = true
again = "36 months"
owes = "role:hr"
"""
POLICY = """+++
language = 1
policy = "checks"
title = "Checks"
nation = "england"
owner = "role:hr"
+++

# Posts {#posts}

```control role hr
title = "HR lead"
minimum = 1
may = ["keep-checks"]
```

```control role dsl
title = "Safeguarding lead"
minimum = 1
may = ["receive-concerns", "triage", "decide", "close", "refer", "see-restricted", "manage-registers"]
```

# Checks {#checks}
"""


def policy(**checks: str) -> bytes:
    """A policy that asks for these, by the id of each."""
    blocks = (f"\n```control check {id_}\n{block.strip()}\n```\n" for id_, block in checks.items())
    return (POLICY + "".join(blocks)).encode()


@contextmanager
def house(slug: str = "harbour", nation: Nation = Nation.ENGLAND, **checks: str) -> Iterator[Provider]:
    """A provider that runs such a policy, entered; beside it another, whose people are of the same names."""
    if slug != "elsewhere":
        with house("elsewhere", nation, **checks):
            everything(joins("Ada Fenn"))
    provider = create_provider(
        slug=slug, name=slug.title(), nation=nation, actor=SETUP, now=NOON, fictional=True
    )
    with enter(provider):
        adopt(data=policy(**(checks or {"certificates": CERTIFICATES})), path="p.md", actor=SETUP, now=NOON)
        yield provider


def joins(
    name: str,
    standing: Standing = Standing.STAFF,
    *,
    work: Work | None = Work.DELIVERY,
    regulated: Regulated | None = Regulated.YES,
    since: datetime = NOON,
    site_id: UUID | None = None,
) -> UUID:
    """Somebody of the directory who stands here in one way."""
    given, _, family = name.rpartition(" ")
    person = record_person(given_names=given, family_name=family, actor=SETUP, now=NOON)
    record_span(
        person_id=person.id, standing=standing, work=work, regulated=regulated, since=since, site_id=site_id,
        actor=SETUP, now=NOON,
    )  # fmt: skip
    return person.id


def keeper(name: str = "Nuala Brand") -> Actor:
    """Somebody who keeps the record."""
    return Actor.person(make_holder(name, "hr"))


def saw(kind: CheckKind, **more: Any) -> Said:
    """A check that was seen, with all it needs."""
    given: dict[str, Any] = {
        "kind": kind, "outcome": Outcome.SEEN, "done_on": date(2026, 3, 4), "evidence": Evidence.ORIGINAL,
    }  # fmt: skip
    if kind is CheckKind.DBS:
        given |= {"level": Level.ENHANCED, "barred": Barred.CHILDREN, "number": "001234567890"}
    if kind is CheckKind.RIGHT_TO_WORK:
        given |= {"limited": False}
    return Said(**(given | more))


def not_required(kind: CheckKind, why: WhyNot = WhyNot.NEVER_ABROAD, words: str = "") -> Said:
    """A check that is not required for a role."""
    return Said(kind, Outcome.NOT_REQUIRED, date(2026, 3, 4), why_not=why, words=words)


def confirmed(kind: CheckKind) -> Said:
    """The word of whoever employs them."""
    return Said(kind, Outcome.CONFIRMED, date(2026, 3, 4))


def checked(person: UUID, said: Said, *, now: datetime = NOW, actor: Actor = BY_HAND) -> UUID:
    """Write it down."""
    made: UUID = record_check(person_id=person, said=said, actor=actor, now=now).id
    return made


def everything(person: UUID) -> None:
    """All that is asked of somebody who teaches at a training provider in England."""
    for kind in (
        CheckKind.IDENTITY, CheckKind.PROHIBITION, CheckKind.DBS, CheckKind.QUALIFICATIONS, CheckKind.RIGHT_TO_WORK,
    ):  # fmt: skip
        checked(person, saw(kind))
    checked(person, not_required(CheckKind.OVERSEAS))


def at(now: datetime = NOW) -> Moment:
    """As things are then."""
    return Moment.now(now + timedelta(minutes=1))
