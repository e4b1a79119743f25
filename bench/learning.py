"""Who is overdue: `training.queries.standing` against raw SQL of the same question, and what a new requirement takes.

The raw side asks the same tables the same thing, as somebody would write it by hand: who belongs to the audience, knows
of no completion that counts, is not exempt and not away, each row as known today.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from dueregard.authority.identity.models import Person
from dueregard.authority.people.models import Span
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.answers import Basis, InForce
from dueregard.authority.policy.blocks import Block
from dueregard.authority.policy.values.time import Time
from dueregard.authority.policy.values.when import When
from dueregard.faces.cli.house import bring_up_to_date
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel import bulk, scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import create_provider, enter
from dueregard.ground.tenancy.vocabulary import Nation
from dueregard.mechanisms.clocks.operations.reconciling import reconcile
from dueregard.mechanisms.clocks.queries.duties import Terms
from dueregard.mechanisms.clocks.rules.owing import Owed
from dueregard.work.training.models import Completion
from dueregard.work.training.queries.duties import duties_under
from dueregard.work.training.queries.standing import figures, standing, turned
from dueregard.work.training.rules.requirements import Requirement
from dueregard.work.training.vocabulary import Result, State

from .table import Target, heading, row

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
JOINED = NOW - timedelta(days=2000)
"""When the first joined; as many joined on each of the days after it."""
_DAYS_OF_JOINING = 1900
STAFF = When.read({"standing": "staff"})
YEARLY = Requirement(
    "core/training.yearly", ("safeguarding",), first=Time.read("1 month"), every=Time.read("12 months")
)
COURSES = ("safeguarding", "equality", "first-aid", "filtering", "data-protection")
"""Of twenty completions one is of the first."""
_KNOWN = (
    "{0}.provider_id = %(provider)s AND {0}.recorded_at <= %(now)s AND NOT {0}.withdrawn AND ({0}.batch_id IS NULL OR "
    "{0}.batch_id IN (SELECT id FROM audit_showing WHERE provider_id = %(provider)s AND recorded_at <= %(now)s)) "
    "AND NOT EXISTS (SELECT 1 FROM {1} later WHERE later.provider_id = %(provider)s AND later.replaces_id = {0}.id "
    "AND later.recorded_at <= %(now)s)"
)
OVERDUE = (
    "SELECT DISTINCT s.person_id FROM people_span s WHERE s.standing = 'staff' AND s.since <= %(now)s "
    "AND (s.until IS NULL OR s.until > %(now)s) AND s.since < %(joined)s "
    f"AND {_KNOWN.format('s', 'people_span')} AND NOT EXISTS (SELECT 1 FROM training_completion c "
    "WHERE c.person_id = s.person_id AND c.course = %(course)s "
    "AND c.result IN ('attended', 'passed', 'certificate') "
    f"AND c.done_on >= %(since)s AND c.done_on <= %(today)s AND {_KNOWN.format('c', 'training_completion')}) "
    "AND s.person_id NOT IN (SELECT person_id FROM training_exemption WHERE provider_id = %(provider)s) "
)


def main() -> None:
    """Fill a house, and ask both ways."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--completions", type=int, default=1_000_000)
    parser.add_argument("--touched", type=int, default=100_000, help="whom a new requirement touches")
    options, _ = parser.parse_known_args()
    bring_up_to_date()
    with enter(filled("bench", options.people, options.completions)):
        _ask_both_ways(options)
    provider = filled("fresh", options.touched, 0)
    with enter(provider):
        heading(f"A new requirement touches {options.touched:,} people, {connection.vendor}")
        row("reconcile", [took(lambda: reconcile(_owed(), provider=provider, now=NOW))], "s")
        row("again, nothing to change", [took(lambda: reconcile(_owed(), provider=provider, now=NOW))], "s")


def _ask_both_ways(options: argparse.Namespace) -> None:
    moment = Moment.now(NOW)
    values = values_of("safeguarding")

    def raw() -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute(OVERDUE, values)
            return {str(UUID(str(person))) for (person,) in cursor.fetchall()}

    def ours() -> set[str]:
        found = standing(YEARLY, STAFF, moment).items()
        return {str(person) for person, one in found if one.state is State.LATE}

    if raw() != ours():
        raise RuntimeError("the two sides do not agree on who is overdue")

    def counted() -> object:
        return figures([turned(YEARLY, STAFF, moment)], moment)

    times = [(took(raw), took(ours), took(counted)) for _ in range(5)]
    raw_at = median(one[0] for one in times)
    heading(f"Overdue: {options.people:,} people, {options.completions:,} completions, {connection.vendor}")
    row("raw SQL", [one[0] for one in times], "s")
    for at, what in enumerate(("who is overdue", "how many are in each state"), start=1):
        values = [one[at] for one in times]
        row(what, values, "s", ratio=median(values) / raw_at, must=Target(1.5) if at == 1 else None)


def values_of(course: str) -> dict[str, Any]:
    """What `OVERDUE` asks with, about a course of staff that is done every year."""
    return {
        "provider": stored(Person, "provider_id"), "now": stored(Span, "recorded_at", NOW),
        "joined": stored(Span, "since", datetime(2026, 2, 4, tzinfo=UTC)),
        "since": date(2025, 3, 4), "today": date(2026, 3, 4), "course": course,
    }  # fmt: skip


def _owed() -> Iterator[Owed]:
    terms, control = Terms(Moment.now(NOW)), InForce(UUID(int=1), "core", "training", "yearly", "1", Block())
    for duty in duties_under(YEARLY, STAFF, Moment.now(NOW)):
        if owed := terms.owed(duty, control, Stream.OPEN):
            yield owed


def filled(slug: str, people: int, completions: int) -> Provider:
    provider = create_provider(
        slug=slug, name=slug, nation=Nation.ENGLAND, actor=Actor.system("bench"), now=JOINED, fictional=True
    )
    with enter(provider):
        made = [Person(recorded_at=JOINED) for _ in range(people)]
        recorded: dict[str, Any] = {"recorded_at": JOINED, "by": "system:bench"}
        spans = [
            Span(
                person=one,
                standing=Standing.STAFF,
                since=JOINED + timedelta(days=n % _DAYS_OF_JOINING),
                **recorded,
            )
            for n, one in enumerate(made)
        ]
        for rows in (made, spans):
            _write(rows)
        chosen = random.Random(4)
        for first in range(0, completions, 20_000):
            _write([_completion(chosen, made) for _ in range(first, min(first + 20_000, completions))])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return provider


def _completion(chosen: random.Random, people: list[Person]) -> Completion:
    course = "safeguarding" if chosen.random() < 0.05 else chosen.choice(COURSES[1:])
    return Completion(
        person=chosen.choice(people),
        course=course,
        done_on=NOW.date() - timedelta(days=chosen.randrange(1500)),
        result=Result.PASSED,
        basis=Basis.DOCUMENT_SEEN,
        recorded_at=JOINED,
        by="system:bench",
    )


def _write(rows: list[Any]) -> None:
    with transaction.atomic():
        bulk.write(rows)


def stored(model: Any, field: str, value: object = None) -> Any:
    return model._meta.get_field(field).get_db_prep_value(value or scope.provider_id(), connection)


def took(does: Callable[[], object]) -> float:
    began = time.perf_counter()
    does()
    return time.perf_counter() - began
