"""`dueregard people import`, run as people run it: the plan as the contract has it, then exactly that plan."""

import json
from pathlib import Path
from typing import Any

from installation import Run
from people_files import ADA, BEN, ilr, learner

PROVIDER = ("--provider", "quay")


def planned(text: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text)
    assert set(document) == {
        "schema",
        "plan",
        "added",
        "changed",
        "ended",
        "unchanged",
        "matched",
        "kept_apart",
        "problems",
    }
    assert document["kept_apart"] == {}
    return document


def test_a_file_is_planned_then_applied_as_planned(installed: Run, tmp_path: Path) -> None:
    file = tmp_path / "learners.xml"
    file.write_bytes(ilr(learner(), learner(BEN), learner(ADA | {"LearnRefNumber": "R3", "ULN": "x"})))
    tried = planned(installed("people", "import", str(file), *PROVIDER, "--dry-run", "--json").stdout)
    assert (tried["added"], tried["matched"]) == (3, 0)
    assert [(p["row"], p["column"], p["severity"]) for p in tried["problems"]] == [
        (0, "UKPRN", "warning"),
        (3, "ULN", "error"),
    ]

    other = installed("people", "import", str(file), *PROVIDER, "--plan", "0" * 64)
    assert (other.returncode, "changed since this plan" in other.stderr) == (1, True)
    done = installed("people", "import", str(file), *PROVIDER, "--plan", tried["plan"], "--json")
    assert (done.returncode, planned(done.stdout)["plan"]) == (0, tried["plan"])
    assert "Applied." in done.stderr


def test_what_cannot_be_read_is_refused_in_a_sentence(installed: Run, tmp_path: Path) -> None:
    file, mapping = tmp_path / "people.csv", tmp_path / "mapping.json"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    for words in ((str(file),), (str(tmp_path / "none.csv"),)):
        done = installed("people", "import", *words, *PROVIDER)
        assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (1, "", False)
    file.write_text("Nom,Prénom\nOkoro,Ada\n")
    assert (
        "No column was recognised" in installed("people", "import", str(file), *PROVIDER, "--dry-run").stderr
    )
    assert installed("people", "import", str(file), *PROVIDER).returncode == 1
    said = {"columns": {"Nom": "family-name", "Prénom": "given-names"}, "standing": "learner"}
    mapping.write_text(json.dumps(said))
    done = installed("people", "import", str(file), *PROVIDER, "--mapping", str(mapping))
    assert (done.returncode, "1 added" in done.stdout) == (0, True)
