"""What the architecture tests read: the files of the repository, its modules and its templates."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "dueregard"


@cache
def repository_files() -> tuple[Path, ...]:
    """Every file that is in the repository or would be with the next commit."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return tuple(path for name in listing.split("\0") if name and (path := ROOT / name).is_file())


def modules(*folders: Path) -> list[Path]:
    """Every Python file below the folders, without migrations, which Django writes."""
    return sorted(
        path
        for folder in folders
        for path in folder.rglob("*.py")
        if "migrations" not in path.relative_to(folder).parts
    )


@cache
def tree(path: Path) -> ast.Module:
    """The parsed source of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def named(path: Path) -> str:
    """A path as people say it: relative to the repository."""
    return str(path.relative_to(ROOT))
