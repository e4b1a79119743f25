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
Row = tuple[str, bytes]
"""Id of a record key in hexadecimal, and the wrapped key."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What came of putting record keys back."""

    keys: int
    missing: int
    """Keys of words that were not disposed of, and that nobody can read now."""


def taken(cursor: Any) -> Iterator[Row]:
    """Every record key that lies in a database, through a cursor of it."""
    cursor.execute(f"SELECT id, {COLUMN} FROM {TABLE} WHERE length({COLUMN}) > 0")  # noqa: S608  # names of our own
    while rows := cursor.fetchmany(_BATCH):
        for id_, wrapped in rows:
            yield str(id_).replace("-", ""), bytes(wrapped)


def write(target: Path, rows: Iterable[Row]) -> int:
    """Write the lines of record keys into a new file; how many there are."""
    count = 0
    target.touch(mode=0o600, exist_ok=False)
    with target.open("w") as file:
        for id_, wrapped in rows:
            file.write(f"{id_} {base64.b64encode(wrapped).decode()}\n")
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
        rows = _rows(plain) if plain else iter(())
        while some := list(islice(rows, _BATCH)):
            cursor.executemany(update, [(wrapped, id_) for id_, wrapped in some])
        left = _missing(cursor)
    return Placed(before - left, left)


def _rows(plain: Path) -> Iterator[Row]:
    with plain.open() as file:
        file.readline()
        for line in file:
            id_, _, wrapped = line.partition(" ")
            yield id_, base64.b64decode(wrapped)


def _missing(cursor: Any) -> int:
    cursor.execute(f"SELECT count(*) FROM {TABLE} WHERE length({COLUMN}) = 0")  # noqa: S608  # names of our own
    (count,) = cursor.fetchone()
    return int(count)
