"""Two people act at once: whatever both do, it is as if one had waited for the other, and the record is whole.

An operation is one turn, so the other's comes before it, after it, or between its looking at the clock and its turn.
Each pair is tried in all of these orders; a few truly at once, on two connections.
"""

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import Model

from dueregard.authority.access.models import Holding, Party, Proposal, Recusal
from dueregard.authority.policy.models import Adoption, LocalValue
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.refusals import Refusal
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.clocks.models import Hours
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import (
    Action,
    Assent,
    Concern,
    ConcernPerson,
    Decision,
    Delivery,
    Entry,
    JoinedConcern,
    ReferralStage,
    Refiled,
    Triage,
)
from dueregard.work.casework.vocabulary import Stage
from household import NOON
from two_at_once import (
    Act,
    World,
    a_world,
    aside,
    back,
    close,
    close_anew,
    confirm,
    end,
    finish,
    give,
    hours,
    join,
    kept,
    link,
    move,
    part,
    policy,
    propose,
    read,
    read_all,
    refuse,
    rename,
    said_ended,
    second,
    sort,
    stage,
    unlink,
    value,
    write,
)

BEFORE, LATER = NOON + timedelta(hours=1), NOON + timedelta(hours=1, milliseconds=40)
TABLES: tuple[type[Model], ...] = (
    Action, Adoption, Assent, Concern, ConcernPerson, Decision, Delivery, Entry, Holding, Hours, JoinedConcern,
    LocalValue, Message, Party, Proposal, Recusal, ReferralStage, Refiled, Triage,
)  # fmt: skip
ID = re.compile(r"[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}")
OWN = re.compile(r"[0-9a-f]{32}|\b[A-Z0-9]{4}-[A-Z0-9]{4}\b|^\d{4}-\d\d-.*")
"""Of one run alone: hashes, references and times."""
Came = tuple[list[str], Counter[str]]

