"""What is wrong with a value, and at which key, so that the gate can say all of it together.

Value types raise `Troubles` from their readers; pydantic carries it to the gate, which adds line and column.
"""

from collections.abc import Iterable
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""Keys as written in the file, from the value inward; a number is a place in a list, counted from 0."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing wrong: where, and what is wrong and what would be right, in one plain sentence."""

    path: Path
    message: str

    def under(self, *path: str | int) -> "Trouble":
        """The same trouble, seen from further out."""
        return Trouble((*path, *self.path), self.message)


class Troubles(ValueError):
    """Everything wrong with one value."""

    def __init__(self, *found: Trouble) -> None:
        self.found = found
        super().__init__("; ".join(trouble.message for trouble in found))


def wrong(message: str, *path: str | int) -> Troubles:
    """One trouble, ready to raise."""
    return Troubles(Trouble(path, message))


def one_of(words: Iterable[str]) -> str:
    """A list to choose from, as people write it: `a, b or c`."""
    *most, last = list(words)
    return f"{', '.join(most)} or {last}" if most else last
