"""An installation as `dueregard init` makes it, for tests that run the command line as a process."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import forked
from made_once import made_once

INIT = (
    "init",
    "--slug",
    "quay",
    "--name",
    "Quay Training",
    "--nation",
    "england",
    "--fictional",
    "--no-input",
)
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def runner(folder: Path) -> Run:
    """Runs commands with the data and keys in a folder."""

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        own = {"DUEREGARD_DATA": str(folder / "data"), "DUEREGARD_KEYS": str(folder / "keys")}
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("DUEREGARD_", "DJANGO_"))}
        return forked.run(*words, environment=environment | own)

    return run


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An installation that is made once, and what was said as it was made; whoever changes it takes `installed`."""

    def begin(folder: Path) -> None:
        (folder / "data").mkdir(mode=0o755)  # as somebody may have made it, who thought of nothing
        done = runner(folder)(*INIT, "--archetype", "values-led-trainer", "--first", "Imelda Thrupp")
        assert done.returncode == 0, done.stderr
        (folder / "said").write_text(done.stdout)

    shared = os.environ.get("DUEREGARD_TEST_SHARED") or tmp_path_factory.mktemp("shared")
    folder = tmp_path_factory.mktemp("begun")
    shutil.copytree(made_once(Path(shared, "begun"), begin), folder, dirs_exist_ok=True)
    return folder, (folder / "said").read_text()


@pytest.fixture
def installed(begun: tuple[Path, str], tmp_path: Path) -> Run:
    """A copy of it in the test's own folder."""
    shutil.copytree(begun[0], tmp_path, dirs_exist_ok=True)
    return runner(tmp_path)
