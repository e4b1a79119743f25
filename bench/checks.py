"""The single central record of 2,000 people, against the raw SQL that reads the same rows; and its queries, which do
not grow with people."""

import argparse
import logging
import time
from datetime import timedelta
from statistics import median
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext

from dueregard.authority.identity.models import Person, PersonDetails
from dueregard.authority.people.models import Span
from dueregard.authority.people.vocabulary import Regulated, Standing, Work
from dueregard.ground.audit.batches import fingerprint, show, stage
from dueregard.ground.audit.operations import turn
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.ids import uuid7
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.tenancy.operations import enter
from dueregard.work.training.central_record import Barred, CheckKind, Level, Outcome
from dueregard.work.training.models import Check
from dueregard.work.training.queries.central_record import grid

from .house import make_house
from .table import Target, heading, row

_KINDS = tuple(CheckKind)[:6]
_BY = Actor.system("bench")


def main() -> None:
    """Fill a provider step by step, and read its whole record at each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", default="20,2000", help="how many people, rising")
    parser.add_argument("--asked", type=int, default=20, help="how often the record is read")
    options, _ = parser.parse_known_args()
    logging.disable()
    provider = make_house()
    heading(f"The single central record, {connection.vendor}")
    have = 0
    for size in map(int, options.people.split(",")):
        with enter(provider):
            fill(range(have, size))
            have = size
            plain = [raw() for _ in range(options.asked)]
        ours, queries = [], []
        for _ in range(options.asked):
            with enter(provider), CaptureQueriesContext(connection) as captured:
                began = time.perf_counter()
                lines = grid(Moment.now(utc_now())).lines
                ours.append(time.perf_counter() - began)
            queries.append(len(captured))
            assert len(lines) >= size
        row(f"{size:,} people, raw SQL", [each * 1000 for each in plain], "ms")
        ratio = median(ours) / median(plain)
        row(f"{size:,} people, judged", [each * 1000 for each in ours], "ms", ratio=ratio)
        row(f"{size:,} people: queries", [median(queries)], "number", must=Target(30))


def fill(numbers: range) -> None:
    """So many people who teach, with six checks each, as an import brings them: all at once."""
    batch, now = uuid7(), utc_now()
    people = [Person(recorded_at=now) for _ in numbers]
    said = {"recorded_at": now, "by": _BY.written}
    names = [
        PersonDetails(
            person=one, given_names="Ada", family_name=f"Fenn {n}", folded=f"fenn {n:06}, ada", **said
        )
        for n, one in zip(numbers, people, strict=True)
    ]
    spans = [
        Span(
            person=one, standing=Standing.STAFF, work=Work.DELIVERY, regulated=Regulated.YES,
            since=now - timedelta(days=400), **said,
        )
        for one in people
    ]  # fmt: skip
    checks = [
        Check(
            person_id=one.id, kind=kind, outcome=Outcome.SEEN, done_on=(now - timedelta(days=n % 700)).date(),
            level=Level.ENHANCED, barred=Barred.CHILDREN, **said,
        )
        for n, one in zip(numbers, people, strict=True)
        for kind in _KINDS
    ]  # fmt: skip
    for rows in (people, names, spans, checks):
        stage(batch, rows)
    counted: tuple[int, UUID] = fingerprint(batch)
    with turn(actor=_BY, now=now) as t:
        show(t, batch, *counted)


def raw() -> float:
    """Seconds to read every row that the grid stands on, with nothing made of it."""
    began = time.perf_counter()
    with connection.cursor() as cursor:
        for table, columns in (
            ("people_span", "person_id, standing, work, regulated, since"),
            ("identity_persondetails", "person_id, given_names, family_name, folded"),
            ("training_check", "person_id, kind, outcome, done_on, follow_up_on, level, barred"),
        ):
            cursor.execute(f"SELECT {columns} FROM {table}")  # names of ours
            cursor.fetchall()
    return time.perf_counter() - began
