"""One control block under a clause: written anew, added, or taken out."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import tree_sitter_toml
from tree_sitter import Language, Parser

from ....ground.kernel.refusals import BadInput
from ..grammar.document import CONTROL_ID, MOST_CONTROLS
from .parts import Edited, Parts, is_blank
from .writing import write_toml

_PARSER = Parser(Language(tree_sitter_toml.language()))
_FENCE = "```"


def replace_control(text: str, kind: str, id: str, values: Mapping[str, Any]) -> Edited:
    """The file with other values in one block; the same values change nothing. Raises `BadInput`."""
    parts = Parts(text)
    fence, start, end = parts.block(kind, id)
    if _alike(_says(fence.toml.text), values):
        return Edited(text)
    toml = write_toml(values)
    new = parts.spliced(start + 1, end - 1, toml.split("\n") if toml else [])
    before = parts.outline
    blocks = tuple((*one[:2], toml) if one[0] == fence.name else one for one in before.blocks)
    proven = parts.proven(new, replace(before, blocks=blocks), _cannot_be_written)
    return Edited(proven, remarks(fence.toml.text))


def add_control(text: str, clause: str, kind: str, id: str, values: Mapping[str, Any]) -> Edited:
    """The file with one block more, after everything else under the clause. Raises `BadInput`."""
    parts = Parts(text)
    stretch = parts.clause(clause)
    if not CONTROL_ID.fullmatch(id):
        raise BadInput(
            "A check is named in small letters, figures and dashes, like first-report.", field="id"
        )
    if any((fence.kind, fence.id) == (kind, id) for fence in parts.document.fences):
        raise BadInput(f"This policy has a check of this sort called {id!r}. Name it otherwise.", field="id")
    if len(parts.document.fences) >= MOST_CONTROLS:
        raise BadInput(f"A policy has {MOST_CONTROLS:,} checks at most.")
    at = stretch.end
    while is_blank(parts.lines[at - 1]):
        at -= 1
    toml = write_toml(values)
    lines = ["", f"{_FENCE}control {kind} {id}", *(toml.split("\n") if toml else []), _FENCE]
    if at < len(parts.lines) and not is_blank(parts.lines[at]):
        lines.append("")
    new = parts.spliced(at, at, lines)
    before = parts.outline
    among = sum(fence.line <= at for fence in parts.document.fences)
    one = (f"{kind}.{id}", clause, toml)
    blocks = (*before.blocks[:among], one, *before.blocks[among:])
    return Edited(parts.proven(new, replace(before, blocks=blocks), _cannot_be_written))


def remove_control(text: str, kind: str, id: str) -> Edited:
    """The file without one block. The words that stood round it stay. Raises `BadInput`."""
    parts = Parts(text)
    fence, start, end = parts.block(kind, id)
    if end < len(parts.lines) and is_blank(parts.lines[end]) and is_blank(parts.lines[start - 1]):
        end += 1
    before = parts.outline
    blocks = tuple(one for one in before.blocks if one[0] != fence.name)
    new = parts.proven(parts.spliced(start, end, []), replace(before, blocks=blocks), _cannot_be_written)
    return Edited(new, remarks(fence.toml.text))


def remarks(toml: str) -> tuple[str, ...]:
    """Comments of a piece of TOML, as far as it can be read, without their signs."""
    waiting, found = [_PARSER.parse(toml.encode()).root_node], []
    while waiting:
        node = waiting.pop()
        if node.type == "comment":
            found.append((node.text or b"").decode(errors="replace").lstrip("#").strip())
        waiting += reversed(node.children)
    return tuple(remark for remark in found if remark)


def _says(toml: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(toml)
    except (ValueError, RecursionError):
        return None


def _alike(one: object, other: object) -> bool:
    """Whether two values are one, of one type: true is no 1."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    return type(one) is type(other) and one == other


def _cannot_be_written() -> BadInput:
    return BadInput("This check cannot be changed here as the file stands. Change it in the file itself.")
