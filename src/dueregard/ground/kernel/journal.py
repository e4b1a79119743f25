"""Letting go of old pages on disk: SQLite's journal holds what a page said before, also of what was disposed of."""

from django.db import connection

_WAITS_MS, _AS_ALWAYS_MS = 500, 20_000
"""For a reader, who keeps the journal from being cut short; then the next time does it."""


def cut_short() -> bool:
    """Bring the journal into the database file and cut it to nothing; False when somebody was reading just then.

    After a transaction, never within one. On PostgreSQL there is nothing of this kind that an application can do: its
    journal is overwritten as it turns over, and what may outlive that is the matter of whoever keeps archives of it.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {_WAITS_MS}")
        try:
            busy, _pages, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {_AS_ALWAYS_MS}")
    return not busy
