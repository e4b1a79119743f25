"""From bytes to text: size, then encoding, then characters that make a page say one thing and run another."""

import re
import unicodedata
from html import unescape

from ..hidden import HIDDEN
from ..problems import Problem, error

MOST_BYTES = 1_000_000
LONGEST_LINE = 4_000
_ENTITY = re.compile(r"&(?:#[xX]?[0-9a-fA-F]{1,8}|[A-Za-z]{2,40});")
MOST_NAMED = 20
"""A hostile file may hold a million bad characters; the first twenty are named."""


def read_text(data: bytes) -> tuple[str, list[Problem]]:
    """The text with plain line ends, and what keeps it from being read; empty when it cannot be."""
    if len(data) > MOST_BYTES:
        return "", [error(1, 1, "", f"the file is {len(data):,} bytes; a policy is at most {MOST_BYTES:,}.")]
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as fault:
        before = data[: fault.start].decode(errors="replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return "", [error(line, column, "", "this byte is not UTF-8; save the file as UTF-8.")]
    text = text.replace("\r\n", "\n")
    problems = _hidden(text) + _spelt_out(text) + _long_lines(text)
    return ("", problems) if problems else (text, [])


def _hidden(text: str) -> list[Problem]:
    problems = []
    for found in HIDDEN.finditer(text):
        start = found.start()
        line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
        name = unicodedata.name(found[0], "a control character").lower()
        message = (
            f"U+{ord(found[0]):04X} ({name}) cannot be seen and could hide what the policy does; delete it."
        )
        problems.append(error(line, column, "", message))
        if len(problems) == MOST_NAMED:
            break
    return problems


def _spelt_out(text: str) -> list[Problem]:
    """The same, written as Markdown lets one write them: `&#x202E;`, `&shy;`."""
    return [
        error(
            text.count("\n", 0, found.start()) + 1,
            found.start() - text.rfind("\n", 0, found.start()),
            "",
            f"{found[0]} stands for a character that cannot be seen; delete it.",
        )
        for found in _ENTITY.finditer(text)
        if HIDDEN.search(unescape(found[0]))
    ][:MOST_NAMED]


def _long_lines(text: str) -> list[Problem]:
    return [
        error(
            at,
            LONGEST_LINE + 1,
            "",
            f"this line has {len(line):,} characters; at most {LONGEST_LINE:,}. Break it up.",
        )
        for at, line in enumerate(text.split("\n"), 1)
        if len(line) > LONGEST_LINE
    ][:MOST_NAMED]
