"""The command line as a contract: what it prints, where, and with which exit status. Run as a process, as people do."""

import json
import re
import sqlite3
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from dueregard.authority.policy import archetypes, catalogues
from dueregard.faces.cli import main
from household import make_provider
from installation import INIT, Run, runner

SHIPPED = str(files(archetypes) / "values-led-trainer.md")
CATALOGUE = str(next(path for path in files(catalogues).iterdir() if path.name.endswith(".csv")))


@pytest.fixture
def run(begun: tuple[Path, str]) -> Run:
    """Commands that change nothing there."""
    return runner(begun[0])


def test_what_is_said_as_an_installation_begins(begun: tuple[Path, str]) -> None:
    said = begun[1]
    assert "Their sign-in name will be imelda-thrupp-" in said
    assert re.search(r"Code, good once, until .*: \w{4}-\w{4}-\w{4}\n", said)
    assert "things are missing for its policies to work" in said
    assert "No recovery sheet was printed" in said


def document(done: "subprocess.CompletedProcess[str]") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["schema"] == 1
    return found


def test_a_second_provider_of_the_same_name_is_refused(run: Run) -> None:
    again = run(*INIT, "--archetype", "values-led-trainer")
    assert (again.returncode, again.stdout) == (1, "")
    assert "Traceback" not in again.stderr
    assert "quay" in again.stderr


def test_migrating_again_changes_nothing_and_says_so(run: Run) -> None:
    done = run("migrate")
    assert (done.returncode, done.stdout) == (0, "The database is up to date.\n")


def test_the_database_is_private_even_in_a_folder_that_was_there_and_is_not(begun: tuple[Path, str]) -> None:
    assert (begun[0] / "data" / "dueregard.sqlite3").stat().st_mode & 0o077 == 0


def test_a_shipped_policy_is_accepted_as_json(run: Run) -> None:
    done = run("pack", "check", SHIPPED, "--json")
    (judged,) = document(done)["packs"]
    assert (done.returncode, judged["policy"], judged["problems"]) == (0, "values-led-trainer", [])
    assert set(judged) == {
        "path", "policy", "title", "edition", "clauses", "controls", "problems", "not_set", "clashes",
    }  # fmt: skip


