"""A backup brings back what was; nothing that was disposed of since, and nobody whose post was ended since."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from another_machine import SECRET, Run
from dueregard.authority.access.models import Holding
from dueregard.authority.access.operations import end_holding
from dueregard.authority.identity.models import Account
from dueregard.ground.audit.disposing import dispose_of
from dueregard.ground.audit.keeping import NAME, keep_register
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.queries import signed_head
from dueregard.ground.audit.vocabulary import VERBS, Stream
from dueregard.ground.backups.operations import back_up
from dueregard.ground.backups.replaying import AGAIN
from dueregard.ground.crypto.master import master_key
from dueregard.ground.crypto.sheets import make_sheet
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.handling import add_entry
from dueregard.work.casework.operations.joining import join_concerns
from dueregard.work.casework.operations.refiling import move_entry
from dueregard.work.casework.operations.stepping_aside import step_aside
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.vocabulary import EntryKind, Precision
from household import NOON, SETUP, inside, make_holder
from work_casework_support import concern_about_a_learner

CUT_OFF = """
import os, sys, django
from dueregard.config import console
os.environ["DJANGO_SETTINGS_MODULE"] = "dueregard.config.settings"
django.setup()
from dueregard.ground.backups import operations
operations.note_restored = lambda *_, **__: os.kill(os.getpid(), 9)
sys.argv[0] = "dueregard"
console.main()
"""

FILED_IN_ERROR = "FILED-IN-ERROR"
WHERE_IT_STANDS = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "dueregard.config.settings"
django.setup()
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.reading import open_file
from dueregard.work.casework.queries.joined import joinings
moment = Moment.now(utc_now())
with enter(Provider.objects.get()):
    both = Concern.objects.order_by("id")[2:]
    for one in both:
        file = open_file(one, moment)
        print(*(row.words["words"] for row in (*file.record, *file.replaced)))
        print(*(trace.row.way for trace in file.refiled))
    print("joined" if [(row.one, row.other) for row in joinings([both[0].id], moment)] == [tuple(both)] else "")
"""


