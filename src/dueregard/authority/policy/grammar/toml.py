"""TOML with the line and column of every key, and bounds on how deep it may nest.

The standard library reads the values; tree-sitter, which survives broken text, tells where each key stands.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from ..problems import Problem, error
from ..values.trouble import Path
from .document import Source

DEEPEST = 12
MOST_VALUES = 10_000
LONGEST_BLOCK = 100_000
_PARSER = Parser(Language(tree_sitter_toml.language()))
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_KEYS = ("bare_key", "quoted_key", "dotted_key")


class Places:
    """Where each key of a piece of TOML stands in the file."""

    def __init__(self, line: int) -> None:
        self.start = (line, 1)
        self.of: dict[Path, tuple[int, int]] = {}

    def find(self, path: Path) -> tuple[int, int]:
        """Line and column of a key, or of the nearest table around it that is written."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.of:
                return self.of[path[:length]]
        return self.start


def read_toml(source: Source, name: str) -> tuple[dict[str, Any] | None, Places, list[Problem]]:
    """The values, where they stand, and what is wrong; values are None when there is something wrong."""
    places = Places(source.line)
    if len(source.text) > LONGEST_BLOCK:
        message = f"this block has {len(source.text):,} characters; at most {LONGEST_BLOCK:,}."
        return None, places, [error(source.line, 1, name, message)]
    root = _PARSER.parse(source.text.encode()).root_node
    reader = _Reader(source, places, name)
    if too_much := reader.bounds(root):
        return None, places, [too_much]
    problems = reader.read(root)
    try:
        values = tomllib.loads(source.text)
    except (ValueError, RecursionError) as fault:
        return None, places, problems or [reader.fault(root, fault)]
    return (None if problems else values), places, problems


class _Reader:
    def __init__(self, source: Source, places: Places, name: str) -> None:
        self.lines = [line.encode() for line in source.text.split("\n")]
        self.first = source.line
        self.places = places
        self.name = name
        self.problems: list[Problem] = []
        self.counts: dict[Path, int] = {}

    def at(self, node: Node) -> tuple[int, int]:
        """Line and column in the file; columns count characters, tree-sitter counts bytes."""
        row, byte = node.start_point
        before = self.lines[row][:byte] if row < len(self.lines) else b""
        return row + self.first, len(before.decode(errors="replace")) + 1

    def bounds(self, root: Node) -> Problem | None:
        """Refuse nesting and numbers of values that no policy needs, before anything recursive sees them."""
        waiting = [(root, 0)]
        values = 0
        while waiting:
            node, depth = waiting.pop()
            values += node.is_named
            deeper = depth + (node.type in ("array", "inline_table", "dotted_key"))
            if deeper > DEEPEST or values > MOST_VALUES:
                what = f"nested more than {DEEPEST} deep" if deeper > DEEPEST else "too long"
                return error(*self.at(node), self.name, f"this block is {what}; no control needs that.")
            waiting += [(child, deeper) for child in node.named_children]
        return None

    def read(self, root: Node) -> list[Problem]:
        for child in root.named_children:
            if child.type == "pair":
                self._pair(child, ())
            elif child.type in ("table", "table_array_element"):
                self._table(child)
        return self.problems

    def _table(self, node: Node) -> None:
        key = next((child for child in node.named_children if child.type in _KEYS), None)
        if key is None:
            return
        path = self._resolve(tuple(_key_parts(key)))
        if node.type == "table_array_element":
            self.places.of.setdefault(path, self.at(key))
            self.counts[path] = self.counts.get(path, -1) + 1
            path = (*path, self.counts[path])
        self.places.of.setdefault(path, self.at(key))
        for child in node.named_children:
            if child.type == "pair":
                self._pair(child, path)

    def _resolve(self, parts: tuple[str, ...]) -> Path:
        """A table header below a list of tables belongs to the last of them."""
        path: Path = ()
        for at, part in enumerate(parts):
            path = (*path, part)
            if path in self.counts and at < len(parts) - 1:
                path = (*path, self.counts[path])
        return path

    def _pair(self, node: Node, under: Path) -> None:
        if not node.named_children or node.named_children[0].type not in _KEYS:
            return
        key, *rest = node.named_children
        path = under
        parts = list(_key_parts(key))
        for at, part in enumerate(parts):
            path = (*path, part)
            if at == len(parts) - 1 and path in self.places.of:
                line = self.places.of[path][0]
                said = error(
                    *self.at(key),
                    f"{self.name}.{part}".lstrip("."),
                    f"this key is already written on line {line}.",
                )
                self.problems.append(said)
            self.places.of.setdefault(path, self.at(key))
        for value in rest:
            self._value(value, path)

    def _value(self, node: Node, path: Path) -> None:
        if node.type == "inline_table":
            for child in node.named_children:
                if child.type == "pair":
                    self._pair(child, path)
        elif node.type == "array":
            items = [child for child in node.named_children if child.type != "comment"]
            for at, child in enumerate(items):
                self.places.of.setdefault((*path, at), self.at(child))
                self._value(child, (*path, at))

    def fault(self, root: Node, fault: Exception) -> Problem:
        """Where tomllib gives no place, the first place tree-sitter could not read stands in."""
        said = str(fault)
        found = _AT.search(said)
        if found and found[1]:
            line, column = int(found[1]) + self.first - 1, int(found[2])
        else:
            broken = next(_broken(root), None)
            line, column = self.at(broken) if broken else (self.first + len(self.lines) - 1, 1)
        what = _AT.sub("", said) if found else "a number too long, or nesting too deep"
        return error(
            line, column, self.name, f'this is not TOML ({what.lower()}); write it as key = "value".'
        )


def _key_parts(node: Node) -> Iterator[str]:
    if node.type == "dotted_key":
        for child in node.named_children:
            yield from _key_parts(child)
        return
    text = (node.text or b"").decode(errors="replace")
    if node.type != "quoted_key":
        yield text
        return
    try:
        yield next(iter(tomllib.loads(f"{text} = 0")))
    except tomllib.TOMLDecodeError:
        yield text


def _broken(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == "ERROR" or node.is_missing:
            yield node
        waiting += reversed(node.children)
