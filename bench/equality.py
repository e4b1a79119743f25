"""Equality monitoring over 20,000 learners of whom two things are kept apart, each under a key of its own; against
opening the same values and nothing else. Its queries do not grow with learners."""

import argparse
import logging
import time
from datetime import datetime, timedelta
from datetime import time as hour
from statistics import median
from uuid import UUID, uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from dueregard.assurance.reports.equality import monitored
from dueregard.assurance.reports.rules.equality import window
from dueregard.authority.access.vocabulary import Part
from dueregard.authority.identity.models import Membership, Person
from dueregard.authority.people.imports.opting import Grounds, opt_in
from dueregard.authority.people.models import KeptApart, Span
from dueregard.authority.people.vocabulary import Apart, Standing, Use
from dueregard.ground.audit.batches import fingerprint, show, stage
from dueregard.ground.audit.operations import turn
from dueregard.ground.crypto.operations import make_data_keys, seal, unseal
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.ids import uuid7
from dueregard.ground.kernel.moments import Moment, from_london, london_day, utc_now
from dueregard.ground.tenancy.operations import enter
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import PersonNamed, Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind

from .house import SETUP, make_house
from .table import Target, heading, row

_SAID = {Apart.ETHNICITY: ("31", "39", "44", "98", "99"), Apart.DISABILITY: ("1/14", "2", "2", "9")}
_CONCERNS = 200


def main() -> None:
    """Fill a provider step by step, and ask for the shares at each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--learners", default="1000,20000", help="how many learners, rising")
    parser.add_argument("--asked", type=int, default=5, help="how often each is done")
    options, _ = parser.parse_known_args()
    logging.disable()
    provider = make_house()
    heading(f"Equality monitoring, {connection.vendor}")
    _begins, after = window(london_day(utc_now()))
    then = from_london(after, hour()) - timedelta(days=60)
    have = 0
    with enter(provider):
        for size in map(int, options.learners.split(",")):
            people = fill(range(have, size), then + timedelta(minutes=have))
            if not have:
                worries(people[:_CONCERNS], then + timedelta(days=1))
                keep_both()
            have = size
            measure(size, options.asked)


def fill(numbers: range, now: datetime) -> list[UUID]:
    """So many learners with both kept of each, as an import brings them: all at once."""
    batch, said = uuid7(), {"recorded_at": now, "by": SETUP.written}
    people = [Person(recorded_at=now) for _ in numbers]
    spans = [
        Span(person=one, standing=Standing.LEARNER, since=now - timedelta(days=100), **said) for one in people
    ]
    kept = []
    for what, answers in _SAID.items():
        keys = make_data_keys("kept-apart", len(people), now=now)
        for n, (one, key) in enumerate(zip(people, keys, strict=True)):
            value = KeptApart(person_id=one.id, kept=what, key=key, **said)
            seal(value, "said", answers[n % len(answers)], key)
            kept.append(value)
    for rows in (people, spans, kept):
        stage(batch, rows)
    counted: tuple[int, UUID] = fingerprint(batch)
    with turn(actor=SETUP, now=now) as t:
        show(t, batch, *counted)
    return [one.id for one in people]


def worries(people: list[UUID], now: datetime) -> None:
    """A concern about each of these learners."""
    for n, one in enumerate(people):
        said = Report(
            reporter=ReporterKind.STAFF,
            about=AboutKind.LEARNER,
            account={"seen": "A drawing of a weapon."},
            people=(PersonNamed(Part.WORRIED_ABOUT, {"name": "Kit Marlow"}, one),),
        )
        at = now + timedelta(minutes=n)
        report_concern(report=said, request_id=uuid4(), actor=Actor.outsider(), now=at)


def keep_both() -> None:
    """Whoever is accountable has opted in to both."""
    director = Membership.objects.get(account__username="managing-director").person_id
    last_day = london_day(utc_now()) + timedelta(days=300)
    for what in _SAID:
        grounds = Grounds(use=Use.EQUALITY, assessment="DPIA 1", reason="Monitoring.", last_day=last_day)
        opt_in(kept=what, grounds=grounds, actor=Actor.person(director), now=utc_now())


def measure(size: int, times: int) -> None:
    """Ours against the plain way, and the queries of ours."""
    plain, ours, queries = [], [], []
    for _ in range(times):
        began = time.perf_counter()
        opened = [unseal(one, "said", one.key) for one in KeptApart.objects.select_related("key")]
        plain.append((time.perf_counter() - began) * 1000)
        with CaptureQueriesContext(connection) as captured:
            began = time.perf_counter()
            found = monitored(Moment.now(utc_now()))
            ours.append((time.perf_counter() - began) * 1000)
        queries.append(len(captured))
        assert len(opened) == size * len(_SAID)
        assert found.groups.keys() == _SAID.keys()
    row(f"{size:,} learners, values opened", plain, "ms")
    row(f"{size:,} learners, counted by group", ours, "ms", ratio=median(ours) / median(plain))
    row(f"{size:,} learners: queries", [median(queries)], "number", must=Target(20))
