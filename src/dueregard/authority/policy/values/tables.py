"""Reading a table with closed keys: every key that is unknown, missing or wrong is named, all at once."""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from ..hidden import HIDDEN
from .trouble import Trouble, Troubles, one_of, wrong

Reader = Callable[[Any], Any]
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
LONGEST_WORDS = 1000


def read_table(
    raw: object, readers: Mapping[str, Reader], *, required: Iterable[str] = (), what: str
) -> dict[str, Any]:
    """Read each key of `raw` with its reader; raises `Troubles` with everything that is wrong."""
    if not isinstance(raw, Mapping):
        raise wrong(f"{what} is a table with the keys {one_of(readers)}.")
    found = [Trouble((key,), unknown_key(key, readers, what)) for key in raw if key not in readers]
    found += [Trouble((), f"{what} needs {key!r}.") for key in required if key not in raw]
    values: dict[str, Any] = {}
    for key, reader in readers.items():
        if key in raw:
            try:
                values[key] = reader(raw[key])
            except Troubles as troubles:
                found += [trouble.under(key) for trouble in troubles.found]
    if found:
        raise Troubles(*found)
    return values


def unknown_key(key: str, valid: Iterable[str], what: str) -> str:
    """The sentence for a key nobody knows, with the nearest one that is known."""
    close = get_close_matches(key, list(valid), n=1)
    meant = f" Did you mean {close[0]!r}?" if close else ""
    return f"{what} has no key {key!r}; valid here: {one_of(valid)}.{meant}"


def read_list(reader: Reader, *, at_least: int = 0) -> Reader:
    """A reader of a list whose every item is read with `reader`."""

    def read(raw: object) -> tuple[Any, ...]:
        if not isinstance(raw, (list, tuple)):
            raise wrong("this is a list; write it in square brackets.")
        found: list[Trouble] = []
        items = []
        for at, item in enumerate(raw):
            try:
                items.append(reader(item))
            except Troubles as troubles:
                found += [trouble.under(at) for trouble in troubles.found]
        if len(raw) < at_least:
            found.append(Trouble((), f"this list needs at least {at_least}."))
        if found:
            raise Troubles(*found)
        return tuple(items)

    return read


def read_id(raw: object) -> str:
    """An id: small letters, figures and dashes."""
    if not isinstance(raw, str) or not ID.fullmatch(raw):
        raise wrong(f"{_shown(raw)} is not an id; use small letters, figures and dashes, at most 60.")
    return raw


def read_words(raw: object) -> str:
    """A sentence or a few, for people."""
    if not isinstance(raw, str) or not raw.strip():
        raise wrong("this is a text in quotation marks, and it cannot be empty.")
    if len(raw) > LONGEST_WORDS:
        raise wrong(f"this text is too long; at most {LONGEST_WORDS} characters.")
    if HIDDEN.search(raw):
        raise wrong("this text holds a character that cannot be seen, written as an escape; delete it.")
    return raw


def read_choice(valid: Iterable[str]) -> Reader:
    """A reader of one word of a closed list; an enum gives its member."""
    members = {str(member): member for member in valid}

    def read(raw: object) -> str:
        if not isinstance(raw, str) or raw not in members:
            close = get_close_matches(raw, list(members), n=1) if isinstance(raw, str) else []
            meant = f" Did you mean {close[0]!r}?" if close else ""
            raise wrong(f"{_shown(raw)} is not one of the choices; valid: {one_of(members)}.{meant}")
        return members[raw]

    return read


def _shown(raw: object) -> str:
    text = repr(raw)
    return text if len(text) <= 60 else f"{text[:57]}…"
