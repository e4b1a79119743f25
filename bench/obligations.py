"""Obligations against raw SQL: what `reconcile` and `sweep` take, over the same work done in plain set-based SQL.

The duties lie in a plain table, the same for both sides; both write the same tables, each for a provider of its own.
The raw side does the whole in one transaction a step and keeps no audit record.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from dueregard.faces.cli.house import bring_up_to_date
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.ids import uuid7
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import create_provider, enter
from dueregard.ground.tenancy.vocabulary import Nation
from dueregard.mechanisms.clocks.models import Obligation, Raised
from dueregard.mechanisms.clocks.operations.reconciling import reconcile
from dueregard.mechanisms.clocks.operations.sweeping import sweep
from dueregard.mechanisms.clocks.rules.comparing import asked
from dueregard.mechanisms.clocks.rules.owing import Identity, Owed, Rung, Terms
from dueregard.mechanisms.clocks.vocabulary import RungKind

from .table import Target, heading, row

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
DUE, MOVED_DUE, REMINDER = timedelta(days=3), timedelta(days=4), timedelta(days=1)
SWEPT = NOW + DUE - REMINDER
IDS = ("about_id", "obligation_id", "moving_id", "closing_id", "raised_id")
SAME = (
    "o.provider_id = %(provider)s AND o.about_id = d.about_id AND o.control = 'clock.report' "
    "AND o.occasion = 'reported' AND o.policy = 'prevent' AND o.about_kind = 'concern'"
)
FACT = "provider_id, recorded_at, by, withdrawn"
RECORDED = "%(provider)s, %(now)s, 'system:bench', %(false)s"

RECONCILE = (
    "INSERT INTO clocks_obligation (id, provider_id, policy, control, about_kind, about_id, occasion, circle, owners, "
    "opened_at, due_at, rungs, lap, next_look_at, changed_at) SELECT d.obligation_id, %(provider)s, 'prevent', "
    "'clock.report', 'concern', d.about_id, 'reported', 'open', '[\"dsl\"]', %(now)s, d.due_at, d.rungs, 1, "
    "d.remind_at, %(now)s FROM duty d WHERE d.owed = 1 AND NOT EXISTS "
    f"(SELECT 1 FROM clocks_obligation o WHERE {SAME})",
    f"INSERT INTO clocks_moving (id, {FACT}, obligation_id, was_due_at, due_at) SELECT d.moving_id, {RECORDED}, "
    f"o.id, o.due_at, d.due_at FROM duty d JOIN clocks_obligation o ON {SAME} WHERE d.owed = 1 AND o.closed_at IS NULL "
    "AND (o.due_at <> d.due_at OR o.rungs <> d.rungs)",
    "UPDATE clocks_obligation AS o SET due_at = d.due_at, rungs = d.rungs, lap = o.lap + 1, "
    f"next_look_at = d.remind_at, changed_at = %(now)s FROM duty d WHERE {SAME} AND d.owed = 1 AND o.closed_at IS NULL "
    "AND (o.due_at <> d.due_at OR o.rungs <> d.rungs)",
    f"INSERT INTO clocks_closing (id, {FACT}, obligation_id, lap, ending) SELECT d.closing_id, {RECORDED}, o.id, "
    f"o.lap, 'not-owed' FROM clocks_obligation o JOIN duty d ON {SAME} WHERE o.closed_at IS NULL AND d.owed = 0",
    "UPDATE clocks_obligation AS o SET closed_at = %(now)s, next_look_at = NULL, changed_at = %(now)s "
    "WHERE o.provider_id = %(provider)s AND o.closed_at IS NULL "
    f"AND NOT EXISTS (SELECT 1 FROM duty d WHERE {SAME} AND d.owed = 1)",
)
REACHED = "o.provider_id = %(provider)s AND o.circle = 'open' AND o.closed_at IS NULL AND o.next_look_at <= %(swept)s"
SWEEP = (
    f"INSERT INTO clocks_raised (id, {FACT}, obligation_id, lap, kind, step) SELECT d.raised_id, {RECORDED}, o.id, "
    f"o.lap, 'remind', 1 FROM clocks_obligation o JOIN duty d ON d.about_id = o.about_id WHERE {REACHED} "
    "AND NOT EXISTS (SELECT 1 FROM clocks_raised r WHERE r.provider_id = o.provider_id AND r.obligation_id = o.id "
    "AND r.lap = o.lap)",
    f"UPDATE clocks_obligation AS o SET next_look_at = d.due_at FROM duty d WHERE {REACHED} "
    "AND d.about_id = o.about_id",
)


def main() -> None:
    """Measure every step both ways."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--obligations", type=int, default=100_000, help="how many are owed")
    options, _ = parser.parse_known_args()
    bring_up_to_date()
    measure(options.obligations)


