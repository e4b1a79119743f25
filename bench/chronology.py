"""The chronology of a matter with 2,000 entries: read, set in order and searched, and as PDF/UA; against opening the
same words and nothing else. Its queries do not grow with entries."""

import argparse
import logging
import time
from datetime import timedelta
from statistics import median
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext

from dueregard.authority.access.vocabulary import Circle
from dueregard.authority.identity.models import Membership
from dueregard.ground.crypto.operations import unseal
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.documents.pdf_out import pdf_file
from dueregard.work.casework.chronology_paper import chronology_sheet
from dueregard.work.casework.models import Concern, Entry
from dueregard.work.casework.operations.chronicle import Happened, chronicle
from dueregard.work.casework.operations.handling import add_entry
from dueregard.work.casework.operations.names import names_for
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.rules.sieving import Sieve
from dueregard.work.casework.vocabulary import Precision

from .house import make_house
from .pages import report
from .table import Target, heading, row

_WORDS = (
    "She rang, and said that he had been calmer since Tuesday. We meet again next week, with his mentor. " * 3
)


def main() -> None:
    """Write entries step by step, and read them all at each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", default="20,2000", help="how many entries, rising")
    parser.add_argument("--asked", type=int, default=10, help="how often each is done")
    options, _ = parser.parse_known_args()
    logging.disable()
    provider = make_house()
    heading(f"The chronology of one matter, {connection.vendor}")
    with enter(provider):
        concern = report()
        lead = Membership.objects.get(account__username="dsl").person_id
        have = 0
        for size in map(int, options.entries.split(",")):
            write(concern, lead, range(have, size))
            have = size
            measure(concern, lead, size, options.asked)


def write(concern: UUID, lead: UUID, numbers: range) -> None:
    """So many notes, a minute apart."""
    for n in numbers:
        now = utc_now()
        happened = Occurred(now - timedelta(minutes=n), Precision.MINUTE)
        by = Actor.person(lead)
        add_entry(concern_id=concern, kind="note", words=_WORDS, happened=happened, actor=by, now=now)


def measure(concern: UUID, lead: UUID, size: int, times: int) -> None:
    """Ours against the plain way, and the queries of ours."""
    plain, ours, queries, paper = [], [], [], []
    for _ in range(times):
        began = time.perf_counter()
        key = Concern.objects.select_related("account_key").get(pk=concern).account_key
        assert len([unseal(one, "words", key) for one in Entry.objects.filter(concern_id=concern)]) >= size
        plain.append((time.perf_counter() - began) * 1000)
        with CaptureQueriesContext(connection) as captured:
            began = time.perf_counter()
            found = read(concern, lead)
            ours.append((time.perf_counter() - began) * 1000)
        queries.append(len(captured))
    for _ in range(max(times // 5, 1)):
        began = time.perf_counter()
        sheet = chronology_sheet(found, title="Chronology", facts=(), names={}, circle=Circle.OPEN)
        pdf_file(sheet, now=utc_now())
        paper.append((time.perf_counter() - began) * 1000)
    row(f"{size:,} entries, words opened", plain, "ms")
    row(f"{size:,} entries, read and searched", ours, "ms", ratio=median(ours) / median(plain))
    row(f"{size:,} entries: queries", [median(queries)], "number", must=Target(40))
    row(f"{size:,} entries as PDF/UA", paper, "ms", ratio=median(paper) / median(plain))


def read(concern: UUID, lead: UUID) -> list[Happened]:
    """As the page does it: the reading logged, everything opened, put in order and searched."""
    now = utc_now()
    file = read_concern(concern_id=concern, actor=Actor.person(lead), now=now)
    sieve = Sieve(words="calmer")
    return [
        one
        for one in chronicle(file, names_for(file, Moment.now(now)))
        if sieve.keeps(one.at, one.by, one.words)
    ]
