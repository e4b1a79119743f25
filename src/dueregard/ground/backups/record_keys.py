"""The record keys, apart: taken out of a snapshot into a file of their own, and put back into a database from one.

Keys never change, so the newest file fits every older backup, and has no key to what was disposed of before it was
made. It is text: a head, then a line for each key. A new layout gets a new format number.
"""

import base64
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from .vocabulary import NotWhole, Unsuitable

SUFFIX = ".keys"
"""What the file of a backup's record keys has behind the name of the backup."""
TABLE, COLUMN = "crypto_datakey", "wrapped"
_PRODUCT, _FORMAT = "dueregard record keys", 1
_BATCH = 10_000
Line = list[Any]
"""A table's short name and values of a row of it: the wrapped key in base64, the rest as text."""
_UPPER = {
    "provider": ("crypto_providerkey", ("id", "wrapped", "wrapped_at", "provider_id", "version", "made_at")),
    "house": ("crypto_housekey", ("id", "wrapped", "wrapped_at")),
}
"""The keys above record keys go along: after the master key was changed, record keys lie under newer ones, and what was
in an older backup lies under the former master key."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What came of putting record keys back."""

    keys: int
    missing: int
    """Keys of words that were not disposed of, and that nobody can read now."""


def taken(cursor: Any) -> Iterator[Line]:
    """Every record key that lies in a database, and the keys above them, through a cursor of it."""
    for kind, (table, columns) in _UPPER.items():
        cursor.execute(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608  # names of our own
        for id_, wrapped, *rest in cursor.fetchall():
            yield [kind, str(id_), _text(wrapped), *map(str, rest)]
    cursor.execute(f"SELECT id, {COLUMN} FROM {TABLE} WHERE length({COLUMN}) > 0")  # noqa: S608  # names of our own
    while rows := cursor.fetchmany(_BATCH):
        for id_, wrapped in rows:
            yield ["record", str(id_).replace("-", ""), _text(wrapped)]


def _text(wrapped: Any) -> str:
    return base64.b64encode(bytes(wrapped)).decode()


def write(target: Path, lines: Iterable[Line]) -> int:
    """Write the lines into a new file; how many there are."""
    count = 0
    target.touch(mode=0o600, exist_ok=False)
    with target.open("w") as file:
        for line in lines:
            file.write(json.dumps(line) + "\n")
            count += 1
    return count


def head(*, made_at: datetime, providers: Iterable[str], keys: int) -> bytes:
    """The first line of the file: whose keys these are, and how many."""
    document = {
        "product": _PRODUCT,
        "format": _FORMAT,
        "made_at": made_at.isoformat(),
        "providers": sorted(providers),
        "keys": keys,
    }
    return json.dumps(document).encode() + b"\n"


def judge(plain: Path, *, providers: Collection[str]) -> None:
    """Refuse an opened file that holds no record keys of these providers, or not all it says."""
    with plain.open("rb") as file:
        said = _read_head(file.readline())
        if providers and not set(said["providers"]) & set(providers):
            raise Unsuitable("These record keys are not those of this backup: they are of other providers.")
        if sum(1 for _ in file) != said["keys"]:
            raise NotWhole("The file of record keys is not whole. Fetch it again, or take another one.")


def _read_head(line: bytes) -> dict[str, Any]:
    try:
        said: dict[str, Any] = json.loads(line)
        if said["product"] != _PRODUCT:
            raise ValueError
        if said["format"] != _FORMAT:
            raise Unsuitable(
                "These record keys were written by a newer version of Due Regard. Install that version first."
            )
    except (KeyError, TypeError, ValueError):
        raise Unsuitable("This file holds no record keys of Due Regard.") from None
    return said


def put_back(plain: Path | None) -> Placed:
    """Give the rows of the database in place their keys again, in one transaction; None: there are none to be had.

    What was disposed of stays so, and a key that is there is left alone.
    """
    update = f"UPDATE {TABLE} SET {COLUMN} = %s WHERE id = %s AND length({COLUMN}) = 0"  # noqa: S608  # our own names
    with transaction.atomic(), connection.cursor() as cursor:
        before = _missing(cursor)
        lines = _lines(plain) if plain else iter(())
        while some := list(islice(lines, _BATCH)):
            for kind, *row in some:
                if kind in _UPPER:
                    _put_back_upper(cursor, kind, row)
            found = [(base64.b64decode(wrapped), id_) for kind, id_, wrapped, *_ in some if kind == "record"]
            cursor.executemany(update, found)
        left = _missing(cursor)
    return Placed(before - left, left)


def _put_back_upper(cursor: Any, kind: str, row: list[str]) -> None:
    """A key above record keys: as it was wrapped last; and one that was made since, if its provider is here."""
    table, columns = _UPPER[kind]
    id_, wrapped, wrapped_at, *rest = row
    envelope = base64.b64decode(wrapped)
    cursor.execute(
        f"UPDATE {table} SET wrapped = %s, wrapped_at = %s WHERE id = %s AND wrapped_at < %s",  # noqa: S608  # our own
        [envelope, wrapped_at, id_, wrapped_at],
    )
    if kind == "provider":
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT %s, %s, %s, %s, %s, %s "  # noqa: S608  # our own
            f"WHERE EXISTS (SELECT 1 FROM {table} WHERE provider_id = %s) "
            f"AND NOT EXISTS (SELECT 1 FROM {table} WHERE provider_id = %s AND version = %s)",
            [id_, envelope, wrapped_at, *rest, rest[0], rest[0], int(rest[1])],
        )


def _lines(plain: Path) -> Iterator[Line]:
    with plain.open() as file:
        file.readline()
        yield from map(json.loads, file)


def _missing(cursor: Any) -> int:
    cursor.execute(f"SELECT count(*) FROM {TABLE} WHERE length({COLUMN}) = 0")  # noqa: S608  # names of our own
    (count,) = cursor.fetchone()
    return int(count)
