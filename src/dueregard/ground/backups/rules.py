"""What a backup says of itself, and whether it may be restored here. Pure."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

FORMAT = 2
_KEYS_WITHIN = 1
"""The format of backups that held the record keys themselves."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What lies in a database, in figures that are the same on whatever machine they are taken."""

    migrations: tuple[str, ...]
    heads: tuple[tuple[str, str, int, str], ...]
    """Provider, stream, number and hash of the last entry of each chain of the audit record."""
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The first thing in a backup."""

    version: str
    made_at: datetime
    database: str
    """`sqlite` or `postgresql`."""
    settings: dict[str, str]
    contents: Contents
    register: str = ""
    """What proves the register that belongs to it, in hexadecimal; empty when there was no key to sign with."""
    keys_apart: bool = True
    """Whether the record keys lie in a file of their own."""

    @property
    def providers(self) -> frozenset[str]:
        """The ids of the providers whose records are in it."""
        return frozenset(provider for provider, *_ in self.contents.heads)

    def document(self) -> dict[str, Any]:
        """As it is written into the backup."""
        return {"product": "dueregard", "format": FORMAT, **asdict(self), "made_at": self.made_at.isoformat()}


def read_manifest(document: Any) -> Manifest | None:
    """A manifest as it was written; None when this is none, or of a format that is not known yet."""
    try:
        if document["product"] != "dueregard" or document["format"] not in (_KEYS_WITHIN, FORMAT):
            return None
        contents = document["contents"]
        return Manifest(
            str(document["version"]),
            datetime.fromisoformat(document["made_at"]),
            str(document["database"]),
            dict(document["settings"]),
            Contents(
                tuple(contents["migrations"]),
                tuple((str(p), str(s), int(n), str(h)) for p, s, n, h in contents["heads"]),
                dict(contents["rows"]),
            ),
            str(document.get("register", "")),
            document["format"] != _KEYS_WITHIN,
        )
    except (KeyError, TypeError, ValueError):
        return None


def unsuitable(manifest: Manifest, *, known: Collection[str], database: str) -> str | None:
    """Why a backup cannot be restored by a program that knows these migrations, onto this kind of database."""
    if not set(known).issuperset(manifest.contents.migrations):
        return (
            f"This backup was made by another version of Due Regard, {manifest.version}, which knows more than this "
            "one. Install that version or a later one, then restore."
        )
    if manifest.database != database:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        return (
            f"This backup is of a {names.get(manifest.database, manifest.database)} database, and this installation "
            f"is set to {names.get(database, database)}. Set DUEREGARD_DATABASE_URL for the other one first."
        )
    return None
