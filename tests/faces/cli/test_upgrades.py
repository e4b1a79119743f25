"""An upgrade of an installation that holds something: over two versions at once, and cut off in the middle."""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import forked
from installation import INIT, Run, runner

EARLIER = ("tenancy", "0002")
"""As two versions ago: what came since is undone, and whatever stands on it; each table more costs every run."""
SCRIPT = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "dueregard.config.settings"
django.setup()
from django.core.management import call_command
from django.db.migrations.executor import MigrationExecutor
"""
UNDO = f"{SCRIPT}call_command('migrate', *{EARLIER}, verbosity=0)\n"
CUT_OFF = (
    SCRIPT
    + """
apply, done = MigrationExecutor.apply_migration, []
def apply_and_die(self, state, migration, **how):
    if len(done) == 2:
        os.kill(os.getpid(), 9)
    done.append(migration)
    return apply(self, state, migration, **how)
MigrationExecutor.apply_migration = apply_and_die
call_command("migrate", verbosity=0)
"""
)


def run_script(script: str, folder: Path) -> int:
    own = {"DUEREGARD_DATA": str(folder / "data"), "DUEREGARD_KEYS": str(folder / "keys")}
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DUEREGARD_", "DJANGO_"))}
    return forked.run(environment=environment | own, script=script).returncode


def asked(folder: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(folder / "data" / "dueregard.sqlite3")) as database:
        return database.execute(question).fetchall()


@pytest.mark.long
def test_an_upgrade_over_two_versions_that_is_cut_off_loses_nothing(tmp_path: Path) -> None:
    # This policy asks nobody to read it: the tables for that are younger, and going back would take a row with them.
    installed: Run = runner(tmp_path)
    assert installed(*INIT, "--archetype", "safeguarding-core").returncode == 0
    entries = asked(tmp_path, "SELECT count(*) FROM audit_entry")
    assert run_script(UNDO, tmp_path) == 0
    [(before,)] = asked(tmp_path, "SELECT count(*) FROM django_migrations")
    assert run_script(CUT_OFF, tmp_path) == -9
    assert asked(tmp_path, "SELECT count(*) FROM django_migrations") == [(before + 2,)]
    refused = installed("serve")
    assert (refused.returncode, "`dueregard migrate`" in refused.stderr) == (1, True)
    unsaved = installed("migrate")
    assert (unsaved.returncode, "there is no backup of this database" in unsaved.stderr) == (1, True)

    done = installed("migrate", "--without-backup")
    assert (done.returncode, done.stdout) == (0, "The database is up to date.\n"), done.stderr
    assert asked(tmp_path, "SELECT count(*) FROM audit_entry") == entries
    assert asked(tmp_path, "SELECT count(*) FROM tenancy_provider WHERE live_since = born_at") == [(1,)]
    assert installed("audit", "verify").returncode == 0
    found = {line["id"]: line["state"] for line in json.loads(installed("doctor", "--json").stdout)["lines"]}
    assert (found["version"], found["triggers"]) == ("good", "good")
