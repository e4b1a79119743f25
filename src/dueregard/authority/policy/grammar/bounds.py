"""From bytes to text: size, then encoding, then characters that make a page say one thing and run another."""

import re
import unicodedata

from ..problems import Problem, error

MOST_BYTES = 1_000_000
LONGEST_LINE = 4_000
MOST_NAMED = 20
"""A hostile file may hold a million bad characters; the first twenty are named."""

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)


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
    problems = _hidden(text) + _long_lines(text)
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
