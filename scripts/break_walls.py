"""Take away each check of permission in turn and see which test dies. For the night: it takes hours.

    python scripts/break_walls.py [--list] [--only TEXT] [--tests PATH…]

A check is a call of `.enforce(…)`, an `if` that raises `NothingHere` or `NotPermitted`, and a `~Exists(…)` in a
question about rows. Each is broken in a copy of the tree; the tests of walls run until one fails, which is named.
Exits 1 if a check can be taken away and no test minds.
"""

import argparse
import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

HOUSE = Path(__file__).resolve().parents[1]
WHERE = (
    "authority/access", "work/casework", "work/support", "work/climate", "work/liaison", "assurance/rights",
    "assurance/disclosure", "faces/web/desk",
)  # fmt: skip
"""Packages whose checks keep people from matters."""
WALLS = (
    "tests/walls", "tests/authority/access", "tests/faces/web/test_walls_of_rows.py",
    "tests/faces/web/test_routes.py", "tests/faces/web/test_walls.py", "tests/work/casework", "tests/work/support",
    "tests/work/climate", "tests/work/liaison", "tests/assurance/rights", "tests/assurance/disclosure",
    "tests/faces/web",
)  # fmt: skip
"""In which order tests are asked: what is quick and most likely to mind comes first."""
REFUSES = {"NothingHere", "NotPermitted"}


@dataclass(frozen=True)
class Check:
    """A check in a file: from where to where, and what stands there once it is broken."""

    path: Path
    line: int
    begin: int
    end: int
    instead: str

    def broken(self, text: str) -> str:
        """The text of the file without this check."""
        return text[: self.begin] + self.instead + text[self.end :]


def checks_in(text: str, path: Path) -> Iterator[Check]:
    """Every check of permission in the text of a module, from the top down."""
    starts = [0]
    for line in text.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def place(node: ast.expr | ast.stmt) -> tuple[int, int]:
        first = starts[node.lineno - 1] + node.col_offset
        last = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        return len(text.encode()[:first].decode()), len(text.encode()[:last].decode())

    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr="enforce"))):
                yield Check(path, node.lineno, *place(node), "pass")
            case ast.If(test=test, body=[*_, ast.Raise(exc=refusal)]) if _refuses(refusal):
                yield Check(path, node.lineno, *place(test), "False")
            case ast.UnaryOp(op=ast.Invert(), operand=ast.Call(func=ast.Name(id="Exists"))):
                # A condition that holds for every row.
                yield Check(path, node.lineno, *place(node), "~Q(pk__in=[])")


def _refuses(raised: ast.expr | None) -> bool:
    name = raised.func if isinstance(raised, ast.Call) else raised
    return isinstance(name, ast.Name) and name.id in REFUSES


def every_check() -> list[Check]:
    """Every check of the house, file by file."""
    found = []
    for where in WHERE:
        for path in sorted((HOUSE / "src/dueregard" / where).rglob("*.py")):
            if "migrations" not in path.parts:
                checks = checks_in(path.read_text(encoding="utf-8"), path.relative_to(HOUSE))
                found += sorted(checks, key=lambda one: one.begin)
    return found


def who_minds(check: Check, copy: Path, tests: tuple[str, ...]) -> str:
    """The first test that fails without this check; empty if none does."""
    path = copy / check.path
    whole = path.read_text(encoding="utf-8")
    path.write_text(check.broken(whole), encoding="utf-8")
    own = os.environ | {"PYTHONPATH": str(copy / "src")}  # before what is installed, which is the whole house
    try:
        for asked in tests:
            command = [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-x",
                "-p",
                "no:cacheprovider",
                "-m",
                "not browser",
                asked,
            ]
            said = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False, env=own)
            if said.returncode not in (0, 5):
                named = [
                    line
                    for line in said.stdout.splitlines()
                    if line.startswith(("FAILED", "ERROR", "SUBFAILED"))
                ]
                return named[0][:160] if named else f"{asked} did not run"
        return ""
    finally:
        path.write_text(whole, encoding="utf-8")


def main() -> int:
    """Break them one by one."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--list", action="store_true", help="only say which checks there are")
    asked.add_argument("--only", default="", help="only files whose path has this in it")
    asked.add_argument("--tests", nargs="+", default=WALLS, help="ask these tests instead")
    said = asked.parse_args()
    checks = [one for one in every_check() if said.only in one.path.as_posix()]
    if said.list:
        print(*(f"{one.path}:{one.line}" for one in checks), sep="\n")
        return 0
    lived = 0
    with TemporaryDirectory(prefix="dueregard-broken-") as kept:
        copy = Path(kept) / "house"
        shutil.copytree(
            HOUSE, copy, ignore=shutil.ignore_patterns(".venv", ".git", "node_modules"), symlinks=True
        )
        for number, check in enumerate(checks, 1):
            minds = who_minds(check, copy, tuple(said.tests))
            lived += not minds
            print(f"{number}/{len(checks)} {check.path}:{check.line} {minds or 'NOBODY MINDS'}", flush=True)
    print(f"{len(checks)} checks, {lived} of which nobody minds")
    return 1 if lived else 0


if __name__ == "__main__":
    sys.exit(main())
