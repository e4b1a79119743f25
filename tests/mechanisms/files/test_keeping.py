"""A file is handed in, looked through, and opened: its bytes lie nowhere in clear, and its name in no place that is
read by people who may not know it."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.audit.words import verify_words
from dueregard.ground.crypto.envelopes import Unreadable
from dueregard.ground.crypto.operations import make_data_key
from dueregard.ground.jobs.models import Job
from dueregard.ground.jobs.operations import claim
from dueregard.ground.jobs.vocabulary import LEASE
from dueregard.ground.kernel import room
from dueregard.ground.kernel.ids import blurred
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere
from dueregard.ground.tenancy.models import Provider
from dueregard.mechanisms.files import store, washer
from dueregard.mechanisms.files.models import Finding, StoredFile
from dueregard.mechanisms.files.operations.keeping import keep, set_size_limit
from dueregard.mechanisms.files.operations.receiving import Receiving
from dueregard.mechanisms.files.operations.tidying import ORPHAN_AFTER, tidy
from dueregard.mechanisms.files.queries import file_with, files_of, name_of, size_limit, some_missing
from dueregard.mechanisms.files.vocabulary import LARGEST, Kind, NoRoom, NotOpen, NotTaken, State
from household import NOON, inside
from mechanisms.files.cabinet import (
    NAME,
    SEALED_THING,
    SOMEBODY,
    THING,
    hand_in,
    opened,
    received,
    state,
    stored,
    verbs,
    work,
)

WORDS = b"Passed: Hollyhock Lane fire safety.\n"
HOUR_LATER = NOON + timedelta(hours=1)


def test_what_was_handed_in_is_looked_through_and_opened(provider: Provider) -> None:
    file = hand_in(WORDS)
    assert state(file) is State.BEING_CHECKED
    with pytest.raises(NotOpen, match="still being checked"):
        opened(file)
    work()
    assert state(file) is State.READY
    assert opened(file) == WORDS
    (shown,) = files_of(THING.id)
    assert (shown.kind, shown.size, shown.scanned) == (Kind.TEXT, len(WORDS), False)
    assert name_of(file_with(file)) == NAME
    assert verbs() == ["taken-in", "found", "opened"]
    assert (verify().fault, verify_words(), verify_rows()) == (None, None, None)


def test_no_byte_and_no_name_lies_anywhere_in_clear(
    provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    file = hand_in(WORDS)
    work()
    opened(file)
    parts = [one.encode() for one in ("Hollyhock", "Zoë", "certificate")]
    raw = b"".join(path.read_bytes() + str(path).encode() for path in stored())
    rows = repr([list(model.objects.values()) for model in (StoredFile, Finding, Job, Entry)]).encode()
    for where in (raw, rows, caplog.text.encode()):
        assert not [part for part in parts if part in where]
    assert len(stored()) == 2


def test_what_happens_to_the_files_of_a_sealed_matter_is_written_in_its_own_chain(provider: Provider) -> None:
    file = hand_in(WORDS, thing=SEALED_THING)
    work()
    opened(file)
    assert (verbs(), verbs(Stream.SEALED)) == ([], ["taken-in", "found", "opened"])


@pytest.mark.django_db
def test_a_file_of_another_provider_is_nothing() -> None:
    with inside():
        file = hand_in(WORDS)
        work()
    with inside("other"), pytest.raises(NothingHere):
        opened(file)


def test_the_entry_promises_name_and_bytes(provider: Provider) -> None:
    hand_in(WORDS)
    assert verify_words() is None
    another = hand_in(b"other words\n")
    table, where = StoredFile._meta.db_table, str(another).replace("-", "")
    with connection.cursor() as cursor:
        _lift(cursor, table)
        value = where if connection.vendor == "sqlite" else str(another)
        cursor.execute(f"UPDATE {table} SET size = size + 1 WHERE id = %s", [value])
    assert verify_words() is not None


def _lift(cursor: Any, table: str) -> None:
    if connection.vendor == "sqlite":
        cursor.execute(f"DROP TRIGGER {table}_no_update")
    else:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_keep")


def changed(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def swapped(path: Path) -> None:
    """Another file of the same provider in its place."""
    hand_in(b"other words\n")
    (other,) = [one for one in stored() if one != path]
    other.replace(path)


@pytest.mark.parametrize("spoil", [changed, swapped, lambda path: path.write_bytes(path.read_bytes()[:-30])])
def test_bytes_that_were_changed_behind_our_back_are_not_opened(
    provider: Provider, spoil: Callable[[Path], object]
) -> None:
    file = hand_in(WORDS)
    spoil(stored()[0])
    work()
    assert state(file) is State.BEING_CHECKED
    assert Job.objects.filter(fault=f"{Unreadable.__module__}.{Unreadable.__qualname__}").exists()


def test_bytes_that_are_gone_are_said_to_be(provider: Provider) -> None:
    file = hand_in(WORDS)
    work()
    assert not some_missing()
    for path in stored():
        path.unlink()
    with pytest.raises(NotOpen, match="not where they should be"):
        opened(file)
    assert some_missing()
    assert verbs()[-1] != "opened"


def test_what_cannot_be_washed_is_never_opened(provider: Provider) -> None:
    file = hand_in(b"\xff\xd8\xff" + b"no picture" * 9)
    work()
    assert state(file) is State.NOT_WASHED
    with pytest.raises(NotOpen, match="could not be made safe"):
        opened(file)
    assert len(stored()) == 1


def test_a_job_that_runs_twice_makes_one_copy(provider: Provider) -> None:
    file = hand_in(WORDS)
    work()
    Job.objects.filter(name="files.look_through").update(state="waiting", due_at=NOON)
    work()
    assert (len(stored()), Finding.objects.count()) == (2, 1)
    assert opened(file) == WORDS


def test_what_is_cut_off_in_the_middle_is_done_by_the_next(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = hand_in(WORDS)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("dueregard.mechanisms.files.operations.looking.wash", full)
        work()
    assert state(file) is State.BEING_CHECKED
    assert len(stored()) == 1
    work(HOUR_LATER)
    assert opened(file, now=HOUR_LATER) == WORDS


def test_a_killed_worker_is_followed_by_one_that_goes_on(provider: Provider) -> None:
    file = hand_in(WORDS)
    with store.begin(uuid4()) as half:  # of the copy
        half.write(b"half")
    assert claim(uuid4(), now=NOON)  # and never heard of again
    work(NOON + LEASE / 2)
    assert state(file) is State.BEING_CHECKED
    work(NOON + LEASE)
    assert opened(file, now=NOON + LEASE) == WORDS


# Sizes and room


def test_how_large_a_file_may_be_is_set_with_a_date(provider: Provider) -> None:
    assert size_limit(Moment.now(NOON)) == 50 << 20
    set_size_limit(megabytes=1, actor=SOMEBODY, now=NOON)
    set_size_limit(megabytes=2, actor=SOMEBODY, now=HOUR_LATER)
    assert size_limit(Moment(NOON, HOUR_LATER)) == 1 << 20
    assert size_limit(Moment.now(HOUR_LATER)) == 2 << 20
    with pytest.raises(BadInput, match="between 1 and 300 MB"):
        set_size_limit(megabytes=301, actor=SOMEBODY, now=HOUR_LATER)
    with pytest.raises(NotTaken, match="larger than 2 MB"):
        hand_in(b"x" * (2 << 20) + b"\n", now=HOUR_LATER)
    assert not StoredFile.objects.exists()


def test_nobody_hands_in_more_than_the_most(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dueregard.mechanisms.files.operations.receiving.LARGEST", 100)
    assert LARGEST == 300 << 20
    receiving = Receiving()
    receiving.write(b"x" * 100)
    with pytest.raises(NotTaken):
        receiving.write(b"x")
    receiving.abandon()
    assert stored() == []


def test_a_full_disk_refuses_before_a_byte_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    free = os.statvfs(settings.DATA)
    room_left = free.f_bavail * free.f_frsize - room.LEAST_FREE
    with pytest.raises(NoRoom):
        Receiving(announced=room_left + (1 << 40))
    assert stored() == []


def test_a_sort_of_file_that_is_not_taken_leaves_nothing() -> None:
    with pytest.raises(NotTaken):
        received(b"MZ\x90\0")
    assert stored() == []


# What nobody kept


def cut_off() -> None:
    """A sending that ended in the middle, with the machine."""
    blob = uuid4()
    with store.begin(blob) as file:
        file.write(b"half")


def test_what_nobody_kept_goes_and_what_somebody_kept_stays(provider: Provider) -> None:
    kept = hand_in(WORDS)
    work()
    coming = received(b"never kept\n")
    cut_off()
    assert len(stored()) == 4
    now = next(written for blob, written in store.each() if blob == coming.sealed.blob)
    assert tidy(now=now + ORPHAN_AFTER) == 0
    assert tidy(now=now + ORPHAN_AFTER + timedelta(hours=2)) == 2
    assert opened(kept) == WORDS


def test_a_keeping_that_was_undone_is_no_keeping(provider: Provider) -> None:
    coming = received(WORDS)
    with suppress(RuntimeError), turn(actor=SOMEBODY, now=NOON) as t:
        keep(t, coming, thing=THING, key=make_data_key("file", now=t.now))
        raise RuntimeError
    coming.discard()
    assert (stored(), StoredFile.objects.count()) == ([], 0)


def test_what_was_kept_is_not_discarded(provider: Provider, django_capture_on_commit_callbacks: Any) -> None:
    coming = received(WORDS)
    with (
        django_capture_on_commit_callbacks(execute=True),
        turn(actor=SOMEBODY, now=NOON) as t,
    ):
        keep(t, coming, thing=THING, key=make_data_key("file", now=t.now))
    coming.discard()
    assert len(stored()) == 1


def test_in_a_folder_of_another_database_nothing_is_removed(provider: Provider) -> None:
    received(WORDS)
    assert tidy(now=NOON + timedelta(days=10_000)) == 0
    assert len(stored()) == 1


def test_of_an_anonymous_reporters_file_no_finer_time_is_kept(provider: Provider) -> None:
    exact = NOON + timedelta(minutes=17, seconds=3)
    coming = received(WORDS)
    with blurred(NOON), turn(actor=SOMEBODY, now=exact, kept=NOON) as t:
        file = keep(t, coming, thing=THING, key=make_data_key("file", now=t.now))
    work(exact)
    finding = Finding.objects.get()
    assert {finding.recorded_at, StoredFile.objects.get().recorded_at} == {NOON}
    millis = {row.id.int >> 80 for row in (finding, StoredFile.objects.get())}
    assert millis == {int(NOON.timestamp() * 1000)}
    assert all(path.stat().st_mtime % 3600 == 0 for path in stored())
    assert StoredFile.objects.get().blob.version == 4
    assert state(file) is State.READY


def test_a_thing_of_an_unknown_kind_has_no_files(provider: Provider) -> None:
    coming = received(WORDS)
    with pytest.raises(KeyError), turn(actor=SOMEBODY, now=NOON) as t:
        keep(t, coming, thing=type(THING)("nobody", uuid4()), key=make_data_key("file", now=t.now))
    assert washer.PATIENCE_SECONDS < 300
