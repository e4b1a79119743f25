"""What the project needs from the machine it stands on: PostgreSQL, Chromium and Node.

Each is looked for; as root on Debian what is missing is installed; else one plain sentence says what to do. Standard
library only, because the set-up runs before anything else is there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

POSTGRESQL_LEAST = 15
NODE_LEAST = 18
_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_postgresql() -> Path | None:
    """The folder of a PostgreSQL server's programs, 15 or later, the newest there is."""
    on_path = shutil.which("initdb")
    folders = [
        *Path("/usr/lib/postgresql").glob("*/bin"),
        *([Path(on_path).resolve().parent] if on_path else []),
    ]
    usable = [
        (version, folder) for folder in folders if (version := _server_version(folder)) >= POSTGRESQL_LEAST
    ]
    return max(usable)[1] if usable else None


def _server_version(folder: Path) -> int:
    if not (folder / "initdb").exists() or not (folder / "postgres").exists():
        return 0
    return _first_number([str(folder / "postgres"), "--version"])


def find_chromium() -> Path | None:
    """A Chromium or Chrome for the browser tests."""
    names = (os.environ.get("DUEREGARD_TEST_CHROMIUM", ""), *_CHROMIUM_NAMES)
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    return Path(found) if found else None


def find_node() -> Path | None:
    """The folder of Node 18 or later with npm beside it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    return Path(npm).parent if node and npm and _first_number([node, "--version"]) >= NODE_LEAST else None


def _first_number(command: list[str]) -> int:
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    number = re.search(r"\d+", answer.stdout)
    return int(number[0]) if number else 0


def install_from_debian(package: str, *, what_for: str) -> None:
    """Install a Debian package; whoever may not, or is elsewhere, is told what to install and why."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise SystemExit(
            f"{what_for}. None was found here: please install it (on Debian: apt-get install {package})."
        )
    print(f"{what_for}. None was found here, so {package} is installed with apt-get.", flush=True)
    silent = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", package]):
        done = subprocess.run(
            ["apt-get", "-qq", *command], env=silent, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(
                f"{done.stderr}{what_for}: apt-get could not install {package}; what it said stands above."
            )