def test_a_policy_with_a_problem_is_refused_with_its_place(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.md"
    bad.write_text(Path(SHIPPED).read_text().replace("```control role", "```control rolle", 1))
    plain, told = run("pack", "check", str(bad)), run("pack", "check", str(bad), "--json")
    assert (plain.returncode, told.returncode) == (1, 1)
    problem = document(told)["packs"][0]["problems"][0]
    assert f"{bad}:{problem['line']}:{problem['column']}" in plain.stderr
    covered = run("pack", "coverage", str(bad), "--catalogue", CATALOGUE, "--json")
    assert covered.returncode == 1
    assert document(covered)["packs"][0]["problems"]


def test_coverage_names_what_is_claimed_and_what_is_not(run: Run) -> None:
    found = document(run("pack", "coverage", SHIPPED, "--catalogue", CATALOGUE, "--json"))
    assert set(found) == {"schema", "required", "claimed", "unclaimed", "unknown_ids"}
    assert found["required"] == len(found["claimed"]) + len(found["unclaimed"])


@pytest.mark.parametrize("name", ["prevent-duty-guidance", "kcsie"])
def test_guidance_that_ships_is_named_and_no_claim_of_it_is_unknown(run: Run, name: str) -> None:
    of_guidance = document(run("pack", "coverage", SHIPPED, "--catalogue", name, "--json"))
    prefix = {"prevent-duty-guidance": "PDG", "kcsie": "KCSIE"}[name]
    assert {id.partition("-")[0] for id in of_guidance["unclaimed"]} == {prefix}
    own = document(run("pack", "coverage", SHIPPED, "--catalogue", "values-led-trainer", "--json"))
    assert (own["required"], own["unknown_ids"]) == (100, [])
    assert any(id.startswith("S3-") for id in of_guidance["unknown_ids"])


@pytest.mark.parametrize("words", [("--at", "2026-11-20"), ("--at", "2026-11-20", "--known", "now"), ()])
def test_how_the_clauses_stand(run: Run, words: tuple[str, ...]) -> None:
    found = document(run("policy", "status", "--provider", "quay", *words, "--json"))
    assert set(found) == {"schema", "as_at", "known_at", "clauses"}
    for clause in found["clauses"]:
        assert set(clause) == {"policy", "edition", "id", "title", "status", "controls"}
        for control in clause["controls"]:
            assert set(control) == {"address", "status", "figure", "because", "basis", "source"}


def test_how_the_clauses_stand_is_kept_once_a_day(run: Run) -> None:
    assert document(run("policy", "keep", "--provider", "quay", "--json"))["provider"] == "quay"
    found = document(run("policy", "keep", "--provider", "quay", "--json"))
    assert (set(found), found["provider"]) == ({"schema", "provider", "kept"}, "quay")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("policy", "status", "--provider", "nobody"), 1),
        (("policy", "status", "--provider", "quay", "--at", "yesterday"), 1),
        (("policy", "status"), 2),
        (("pack", "check"), 2),
        (("pack", "check", "/no/such/file.md"), 1),
        (("sweep", "--now", "soon"), 1),
        (("sweep", "--now", "2026-03-29T01:30:00"), 1),
        (("audit", "verify", "--head", "/no/such/head.json"), 1),
        (("audit", "head", "--provider", "nobody"), 1),
        (("nonsense",), 2),
        ((*INIT[:-1], "--no-input", "--archetype", "no-such-policy"), 2),
        ((*INIT, "--slug", "Quay!", "--archetype", "values-led-trainer"), 1),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_what_cannot_be_done_says_so_in_a_sentence(
    words: tuple[str, ...], status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_provider("quay")
    monkeypatch.setattr(sys, "argv", ["dueregard", *words])
    with pytest.raises(SystemExit) as left:
        main.run()
    said = capsys.readouterr()
    assert (left.value.code, said.out) == (status, "")
    assert said.err.strip()


def test_a_refusal_is_a_document_too(run: Run) -> None:
    done = run("policy", "status", "--provider", "nobody", "--json")
    assert done.returncode == 1
    assert set(document(done)["refused"]) == {"code", "sentence", "field"}


@pytest.mark.parametrize("command", ["sweep", "reconcile"])
def test_the_rounds_say_what_they_did(run: Run, command: str) -> None:
    at = run(command, "--now", "2026-12-01T09:00:00+00:00", "--json")
    assert at.returncode == 0
    assert [one["provider"] for one in document(at)["providers"]] == ["quay"]


def test_a_head_proves_the_record_and_one_of_elsewhere_proves_nothing(run: Run, tmp_path: Path) -> None:
    head = tmp_path / "head.json"
    head.write_text(run("audit", "head", "--provider", "quay").stdout)
    assert run("audit", "verify", "--head", str(head)).returncode == 0
    other = json.loads(head.read_text()) | {"provider": "00000000-0000-7000-8000-000000000000"}
    head.write_text(json.dumps(other))
    done = run("audit", "verify", "--head", str(head))
    assert (done.returncode, done.stdout) == (1, "")


def test_a_byte_changed_behind_its_back_is_named(installed: Run, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "data" / "dueregard.sqlite3") as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        row = database.execute("SELECT id FROM audit_entry ORDER BY seq LIMIT 1").fetchone()
        database.execute("UPDATE audit_entry SET actor = 'system:somebody' WHERE id = ?", row)
    done = installed("audit", "verify", "--json")
    assert done.returncode == 3
    (found,) = document(done)["providers"]
    assert found["fault"]["entry"]
    assert found["fault"]["what"] in done.stderr
