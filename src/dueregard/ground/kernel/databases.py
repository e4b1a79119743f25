"""Where a database lies, as Django's settings for it. Read before Django is set up, so nothing of Django is here."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_FILE = "dueregard.sqlite3"
OURS = "dueregard"
"""How our connections are called in PostgreSQL's own list of them."""


def sqlite(data: Path) -> dict[str, Any]:
    """The SQLite database of a data folder."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": data / SQLITE_FILE,
        "CONN_MAX_AGE": None,  # opening the file anew for each page takes longer than most pages
        # IMMEDIATE: a transaction that will write takes the write lock first, so that none fails half way; hence never
        # ATOMIC_REQUESTS, which would make every page a writer. FULL: the audit record survives a power cut.
        # secure_delete: what a page no longer holds is written over, not left to lie in its gaps.
        # recursive_triggers: without it INSERT OR REPLACE slips past the append-only triggers.
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON;"
            ),
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """The PostgreSQL database at an address; raises `ValueError` for an address of anything else."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError
    # jit: a statement that stands for a hundred questions takes PostgreSQL longer to compile than to answer.
    options = {"application_name": OURS, "options": "-c jit=off"} | dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,  # a server that was replaced is noticed before it is asked
    }