@pytest.fixture
def aftermath(tmp_path: Path, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A backup; then a report is disposed of, somebody steps aside, two concerns are joined, an entry is moved that was
    filed in error, a post is ended twice, and the machine is lost but for what lay beside it: the backup, the register,
    the sheet and a head kept outside."""
    monkeypatch.setattr(settings, "REGISTER", tmp_path / "old-register")
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        stays = make_holder("Stay Here", "dsl")
        for name in ("lea", "director"):
            Account.objects.create_account(username=name)
        concern_about_a_learner()
        concern_about_a_learner(policy="values-led-trainer")
        wrong, right = concern_about_a_learner(), concern_about_a_learner()
        note = add_entry(
            concern_id=wrong,
            kind=EntryKind.CALL,
            words=FILED_IN_ERROR,
            happened=Occurred(NOON, Precision.DAY),
            actor=Actor.person(lead),
            now=NOON,
        )
        keep_register(now=NOON - timedelta(days=2))
        shutil.copy(settings.REGISTER / NAME, tmp_path / "older")
        keep_register(now=NOON)
        back_up(tmp_path / "backup", SECRET, now=NOON)
        with turn(actor=SETUP, now=NOON) as t:
            dispose_of(t, Concern.objects.order_by("id")[0].account_key, stream=Stream.OPEN)
        step_aside(
            reason="It touches me.",
            concern_id=Concern.objects.order_by("id")[1].id,
            actor=Actor.person(stays),
            now=NOON,
        )
        there = {"concern_id": wrong, "reference": Concern.objects.get(pk=right).reference}
        said: dict[str, Any] = there | {"reason": "Both Kits.", "actor": Actor.person(lead), "now": NOON}
        join_concerns(**said)
        move_entry(entry_id=note.id, **said)
        once = end_holding(
            holding=Holding.objects.exclude(person_id=stays).get(), until=NOON, actor=SETUP, now=NOON
        )
        end_holding(holding=once, until=NOON, actor=SETUP, now=NOON)
        (tmp_path / "head.json").write_text(json.dumps(signed_head()))
        shutil.copy(settings.REGISTER / NAME, tmp_path)
        (tmp_path / "sheet").write_text(make_sheet(master_key(), now=NOON)[0])
        yield tmp_path


def restored(elsewhere: Run, folder: Path, *more: str, **how: str) -> Any:
    return elsewhere("restore", str(folder / "backup"), "--identity", str(folder / "identity"), *more, **how)


def asked_there(folder: Path, elsewhere: Run, question: str) -> list[Any]:
    """What the restored database says."""
    if connection.vendor == "postgresql":
        with psycopg.connect(elsewhere.address) as other:  # type: ignore[attr-defined]
            return other.execute(question).fetchall()
    with closing(sqlite3.connect(folder / "new" / "data" / "dueregard.sqlite3")) as other:
        return other.execute(question).fetchall()


@pytest.mark.long
def test_what_was_disposed_of_or_ended_since_the_backup_stays_so(elsewhere: Run, aftermath: Path) -> None:
    done = restored(elsewhere, aftermath)
    assert done.returncode == 0, done.stderr
    assert "done again from the register: 3" in done.stdout
    assert "Now put the key back" in done.stdout
    gone = asked_there(aftermath, elsewhere, "SELECT count(*) FROM crypto_datakey WHERE wrapped IS NULL")
    ended = asked_there(aftermath, elsewhere, "SELECT id FROM access_holding WHERE until IS NOT NULL")
    assert (gone, len(ended)) == ([(1,)], 2)

    # Who stepped aside stands there by a keyed tag alone, and words are moved under another key: so these wait.
    aside = "SELECT count(*) FROM access_recusal"
    assert asked_there(aftermath, elsewhere, aside) == [(0,)]
    installed = elsewhere("keys", "install", str(aftermath / "sheet"))
    assert (installed.returncode, "because it needed the key: 3." in installed.stdout) == (0, True)
    assert "needed the key" not in elsewhere("keys", "install", str(aftermath / "sheet")).stdout
    assert asked_there(aftermath, elsewhere, aside) == [(1,)]
    assert elsewhere(script=WHERE_IT_STANDS).stdout.split() == ["away", "FILED-IN-ERROR", "here", "joined"]
    verified = elsewhere("audit", "verify", "--head", str(aftermath / "head.json"))
    assert verified.returncode == 0, verified.stderr
    assert "the audit record holds. But entry" in verified.stdout
    assert "from a backup of 2026-03-04 that ended at entry" in verified.stdout
    # The machine is another one now; what it is called is said once more, and what stands on posters stays.
    assert "It was reached at http://127.0.0.1:8000" in done.stdout
    named = elsewhere("address", "https://moved.example.org")
    [(code,)] = asked_there(aftermath, elsewhere, "SELECT short_code FROM tenancy_provider")
    assert f"https://moved.example.org/r/{code}/poster/" in named.stdout
    # The register goes on there, and another restore from the same backup would do the same again.
    before = (aftermath / NAME).read_text().splitlines()
    assert (aftermath / "new" / "keys-register" / NAME).read_text().splitlines()[:4] == before[:4]


def test_a_restore_that_was_killed_lets_nobody_in(elsewhere: Run, aftermath: Path) -> None:
    killed = restored(elsewhere, aftermath, script=CUT_OFF)
    assert killed.returncode == -9
    for refused in (elsewhere("serve"), elsewhere("worker"), restored(elsewhere, aftermath)):
        assert refused.returncode == 1
        assert "A restore was cut off before it was finished" in refused.stderr


def test_without_its_register_a_backup_is_not_put_back_by_accident(elsewhere: Run, aftermath: Path) -> None:
    older = restored(elsewhere, aftermath, "--register", str(aftermath / "older"))
    assert (older.returncode, "This register is older than the backup" in older.stderr) == (1, True)
    foreign = restored(elsewhere, aftermath, "--register", str(aftermath / "backup"))
    assert (foreign.returncode, "not a register" in foreign.stderr) == (1, True)
    spoilt = aftermath / "spoilt"
    spoilt.write_text((aftermath / NAME).read_text().replace("words-disposed-of", "words-disposed-on"))
    changed = restored(elsewhere, aftermath, "--register", str(spoilt))
    assert (changed.returncode, "Line 2 of the register is not as it was written" in changed.stderr) == (
        1,
        True,
    )
    (aftermath / NAME).unlink()
    missing = restored(elsewhere, aftermath)
    assert (missing.returncode, "There is no register.jsonl beside this backup" in missing.stderr) == (
        1,
        True,
    )
    assert list((aftermath / "new").rglob("*")) == [aftermath / "new" / "data"]


def test_every_lasting_verb_can_be_done_again() -> None:
    assert set(AGAIN) == {name for name, verb in VERBS.items() if verb.lasting}


@pytest.mark.long
def test_without_the_register_two_people_may_read_and_nobody_may_change(
    elsewhere: Run, aftermath: Path
) -> None:
    stranger = restored(elsewhere, aftermath, "--without-register", "--readers", "lea")
    assert (stranger.returncode, "two sign-in names" in stranger.stderr) == (2, True)
    done = restored(elsewhere, aftermath, "--without-register", "--readers", "lea, director")
    assert done.returncode == 0, done.stderr
    assert "can only be read, by lea and director" in done.stdout
    assert elsewhere("keys", "install", str(aftermath / "sheet")).returncode == 0
    assert elsewhere("sweep").returncode == 0  # nothing is announced to people who may not act

    found = elsewhere("reopen", "--register", str(aftermath / NAME))
    assert (found.returncode, "Done again from the register: 6" in found.stdout) == (0, True), found.stderr
    assert elsewhere("audit", "verify").stdout == "harbour: the audit record holds.\n"
    assert "Nothing here is read-only" in elsewhere("reopen", "--looked-through").stderr
