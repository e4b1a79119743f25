"""Another machine for tests of restores: no folders, an empty database of the same kind."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest
from django.db import connection
from pyrage.x25519 import Identity

import forked
from dueregard.ground.backups.sealing import Secret

OWN = Identity.generate()
SECRET = Secret(recipient=OWN.to_public())
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def elsewhere(tmp_path: Path, transactional_db: None) -> Iterator[Run]:
    """Runs a command there; with `script`, some Python instead of the console's own entrance."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DUEREGARD_", "DJANGO_"))}
    own = {"DUEREGARD_DATA": str(tmp_path / "new" / "data"), "DUEREGARD_KEYS": str(tmp_path / "new" / "keys")}
    name = f"restored_{uuid4().hex}"
    if connection.vendor == "postgresql":
        address = urlsplit(os.environ["DUEREGARD_DATABASE_URL"])
        own["DUEREGARD_DATABASE_URL"] = urlunsplit(address._replace(path=f"/{name}"))
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
    (tmp_path / "identity").write_text(f"# kept by the director\n{OWN}\n")

    def run(*words: str, script: str = "") -> "subprocess.CompletedProcess[str]":
        return forked.run(*words, environment=environment | own, script=script)

    run.address = own.get("DUEREGARD_DATABASE_URL", "")  # type: ignore[attr-defined]
    yield run
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
