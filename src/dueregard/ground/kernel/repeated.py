"""Days and times come from the database as text, and most of them again and again: each text is read once.

Of what a hundred thousand people did there are a few thousand days.
"""

import sqlite3
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.db.backends.signals import connection_created
from django.dispatch import receiver

MOST = 4096
"""Texts kept at a time, of days and of times each; half a megabyte."""


@receiver(connection_created, dispatch_uid="read each text once")
def _read_each_once(connection: Any, **_: Any) -> None:
    """In place of what Django put there to read each text anew; days are read by the driver itself on PostgreSQL."""
    if connection.vendor == "sqlite":
        sqlite3.register_converter("date", _day)
        sqlite3.register_converter("datetime", _time)
    elif connection.timezone is UTC:
        from psycopg.adapt import Loader  # noqa: PLC0415  # only where PostgreSQL is used

        class Times(Loader):
            timezone = UTC  # Django looks whether it is still the right one

            def load(self, stored: Any) -> datetime:
                return _time(bytes(stored))

        connection.connection.adapters.register_loader("timestamptz", Times)


@lru_cache(maxsize=MOST)
def _day(stored: bytes) -> date:
    return date.fromisoformat(stored.decode())


@lru_cache(maxsize=MOST)
def _time(stored: bytes) -> datetime:
    return datetime.fromisoformat(stored.decode())
