"""The register of what no restore may bring back: written after every turn, or else at the next chance; and read only
when it is as it was written."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from dueregard.authority.access.models import Holding
from dueregard.authority.access.operations import end_holding
from dueregard.ground.audit import keeping
from dueregard.ground.audit.keeping import NAME, keep_register, standing_register
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.register import Line, Register, RegisterFault, public_half, read, write
from dueregard.ground.crypto.master import master_key
from dueregard.ground.crypto.operations import register_seed
from household import NOON, SETUP, inside, make_holder
from work_casework_support import concern_about_a_learner

SEED, OTHER = b"\x01" * 32, b"\x02" * 32


def line(number: int) -> Line:
    return Line(
        UUID(int=1), "open", number, f"{number:064x}", "access.holding-ended", UUID(int=number), NOON, NOON,
        {"person": str(UUID(int=7))}, [],
    )  # fmt: skip


REGISTER = Register(tuple(map(line, range(1, 4))), {(str(UUID(int=1)), "open"): (3, "ab")}, NOON)
FILE = write(REGISTER, SEED)
ROWS = FILE.splitlines(keepends=True)


def test_a_register_is_read_as_it_was_written() -> None:
    assert read(FILE, public_half(SEED)) == REGISTER
    assert read(write(Register(), SEED), public_half(SEED)) == Register()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a register of Due Regard"),
        (b"somebody's photographs", "not a register of Due Regard"),
        (b'{"product":"something else"}\n', "not a register of Due Regard"),
        (FILE.replace(b'"format":1', b'"format":2'), "a newer version"),
        (write(REGISTER, OTHER), "Line 1 says that this register was written under another key"),
        (b"".join(ROWS[:1]), "cut short after line 1"),
        (b"".join(ROWS[:3]), "cut short after line 3"),
        (FILE[:-70], "cut short in line 5"),
        (b"".join(ROWS[:2]) + ROWS[2][:40], "cut short in line 3"),
        (b"".join([*ROWS[:2], *ROWS[3:]]), "Line 3 of the register is not as it was written"),
        (b"".join([*ROWS[:3], ROWS[4]]), "Line 4, the end of the register"),
        (b"".join([ROWS[0], ROWS[2], ROWS[1], *ROWS[3:]]), "Line 2 of the register is not as it was written"),
        (FILE.replace(b'"seq":2', b'"seq":9'), "Line 3 of the register is not as it was written"),
        (
            b"".join([*ROWS[:4], ROWS[4].replace(b'"lines":3', b'"lines":4')]),
            "Line 5, the end of the register",
        ),
        (FILE + b"more", "Line 5 of the register is not as it was written"),
        (b"\xff\xfe" + FILE, "not a register of Due Regard"),
    ],
)
def test_what_is_not_as_it_was_written_is_named_by_its_line(data: bytes, said: str) -> None:
    with pytest.raises(RegisterFault, match=said):
        read(data, public_half(SEED))


def test_a_line_is_written_once() -> None:
    again = REGISTER.with_more([line(2), line(4)], {("p", "sealed"): (1, "cd")}, NOON + timedelta(hours=1))
    assert [one.seq for one in again.lines] == [1, 2, 3, 4]
    assert set(again.places) == {(str(UUID(int=1)), "open"), ("p", "sealed")}


# With a database


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "REGISTER", tmp_path / "register")
    return tmp_path / "register"


@pytest.fixture
def holding(transactional_db: None) -> Iterator[Holding]:
    with inside():
        make_holder("Lea Dee", "dsl")
        concern_about_a_learner()
        yield Holding.objects.get()


def end(holding: Holding) -> Holding:
    return end_holding(holding=holding, until=NOON, actor=SETUP, now=NOON)


def test_ending_a_post_is_in_the_register_as_the_turn_ends(holding: Holding, folder: Path) -> None:
    row = end(holding)
    written = standing_register()
    entry = Entry.objects.get(verb="access.holding-ended")
    (kept,) = written.lines
    assert (kept.subject, kept.hash, kept.detail["ended"]) == (row.id, entry.hash, str(holding.id))
    assert written.places[(str(row.provider_id), "open")] == (entry.seq, entry.hash)
    text = (folder / NAME).read_text()
    assert [word for word in ("Lea", "Dee", "Marlow", "weapon", "Harbour", "dsl") if word in text] == []
    assert (folder / NAME).stat().st_mode & 0o077 == 0
    assert {path.name for path in folder.iterdir()} == {NAME, ".register.lock"}


def test_what_a_machine_that_died_could_not_write_is_written_at_the_next_chance(
    holding: Holding, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as died:
        died.setattr(keeping, "_replace", full_disk)
        row = end(holding)  # stands, whatever became of the file
    assert Holding.objects.filter(pk=row.pk).exists()
    assert standing_register() == Register()
    assert keep_register(now=NOON) == 1
    assert [one.subject for one in standing_register().lines] == [row.id]
    assert keep_register(now=NOON) == 0


def full_disk(*_: Any) -> None:
    raise OSError(28, "No space left on device")


def test_on_a_full_disk_the_old_register_stays_whole(
    holding: Holding, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_register(now=NOON)
    before = (folder / NAME).read_bytes()
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", full_disk)
        end(holding)
    assert (folder / NAME).read_bytes() == before
    assert not list(folder.glob("*.part"))


def test_a_chain_that_goes_on_from_an_older_end_is_read_from_its_beginning(holding: Holding) -> None:
    end(holding)
    whole = standing_register()
    elsewhere = {chain: (seq + 500, "of before the restore") for chain, (seq, _) in whole.places.items()}
    keeping._replace(
        settings.REGISTER / NAME,
        write(replace(whole, places=elsewhere), register_seed(master_key())),
    )
    assert keep_register(now=NOON) == 0
    assert standing_register() == whole


def test_a_register_that_was_changed_is_never_written_over(holding: Holding, folder: Path) -> None:
    end(holding)
    spoilt = (folder / NAME).read_text().replace(str(holding.id), str(uuid4()))
    (folder / NAME).write_text(spoilt)
    with pytest.raises(RegisterFault, match=r"Line 2 .* Move register\.jsonl out"):
        keep_register(now=NOON)
    assert (folder / NAME).read_text() == spoilt


def test_the_register_holds_ids_times_and_kinds_alone(holding: Holding, folder: Path) -> None:
    end(holding)
    row = json.loads((folder / NAME).read_bytes().splitlines()[1])
    assert set(row) == {
        "provider", "stream", "seq", "hash", "verb", "subject", "at", "effective", "detail", "commitments", "signature",
    }  # fmt: skip