CLOSED = kept("closing", close("one", "dsl"))
HALF_CLOSED = kept("closing", close("staff", "head"))
JOINED = join("one", "two", "dsl")
LINKED = kept("person", link("dsl", "kit"))
MOVED = kept("moved", move("dsl", "one", "two"))
SENT = stage("dsl", Stage.SENT)
PAIRS: dict[str, tuple[Act | None, Act, Act]] = {
    "join, join": (None, JOINED, join("two", "one", "deputy-dsl")),
    "part, part": (JOINED, part("one", "two", "dsl"), part("two", "one", "deputy-dsl")),
    "join, join with a third": (None, JOINED, join("two", "staff", "head")),
    "join, write": (None, JOINED, write("two", "deputy-dsl")),
    "join, close": (None, JOINED, close("one", "deputy-dsl")),
    "part, join": (JOINED, part("one", "two", "dsl"), join("two", "one", "deputy-dsl")),
    "part, close": (JOINED, part("one", "two", "dsl"), close("two", "deputy-dsl")),
    "join, restrict": (None, JOINED, sort("two", "deputy-dsl", "staff")),
    "part, read all": (JOINED, part("one", "two", "dsl"), read_all("one", "deputy-dsl")),
    "move, move": (None, move("dsl", "one", "two"), move("deputy-dsl", "one", "two")),
    "move, write": (None, move("dsl", "one", "two"), write("one", "deputy-dsl")),
    "move back, move on": (
        MOVED, move("dsl", "two", "one", "moved"), move("head", "two", "staff", "moved"),
    ),
    "move, restrict": (None, move("dsl", "one", "two"), sort("two", "deputy-dsl", "staff")),
    "move, step aside": (None, move("dsl", "one", "two"), aside("two", "dsl")),
    "link, link": (None, link("dsl", "kit"), link("deputy-dsl", "other")),
    "link, rename": (None, link("dsl", "kit"), rename("deputy-dsl")),
    "unlink, relink": (LINKED, unlink("dsl"), unlink("deputy-dsl", "other")),
    "link the lead, the lead writes": (None, link("deputy-dsl", "dsl"), write("one", "dsl")),
    "sort, sort": (None, sort("one", "dsl"), sort("one", "deputy-dsl", "staff")),
    "hand over, decide": (None, give("dsl", "deputy-dsl"), close("one", "dsl")),
    "hand over, step aside": (None, give("dsl", "head"), aside("one", "dsl")),
    "hand over, hand over": (None, give("dsl", "head"), give("deputy-dsl", "head")),
    "finish, finish": (None, finish("dsl"), finish("deputy-dsl")),
    "step aside, decide": (None, aside("one", "dsl"), close("one", "dsl")),
    "step aside, read": (None, aside("one", "dsl"), read("one", "dsl")),
    "step aside twice": (None, aside("one", "dsl"), aside("one", "dsl")),
    "end post, decide": (None, end("dsl", "head"), close("one", "dsl")),
    "end post, propose": (None, end("head", "chair"), propose("head")),
    "end post, confirm": (None, end("dsl", "head"), confirm("dsl")),
    "end the last two that appoint": (None, end("head", "chair"), end("chair", "head")),
    "end, end": (None, end("dsl", "head"), end("dsl", "chair")),
    "propose, propose": (None, propose("head"), propose("chair")),
    "confirm, confirm": (None, confirm("dsl"), confirm("chair")),
    "confirm, turn down": (None, confirm("dsl"), refuse("chair")),
    "propose, end": (None, propose("head", "deputy-dsl", "dsl"), end("deputy-dsl", "chair")),
    "adopt, adopt": (None, policy("A deputy is", "Each deputy is"), policy("A deputy is", "Every deputy is")),
    "adopt the same": (None, policy("A deputy is", "Each deputy is"), policy("A deputy is", "Each deputy is")),
    "set, set": (None, value("2"), value("3")),
    "set, set anew": (value("1"), value("2"), value("3")),
    "hours, hours": (None, hours(4), hours(9)),
    "back, back": (None, back, back),
    "send, send": (None, SENT, stage("deputy-dsl", Stage.SENT)),
    "answered, ended": (SENT, stage("dsl", Stage.ACKNOWLEDGED), stage("deputy-dsl", Stage.NO_FURTHER_ACTION)),
    "close, close": (None, close("one", "dsl"), close("one", "deputy-dsl")),
    "close, write": (None, close("one", "dsl"), write("one", "deputy-dsl")),
    "change, change": (CLOSED, close_anew("one", "dsl"), close_anew("one", "deputy-dsl")),
    "say it ended, change": (CLOSED, said_ended("dsl"), close_anew("one", "deputy-dsl")),
    "say it ended twice": (CLOSED, said_ended("dsl"), said_ended("deputy-dsl")),
    "second, write": (HALF_CLOSED, second("chair"), write("staff", "head")),
    "second, end post": (HALF_CLOSED, second("chair"), end("chair", "head")),
    "second, sort": (HALF_CLOSED, second("chair"), sort("staff", "head", "staff")),
}  # fmt: skip


EITHER: dict[str, set[tuple[str, str]]] = {
    "join, join": {("done", "out-of-turn"), ("out-of-turn", "done")},
    "move, step aside": {("done", "done"), ("bad-input", "done")},
    "hand over, step aside": {("2", "done"), ("1", "done")},
    "end post, decide": {("done", "done"), ("done", "nothing-here")},
    "propose, propose": {("done", "bad-input"), ("bad-input", "done")},
    "adopt, adopt": {("done", "done")},
}
"""What the two are told, whoever of them comes first."""


def attempt(act: Act, world: World, now: datetime) -> str:
    try:
        came = act(world, now)
    except Refusal as refusal:
        return refusal.code
    return str(came) if isinstance(came, int) else "done"


@contextmanager
def between(deed: Callable[[], None]) -> Iterator[None]:
    """Let the next operation look at the clock, and at all it looks at before its turn; then let this be done first."""
    due = [deed]

    def is_read_only() -> bool:
        if due:
            due.pop()()
        return False

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scope, "is_read_only", is_read_only)
        yield


def in_turn(world: World, one: Act, other: Act) -> Came:
    said = [attempt(one, world, BEFORE), attempt(other, world, LATER)]
    return said, rows(world)


