"""The lead's queue and a record, with few concerns and with very many: the same queries, and hardly more time."""

import argparse
import logging
import time
from statistics import median
from uuid import UUID, uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dueregard.authority.access.vocabulary import Part
from dueregard.authority.identity.models import Account
from dueregard.faces.web.scope import PROVEN, PROVIDER
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import PersonNamed, Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind

from .filling import copy_concern
from .house import make_house
from .table import Target, heading, p95, row

_WARM = 5


def main() -> None:
    """Grow one provider from size to size, and ask for both pages at each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="1000,100000,1000000", help="how many concerns, rising")
    parser.add_argument("--asked", type=int, default=100, help="how often each page is asked for")
    options, _ = parser.parse_known_args()
    logging.disable()  # a line for each request would drown the table
    provider = make_house()
    with enter(provider):
        concern = report()
    client = lead(provider)
    pages = {"queue": reverse("desk-queue"), "record": reverse("concern", args=[concern])}
    heading(f"The lead's pages, {connection.vendor}")
    have, first = 1, dict[str, float]()
    for size in map(int, options.sizes.split(",")):
        with enter(provider):
            began = time.perf_counter()
            copy_concern(provider, concern, range(have, size))
            have = size
        with connection.cursor() as cursor:
            # PostgreSQL counts its rows by itself before long; SQLite is left as we run it.
            cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "SELECT 1")
        row(f"{size:,} concerns filled", [time.perf_counter() - began], "s")
        for name, page in pages.items():
            took, queries = ask(client, page, options.asked)
            at_least = first.setdefault(name, p95(took))
            ratio = p95(took) / at_least
            row(
                f"{name}, {size:,} concerns",
                [each * 1000 for each in took],
                "ms",
                ratio=ratio,
                must=Target(1.5),
            )
            row(f"{name}, {size:,} concerns: queries", [median(queries)], "number")


def report() -> UUID:
    """A learner somebody in the house is worried about."""
    said = Report(
        reporter=ReporterKind.STAFF,
        about=AboutKind.LEARNER,
        account={"seen": "A drawing of a weapon."},
        people=(PersonNamed(Part.WORRIED_ABOUT, {"name": "Kit Marlow"}, None),),
    )
    now = utc_now()
    return report_concern(report=said, request_id=uuid4(), actor=Actor.outsider(), now=now).concern_id


def lead(provider: Provider) -> Client:
    """A browser in which the lead has signed in."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(Account.objects.get(username="dsl"))
    session = client.session
    session.update({PROVIDER: str(provider.id), PROVEN: True})
    session.save()
    return client


def ask(client: Client, page: str, times: int) -> tuple[list[float], list[int]]:
    """How long each answer took, in seconds, and how many queries the pages before took."""
    queries = []
    for _ in range(_WARM):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200, page
        queries.append(len(captured))
    took = []
    for _ in range(times):
        began = time.perf_counter()
        client.get(page)
        took.append(time.perf_counter() - began)
    return took, queries
