"""The master key on paper: printed, proved, put back; and what is said when there is nothing to put back."""

import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest

from dueregard.ground.crypto.sheets import make_sheet
from household import NOON
from installation import INIT, Run

PATIENCE_SECONDS = 600


def key_file(folder: Path) -> Path:
    return folder / "keys" / "master.key"


def test_a_sheet_proves_itself_and_brings_a_lost_key_back(installed: Run, tmp_path: Path) -> None:
    sheet, key = tmp_path / "sheet.txt", key_file(tmp_path)
    sheet.write_text(installed("keys", "slip").stdout)
    before = key.read_text()
    assert before.strip() not in sheet.read_text()
    right = installed("keys", "check", str(sheet))
    assert (right.returncode, right.stderr) == (0, "")
    assert right.stdout.startswith("The sheet is right")

    key.unlink()
    unproved = installed("keys", "check", str(sheet))
    assert unproved.returncode == 1
    assert unproved.stderr.startswith("The sheet is sound. There is nothing to compare it with")
    assert not key.exists()

    assert installed("keys", "install", str(sheet)).returncode == 0
    assert key.read_text() == before
    assert key.stat().st_mode & 0o077 == 0
    assert installed("keys", "install", str(sheet)).returncode == 0
    assert installed("audit", "verify").returncode == 0


def test_a_sheet_of_another_key_is_refused_and_changes_nothing(installed: Run, tmp_path: Path) -> None:
    sheet, key = tmp_path / "sheet.txt", key_file(tmp_path)
    sheet.write_text(make_sheet(bytes(32), now=NOON)[0])
    before = key.read_text()
    assert "it holds the key" in installed("keys", "check", str(sheet)).stderr
    assert "does not open the records here" in installed("keys", "install", str(sheet)).stderr
    assert key.read_text() == before
    key.unlink()
    assert installed("keys", "install", str(sheet)).returncode == 1
    assert not key.exists()


def test_a_key_that_is_there_is_never_written_over(installed: Run, tmp_path: Path) -> None:
    sheet, key = tmp_path / "sheet.txt", key_file(tmp_path)
    (tmp_path / "data" / "dueregard.sqlite3").unlink()
    before = key.read_text()
    sheet.write_text(make_sheet(bytes(32), now=NOON)[0])
    refused = installed("keys", "install", str(sheet))
    assert (refused.returncode, "another key in the key folder" in refused.stderr) == (1, True)
    assert key.read_text() == before


@pytest.mark.parametrize("command", [("migrate",), ("keys", "slip"), ("audit", "head", "--provider", "quay")])
def test_a_lost_key_is_said_and_never_replaced(
    installed: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    key_file(tmp_path).unlink()
    done = installed(*command)
    assert (done.returncode, done.stdout) == (1, "")
    assert "dueregard keys install" in done.stderr
    assert "without the sheet nobody can ever read the records again" in done.stderr
    assert not key_file(tmp_path).exists()


def test_a_typed_sheet_with_a_typo_says_which_word(installed: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(re.sub(r" 4 \w+", " 4 qqq", installed("keys", "slip").stdout))
    refused = installed("keys", "check", str(sheet))
    assert (refused.returncode, refused.stderr) == (
        1,
        "Word 4 is not as printed: no sheet has such a word.\n",
    )


def test_somebody_at_a_terminal_gets_the_sheet_and_is_asked_three_words_of_it(tmp_path: Path) -> None:
    named = ["--first", "Imelda Thrupp", "--second", "Chas Hair", "--address", "quay.example.org"]
    said = converse(tmp_path, [*INIT[:-1], "--archetype", "values-led-trainer", *named])
    assert said.count("That is not word") == 1
    assert "Right. Without the key file and without this sheet nobody can ever read" in said
    assert "is ready" in said
    assert "https://quay.example.org/r/" in said


def converse(folder: Path, words: list[str]) -> str:
    """Run a command at a terminal of its own, answering each word that it asks for; the first time wrongly."""
    ours, theirs = pty.openpty()
    own = {"DUEREGARD_DATA": str(folder / "data"), "DUEREGARD_KEYS": str(folder / "keys")}
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DUEREGARD_", "DJANGO_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "dueregard.config.console", *words],
        env=environment | own, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True,
    )  # fmt: skip
    os.close(theirs)
    said, answered = "", 0
    while select.select([ours], [], [], PATIENCE_SECONDS)[0]:
        try:
            said += os.read(ours, 4096).decode()
        except OSError:  # the other end is closed: it is over
            break
        asked = re.findall(r"^Word (\d+): $", said.replace("\r", "").rpartition("\n")[2])
        if asked:
            word = re.search(rf"\b{asked[0]} ([a-z]+)", said.partition("Words")[2])
            assert word
            os.write(ours, (word[1] if answered else "wrong").encode() + b"\n")
            answered += 1
    os.close(ours)
    assert process.wait(timeout=PATIENCE_SECONDS) == 0, said
    return said