def overtaken(world: World, one: Act, other: Act) -> Came:
    """The same as `other` first, though it was `one` who looked at the clock first."""
    said: list[str] = []
    with between(lambda: said.append(attempt(other, world, LATER))):
        late = attempt(one, world, BEFORE)
    return [*said, late], rows(world)


def undone(way: Callable[[World, Act, Act], Came], world: World, one: Act, other: Act) -> Came:
    here = transaction.savepoint()
    known = dict(world.rows)
    try:
        return way(world, one, other)
    finally:
        world.rows = known
        transaction.savepoint_rollback(here)


def rows(world: World) -> Counter[str]:
    """Every row of the provider as it stands, without ids, times and sealed words; no two say the same thing twice."""
    names = {id_.hex: name for name, id_ in [*world.rows.items(), *world.who.items()]}
    found: Counter[str] = Counter()
    for model in TABLES:
        stored = raw(model, world)
        replaced = {row.get("replaces_id") for row in stored}
        found.update(
            f"{model.__name__} {sorted((name, said) for name, value in row.items() if (said := plain(value, names)))}"
            for row in stored
            if row["id"] not in replaced and not row.get("withdrawn")
        )
    assert_once()
    return found


def raw(model: type[Model], world: World) -> list[dict[str, Any]]:
    provider = world.provider.id if connection.vendor == "postgresql" else world.provider.id.hex
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{model._meta.db_table}" WHERE provider_id = %s', [provider])
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def plain(value: object, names: dict[str, str]) -> str:
    """A word of a closed list or somebody's name in this test; empty for what another run has otherwise."""
    if isinstance(value, UUID | str):
        text = ID.sub(lambda found: names.get(found[0].replace("-", ""), "?"), str(value))
        return OWN.sub("", text)[:60]
    return str(int(value)) if isinstance(value, int) and value in (0, 1) else ""


def assert_once() -> None:
    later = NOON + timedelta(hours=2)
    for standing in (
        [row.policy for row in Adoption.objects.known(later) if not row.until],
        [row.address for row in LocalValue.objects.known(later) if not row.until],
        [row.calendar for row in Hours.objects.known(later) if not row.until],
        [(row.person_id, row.role) for row in Holding.objects.known(later) if not row.until],
        [(row.person_id, row.role) for row in Proposal.objects.known(later)],
        [(row.one_id, row.other_id) for row in JoinedConcern.objects.known(later)],
        [(row.concern_id, row.question) for row in Decision.objects.known(later)],
        [(row.referral_id, row.stage) for row in ReferralStage.objects.known(later)],
    ):
        assert len(standing) == len(set(standing)), standing


def at_once(world: World, one: Act, other: Act) -> tuple[str, str]:
    said, start = ["", ""], threading.Barrier(2)

    def run(number: int, act: Act, now: datetime) -> None:
        try:
            with enter(world.provider):
                start.wait()
                said[number] = attempt(act, world, now)
        finally:
            connection.close()

    acts = enumerate(((one, BEFORE), (other, LATER)))
    threads = [threading.Thread(target=run, args=(number, act, now)) for number, (act, now) in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said[0], said[1]


@pytest.mark.long
@pytest.mark.django_db
def test_whatever_two_people_do_at_once_is_as_if_one_had_waited(subtests: pytest.Subtests) -> None:
    world = a_world("harbour")
    with enter(world.provider):
        for name, (before, one, other) in PAIRS.items():
            with subtests.test(name):
                begun, known = transaction.savepoint(), dict(world.rows)
                if before:
                    before(world, NOON)
                assert undone(overtaken, world, one, other) == undone(in_turn, world, other, one)
                if name.partition(", ")[0] != name.partition(", ")[2]:
                    assert undone(overtaken, world, other, one) == undone(in_turn, world, one, other)
                transaction.savepoint_rollback(begun)
                world.rows = known


@pytest.mark.django_db(transaction=True)
def test_so_it_is_on_two_connections(subtests: pytest.Subtests) -> None:
    for number, (name, either) in enumerate(EITHER.items()):
        with subtests.test(name):
            world = a_world(f"house-{number}")
            assert at_once(world, *PAIRS[name][1:]) in either
            with enter(world.provider):
                assert_once()
                assert (verify().fault, verify_words(), verify_rows()) == (None, None, None)
