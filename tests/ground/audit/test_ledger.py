"""The ledger: chained, typed, and naming the first entry that is not what was written."""

import json
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from dueregard.ground.audit import queries as ledger
from dueregard.ground.audit import triggers
from dueregard.ground.audit.models import Entry, Head
from dueregard.ground.audit.operations import Subject, turn
from dueregard.ground.audit.rules import ChainEnd, Fault, judge_chain, leaf_hash
from dueregard.ground.audit.vocabulary import GENESIS, Read, Stream, Verb, verb
from household import NOON, SETUP, inside

SECOND = timedelta(seconds=1)


def write(count: int, stream: Stream = Stream.OPEN) -> None:
    with turn(actor=SETUP, now=NOON) as t:
        for _ in range(count):
            t.record(Read((uuid4(),)), Subject("concern", uuid4()), stream=stream)


@pytest.mark.parametrize("kind", [str, dict, list, bytes, float])
def test_a_verb_that_could_hold_words_is_refused(kind: type) -> None:
    with pytest.raises(TypeError, match="the ledger holds ids"):

        @verb("test.words")
        class Words(Verb):
            said: kind  # type: ignore[valid-type]


def chain(length: int) -> list[Entry]:
    entries: list[Entry] = []
    previous = GENESIS
    for seq in range(1, length + 1):
        entry = Entry(
            provider_id=uuid4(), stream="open", seq=seq, at=NOON, effective=NOON, actor="outsider", verb="test",
            subject_kind="concern", subject_id=uuid4(), detail="{}", previous=previous,
        )  # fmt: skip
        entry.hash = previous = leaf_hash(entry)
        entries.append(entry)
    return entries


@given(st.integers(1, 12), st.data())
def test_any_change_to_any_entry_is_found_and_named(length: int, data: st.DataObject) -> None:
    entries = chain(length)
    assert judge_chain("open", entries, ChainEnd(0, GENESIS)) == ChainEnd(length, entries[-1].hash)
    at = data.draw(st.integers(0, length - 1))
    field, value = data.draw(
        st.sampled_from(
            [
                ("detail", "{ }"),
                ("actor", "system:x"),
                ("at", NOON + SECOND),
                ("subject_id", uuid4()),
                ("hash", "0" * 64),
            ]
        )
    )
    setattr(entries[at], field, value)
    verdict = judge_chain("open", entries, ChainEnd(0, GENESIS))
    assert isinstance(verdict, Fault)
    assert verdict.seq == at + 1


@given(st.integers(2, 12), st.data())
def test_a_missing_entry_is_found(length: int, data: st.DataObject) -> None:
    entries = chain(length)
    del entries[data.draw(st.integers(0, length - 2))]
    assert isinstance(judge_chain("open", entries, ChainEnd(0, GENESIS)), Fault)


@pytest.mark.django_db
def test_each_stream_has_its_own_places() -> None:
    with inside():
        write(3, Stream.OPEN)
        write(2, Stream.SEALED)
        verdict = ledger.verify()
    assert verdict.fault is None
    assert verdict.entries == {"open": 4, "sealed": 2}  # the provider's birth is the open stream's first


@pytest.mark.django_db
def test_the_clock_going_back_never_puts_an_entry_before_the_last() -> None:
    with inside():
        with turn(actor=SETUP, now=NOON + SECOND) as t:
            first = t.record(Read(()), Subject("concern", uuid4()))
        with turn(actor=SETUP, now=NOON - SECOND) as t:
            second = t.record(Read(()), Subject("concern", uuid4()))
        assert first.at == NOON + SECOND
        assert second.at == t.now == first.at + timedelta(microseconds=1)


def fail_after_writing() -> None:
    with turn(actor=SETUP, now=NOON) as t:
        t.record(Read(()), Subject("concern", uuid4()))
        _ = 1 / 0


@pytest.mark.django_db
def test_a_turn_that_fails_writes_nothing() -> None:
    with inside():
        with pytest.raises(ZeroDivisionError):
            fail_after_writing()
        assert Entry.objects.count() == 1
        assert ledger.verify().fault is None


@dataclass(frozen=True)
class Meddling:
    sql: str
    what: str


MEDDLING = [
    Meddling("UPDATE audit_entry SET detail = '{\"things\":[]}' WHERE seq = 3", "entry 3 was changed"),
    Meddling("DELETE FROM audit_entry WHERE seq = 2", "entry 2 is missing"),
    Meddling("DELETE FROM audit_entry WHERE seq = 5", "the record ends at entry 4"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("meddling", MEDDLING, ids=lambda m: m.what)
def test_tampering_behind_our_back_is_named(meddling: Meddling) -> None:
    with inside():
        write(4)
        with connection.cursor() as cursor:  # somebody who owns the database takes the triggers away first
            for name in sorted(triggers._expected("audit_entry")):
                table = ' ON "audit_entry"' if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {name}{table}")
            cursor.execute(meddling.sql)
        assert [error.id for error in triggers.check_triggers()] == ["audit.E001"]
        fault = ledger.verify().fault
    assert fault is not None
    assert fault.what.startswith(meddling.what)


@pytest.mark.django_db
def test_a_head_kept_outside_proves_that_nothing_was_taken_away() -> None:
    with inside():
        write(2)
        kept = json.loads(json.dumps(ledger.signed_head()))
        write(2)
        assert ledger.check_head(kept) is None
        forged = kept | {"heads": {"open": {"seq": 1, "hash": GENESIS}}}
        assert ledger.check_head(forged).what == "the head's signature is not right"  # type: ignore[union-attr]
        # Even a rewritten chain with a new head cannot satisfy the old one.
        Head.objects.filter(stream="open").update(hash=GENESIS)
        with connection.cursor() as cursor:
            for name in sorted(triggers._expected("audit_entry")):
                table = ' ON "audit_entry"' if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {name}{table}")
            cursor.execute("UPDATE audit_entry SET hash = %s WHERE seq = 3", ["f" * 64])
        fault = ledger.check_head(kept)
        assert fault is not None
        assert fault.seq == 3
