"""What the gate says about a file: where, at which key, how grave, and what would be right."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave. Only an error keeps a file out."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem; lines and columns count from 1. Sorts by place."""

    line: int
    column: int
    key: str
    """`kind.id.key`, or a key of the front matter; empty when it is about the words."""
    severity: Severity
    message: str

    def render(self, path: str) -> str:
        """`policy.md:41:11 approval.speaker.notice: what is wrong, what would be right`."""
        subject = f"{self.key}: " if self.key else ""
        return f"{path}:{self.line}:{self.column} {subject}{self.message}"


def error(line: int, column: int, key: str, message: str) -> Problem:
    """A problem that keeps the file out."""
    return Problem(line, column, key, Severity.ERROR, message)