def measure(number: int) -> None:
    """One step after the other, raw and ours, on the same duties."""
    raw, ours = (provider(slug) for slug in ("raw", "ours"))
    fill(number)
    heading(f"{number:,} obligations, {connection.vendor}")
    total = [0.0, 0.0]

    def step(name: str, statements: tuple[str, ...], our_way: Callable[[], Any]) -> None:
        took = [timed(lambda: run(statements, raw)), timed(our_way)]
        total[:] = [sum(pair) for pair in zip(total, took, strict=True)]
        show(name, took)

    def reconcile_ours() -> None:
        reconcile(duties(), provider=ours, now=NOW)

    def sweep_ours() -> None:
        with enter(ours):
            sweep(now=SWEPT)

    step("open all", RECONCILE, reconcile_ours)
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE"
        )  # as a database that stands for a day has done: else either side may get a bad plan
    step("reconcile, nothing new", RECONCILE, reconcile_ours)
    change("due_at = moved_due_at, remind_at = moved_remind_at, rungs = moved_rungs", number // 10)
    step("move a tenth", RECONCILE, reconcile_ours)
    change("owed = 0", number // 10)
    step("end a tenth", RECONCILE, reconcile_ours)
    step("sweep, nearly all reminded", SWEEP, sweep_ours)
    step("sweep, nothing new", SWEEP, sweep_ours)
    show("all", total, Target(3))
    both_did_the_same(raw, ours)


def provider(slug: str) -> Provider:
    """A provider to write for."""
    return create_provider(
        slug=slug, name=slug, nation=Nation.ENGLAND, actor=Actor.system("bench"), now=NOW, fictional=True
    )


def fill(number: int) -> None:
    """The duties, with every id and date that raw SQL cannot make for itself."""
    kind, when = ("uuid", "timestamptz") if connection.vendor == "postgresql" else ("char(32)", "datetime")
    columns = [f"{name} {kind}" for name in IDS]
    columns += [f"{name} {when}" for name in ("due_at", "remind_at", "moved_due_at", "moved_remind_at")]
    columns += ["rungs text", "moved_rungs text", "owed integer", "n integer"]
    rows = (
        [*(stored(uuid7()) for _ in IDS), *map(stored, (NOW + DUE, NOW + DUE - REMINDER)),
         *map(stored, (NOW + MOVED_DUE, NOW + MOVED_DUE - REMINDER)),
         asked(terms(NOW + DUE)).rungs, asked(terms(NOW + MOVED_DUE)).rungs, 1, n]
        for n in range(number)
    )  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE duty ({', '.join(columns)})")
        cursor.executemany(f"INSERT INTO duty VALUES ({', '.join(['%s'] * len(columns))})", list(rows))
        cursor.execute("CREATE UNIQUE INDEX duty_about ON duty (about_id)")


def stored(value: Any) -> Any:
    """An id or a time as this database keeps it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value if connection.features.has_native_uuid_field else value.hex


def change(assignment: str, number: int) -> None:
    """Change the first duties still owed and not moved."""
    where = "SELECT n FROM duty WHERE owed = 1 AND due_at <> moved_due_at ORDER BY n LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE duty SET {assignment} WHERE n IN ({where})", [number])


def terms(due_at: datetime) -> Terms:
    """What a duty asks that ends then."""
    rungs = (Rung(RungKind.REMIND, 1, due_at - REMINDER), Rung(RungKind.LATE, 1, due_at))
    return Terms(("dsl",), NOW, due_at, None, rungs)


def duties() -> Iterator[Owed]:
    """The duties as a kind of control would yield them, from one query."""
    uuid = (lambda value: value) if connection.features.has_native_uuid_field else as_uuid
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT about_id, CASE WHEN due_at = moved_due_at THEN 1 ELSE 0 END FROM duty WHERE owed = 1"
        )
        while rows := cursor.fetchmany(5000):
            for about_id, moved in rows:
                identity = Identity("prevent", "clock.report", "concern", uuid(about_id), "reported")
                yield Owed(identity, terms(NOW + (MOVED_DUE if moved else DUE)))


def as_uuid(written: str) -> Any:
    """A UUID from SQLite's text."""
    return Obligation._meta.pk.to_python(written)


def run(statements: tuple[str, ...], whose: Provider) -> None:
    """Run the raw statements in one transaction."""
    values = {"provider": stored(whose.id), "now": stored(NOW), "swept": stored(SWEPT), "false": False}
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values)


def timed(step: Callable[[], Any]) -> float:
    """How long a step takes, in seconds."""
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def show(name: str, took: list[float], must: Target | None = None) -> None:
    """What raw SQL took and what we took."""
    raw, ours = took
    row(f"{name}: raw SQL", [raw], "s")
    row(f"{name}: ours", [ours], "s", ratio=ours / raw, must=must)


def both_did_the_same(*providers: Provider) -> None:
    """A figure for work that was not done would be worth nothing."""
    found = []
    for one in providers:
        with enter(one):
            rows = Obligation.objects.order_by("about_id").values_list(
                "about_id", "due_at", "lap", "next_look_at", "closed_at", "rungs"
            )
            found.append((list(rows), Raised.objects.count()))
    assert found[0] == found[1], "the two sides did not do the same"
