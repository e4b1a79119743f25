"""Looking for a word in 50,000 notes of 2,500 matters, against opening the same notes and nothing else."""

import argparse
import logging
import time
from statistics import median
from uuid import UUID

from django.db import connection

from dueregard.authority.access.vocabulary import Circle
from dueregard.authority.identity.models import Membership
from dueregard.ground.crypto.operations import seal, unseal_each
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.canonical import canonical_json
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.operations import enter
from dueregard.work.casework.models import Concern, Entry
from dueregard.work.casework.operations.searching import search_records
from dueregard.work.casework.vocabulary import EntryKind, Precision

from .house import make_house
from .pages import report
from .table import Target, heading, row

_WORDS = (
    "She rang, and said that he had been calmer since Tuesday. We meet again next week, with his mentor. " * 3
)
_RARE = "The lantern was blue."


def main() -> None:
    """Write notes straight into the tables, and look for a word that stands in one of them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--notes", type=int, default=50_000, help="how many notes there are")
    parser.add_argument("--each", type=int, default=20, help="how many a matter has")
    parser.add_argument("--asked", type=int, default=5, help="how often each is done")
    options, _ = parser.parse_known_args()
    logging.disable()
    provider = make_house()
    heading(f"A word in {options.notes:,} notes, {connection.vendor}")
    with enter(provider):
        lead = Membership.objects.get(account__username="dsl").person_id
        for number in range(options.notes // options.each):
            write(report(), lead, options.each, rare=number == 0)
        with connection.cursor() as cursor:  # as a server does by itself, a while after so much was written
            cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "SELECT 1")
        measure(lead, options.notes, options.asked)


def write(concern: UUID, lead: UUID, count: int, *, rare: bool) -> None:
    """So many notes of one matter, sealed as any note is."""
    key = Concern.objects.select_related("account_key").get(pk=concern).account_key
    now, notes = utc_now(), []
    for number in range(count):
        note = Entry(
            concern_id=concern,
            kind=EntryKind.NOTE,
            happened_at=now,
            happened_to_the=Precision.MINUTE,
            recorded_at=now,
            by=Actor.person(lead).written,
        )
        words = _WORDS + _RARE if rare and not number else _WORDS
        seal(note, "words", canonical_json({"words": words}).decode(), key)
        notes.append(note)
    Entry.objects.bulk_create(notes)


def measure(lead: UUID, notes: int, times: int) -> None:
    """Ours against the plain way; both find the one note."""
    plain, ours = [], []
    for _ in range(times):
        began = time.perf_counter()
        keys = {one.id: one.account_key for one in Concern.objects.select_related("account_key")}
        rows = Entry.objects.values_list("pk", "concern_id", "words").iterator(2000)
        written = unseal_each(Entry, "words", ((pk, keys[of], words) for pk, of, words in rows))
        opened = [boxes["words"] for _, boxes in written]
        plain.append((time.perf_counter() - began) * 1000)
        assert len(opened) >= notes
        assert sum(_RARE in one for one in opened) == 1
        began = time.perf_counter()
        found = search_records(sought="LANTERN", circle=Circle.OPEN, actor=Actor.person(lead), now=utc_now())
        ours.append((time.perf_counter() - began) * 1000)
        assert len(found.found) == 1
    row(f"{notes:,} notes, words opened", plain, "ms")
    row(f"{notes:,} notes, a word found", ours, "ms", ratio=median(ours) / median(plain), must=Target(2))
