"""Plain values as TOML in the manner of the policies that ship: what is short on one line, tables of a list apart."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

LONGEST_LINE = 120
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_DELETE = chr(0x7F)


def write_toml(values: Mapping[str, Any]) -> str:
    """The values as TOML, one key a line, with no line end after the last; reading it gives them back."""
    return "\n".join(_table(values, ())).strip("\n")


def _table(values: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """A table below its heading: keys that fit on a line before those that need a heading of their own."""
    apart = [key for key, value in values.items() if _stands_apart(key, value)]
    for key, value in values.items():
        if key not in apart:
            yield f"{_key(key)} = {_broken_up(key, value)}"
    for key in apart:
        value, inner = values[key], (*path, key)
        heading = ".".join(_key(part) for part in inner)
        if isinstance(value, Mapping):
            if not all(_stands_apart(*pair) for pair in value.items()):
                yield from ("", f"[{heading}]")
            yield from _table(value, inner)
        else:
            yield ""
            for item in value:
                yield f"[[{heading}]]"
                yield from _table(item, inner)


def _stands_apart(key: str, value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(item, Mapping) and item for item in value)
    if not isinstance(value, Mapping) or not value:
        return False
    return len(_line(key, value)) > LONGEST_LINE or any(_stands_apart(*pair) for pair in value.items())


def _broken_up(key: str, value: Any) -> str:
    """On one line, or a list with an item a line where one line would be too long."""
    if isinstance(value, list) and len(value) > 1 and len(_line(key, value)) > LONGEST_LINE:
        return "[\n" + "".join(f"  {_inline(item)},\n" for item in value) + "]"
    return _inline(value)


def _line(key: str, value: Any) -> str:
    return f"{_key(key)} = {_inline(value)}"


def _inline(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return _text(value)
        case datetime() | date() | time():
            return value.isoformat()
        case Mapping():
            inside = ", ".join(_line(key, item) for key, item in value.items())
            return f"{{ {inside} }}" if inside else "{}"
        case list() | tuple():
            return f"[{', '.join(_inline(item) for item in value)}]"
    raise TypeError(f"{type(value).__name__} is no value of a policy")


def _text(value: str) -> str:
    # What JSON escapes TOML escapes alike; the one character more that TOML wants escaped is delete.
    return json.dumps(value, ensure_ascii=False).replace(_DELETE, "\\u007f")


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)
