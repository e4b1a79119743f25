"""Nightly backups are set up by answering two questions, and what opens them is shown once and kept nowhere."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings
from pyrage.x25519 import Identity

from dueregard.config.environment import Environment, backups
from dueregard.faces.cli.main import dueregard
from dueregard.faces.cli.nightly import see_to_nightly_backups


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA", "KEYS"):
        (tmp_path / name).mkdir()
        monkeypatch.setattr(settings, name, tmp_path / name)
    return tmp_path


def nightly(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(dueregard, ["nightly", *words], input=typed)


def as_read(folders: Path, **given: object) -> tuple[Path | None, str]:
    return backups(Environment(keys=folders / "KEYS", **given))  # type: ignore[arg-type]


def test_who_is_asked_gets_the_identity_once_and_is_asked_the_end_of_it_back(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Identity.generate()
    secret = str(own)
    monkeypatch.setattr("dueregard.faces.cli.nightly.Identity", type("Known", (), {"generate": lambda: own}))
    done = nightly(typed=f"\n\nwrong\n{secret[-6:].lower()}\n")
    assert done.exit_code == 0, done.output
    assert done.output.count("These are not its last letters") == 1
    assert as_read(folders) == (folders / "DATA-backups", str(own.to_public()))
    assert (folders / "DATA-backups").stat().st_mode & 0o077 == 0
    assert [path for path in folders.rglob("*") if path.is_file() and secret in path.read_text()] == []
    assert len(re.findall("AGE-SECRET-KEY-", done.output)) == 1


def test_a_recipient_of_ones_own_is_taken_and_the_environment_goes_before_it(folders: Path) -> None:
    own, other = (str(Identity.generate().to_public()) for _ in range(2))
    done = nightly("--no-input", "--folder", str(folders / "away"), "--recipient", own)
    assert done.exit_code == 0, done.output
    assert as_read(folders) == (folders / "away", own)
    theirs = as_read(folders, backup_folder=folders / "theirs", backup_recipient=other)
    assert theirs == (folders / "theirs", other)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--no-input",), "Say --folder and --recipient"),
        (("--folder", "DATA/backups", "--recipient", "age1x"), "outside the data folder"),
        (("--folder", "KEYS", "--recipient", "age1x"), "outside the key folder"),
        (("--folder", "DATA-file", "--recipient", "age1x"), "is a file"),
        (("--folder", "away", "--recipient", "age1nonsense"), "not an age recipient"),
    ],
)
def test_what_would_keep_nothing_safe_is_refused_and_nothing_is_written_down(
    folders: Path, words: tuple[str, ...], said: str
) -> None:
    (folders / "DATA-file").touch()
    given = [str(folders / word) if re.match("DATA|KEYS|away", word) else word for word in words]
    done = nightly(*given)
    assert done.exit_code != 0
    assert said in done.output + getattr(done.exception, "sentence", "")
    assert as_read(folders) == (None, "")


@pytest.mark.parametrize("text", ["", "{}", "[]", json.dumps({"folder": 3, "recipient": "x"})])
def test_what_was_written_down_and_spoilt_stops_nothing(folders: Path, text: str) -> None:
    (folders / "KEYS" / "backups.json").write_text(text)
    assert as_read(folders) == (None, "")


def test_where_nobody_can_be_asked_it_says_how(
    folders: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    see_to_nightly_backups(ask=False)
    assert "dueregard nightly" in capsys.readouterr().out
    monkeypatch.setattr(settings, "BACKUPS", folders / "away")
    see_to_nightly_backups(ask=True)
    assert capsys.readouterr().out == ""
