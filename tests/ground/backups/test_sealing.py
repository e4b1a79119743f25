"""A sealed backup opens with its own secret, whole, or not at all; and which of these it was is said."""

import io
import json
import tarfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from pyrage.x25519 import Identity

from dueregard.ground.backups import snapshots
from dueregard.ground.backups.files import pack, unpack
from dueregard.ground.backups.rules import Contents, Manifest, read_manifest, unsuitable
from dueregard.ground.backups.sealing import Secret, seal, unseal
from dueregard.ground.backups.vocabulary import NotABackup, NotWhole, Unsuitable, WrongSecret

OWN = Identity.generate()
FOR_OWN = Secret(recipient=OWN.to_public())
WORDS = b"what people told us " * 20_000
PASSPHRASE = Secret(passphrase="correct horse battery staple")


def words(stream: BinaryIO) -> None:
    stream.write(WORDS)


@cache
def sealed(secret: Secret) -> bytes:
    """What is sealed once and opened many times: a passphrase takes a second, so that guessing takes for ever."""
    target = io.BytesIO()
    seal(words, target, secret)
    return target.getvalue()


def opened(data: bytes, secret: Secret) -> bytes:
    target = io.BytesIO()
    unseal(io.BytesIO(data), target, secret)
    return target.getvalue()


def test_it_opens_with_its_own_secret_and_shows_nothing_before() -> None:
    own, typed = sealed(FOR_OWN), sealed(PASSPHRASE)
    assert opened(own, Secret(identity=OWN)) == opened(typed, PASSPHRASE) == WORDS
    assert b"people told" not in own + typed


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (lambda data: data[:-1], NotWhole),
        (lambda data: data[: len(data) // 2], NotWhole),
        (lambda data: data[:-70_000] + b"\0" + data[-69_999:], NotWhole),
        (lambda data: data[:60], NotWhole),
        (lambda data: b"", NotABackup),
        (lambda data: b"PK\x03\x04 somebody's photographs", NotABackup),
        (lambda data: b"SQLite format 3\0" + bytes(5_000), NotABackup),
    ],
    ids=["a byte short", "half", "changed", "hardly begun", "empty", "foreign", "a bare database"],
)
@pytest.mark.parametrize("closed", [FOR_OWN, PASSPHRASE], ids=["identity", "passphrase"])
def test_what_is_not_whole_is_refused(
    closed: Secret, spoil: Callable[[bytes], bytes], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        opened(spoil(sealed(closed)), Secret(passphrase=PASSPHRASE.passphrase, identity=OWN))


@pytest.mark.parametrize(
    ("closed", "secret", "said"),
    [
        (FOR_OWN, Secret(identity=Identity.generate()), "does not open this backup"),
        (FOR_OWN, PASSPHRASE, "say --identity"),
        (PASSPHRASE, Secret(passphrase="another horse entirely"), "The passphrase does not open"),
        (PASSPHRASE, Secret(identity=OWN), "say --passphrase-file"),
    ],
)
def test_a_wrong_secret_is_told_from_a_broken_file(closed: Secret, secret: Secret, said: str) -> None:
    with pytest.raises(WrongSecret, match=said):
        opened(sealed(closed), secret)


def test_trouble_while_writing_is_not_swallowed() -> None:
    def fail(stream: object) -> None:
        raise RuntimeError("the disk went away")

    with pytest.raises(RuntimeError, match="the disk went away"):
        seal(fail, io.BytesIO(), FOR_OWN)


MANIFEST = Manifest(
    "0.1.0",
    datetime(2026, 11, 21, tzinfo=UTC),
    "sqlite",
    {"DUEREGARD_ADDRESS": "https://example.org"},
    Contents(("audit.0001_initial",), (("p", "open", 3, "ab"),), {"audit_entry": 3}),
)


def test_a_manifest_comes_back_as_it_was() -> None:
    assert read_manifest(MANIFEST.document()) == MANIFEST
    earlier = read_manifest(MANIFEST.document() | {"format": 1})
    assert earlier == replace(MANIFEST, keys_apart=False)


@pytest.mark.parametrize(
    "document", [None, [], "x", {}, {"product": "dueregard"}, MANIFEST.document() | {"format": 3}]
)
def test_anything_else_is_no_manifest(document: Any) -> None:
    assert read_manifest(document) is None


@pytest.mark.parametrize(
    ("manifest", "why"),
    [
        (MANIFEST, None),
        (replace(MANIFEST, database="postgresql"), "is of a PostgreSQL database"),
        (
            replace(
                MANIFEST, version="9.0", contents=replace(MANIFEST.contents, migrations=("audit.9000_x",))
            ),
            "another version of Due Regard, 9.0",
        ),
    ],
)
def test_a_backup_of_a_newer_version_or_another_database_is_refused(
    manifest: Manifest, why: str | None
) -> None:
    said = unsuitable(manifest, known={"audit.0001_initial", "audit.0002_more"}, database="sqlite")
    assert why in said if why and said else said is why


def packed(folder: Path, **changes: Any) -> Path:
    """A backup before it is sealed, its manifest changed so."""
    (folder / snapshots.DATABASE).write_bytes(b"a database")
    with (folder / "plain").open("wb") as stream:
        pack(stream, MANIFEST, folder)
    if changes:
        document = json.dumps(MANIFEST.document() | changes).encode()
        with tarfile.open(folder / "plain", "w") as archive:
            for name, data in (("manifest.json", document), (snapshots.DATABASE, b"a database")):
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                archive.addfile(entry, io.BytesIO(data))
    return folder / "plain"


def test_what_is_unpacked_is_what_was_packed(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    assert unpack(packed(tmp_path), tmp_path / "new") == MANIFEST
    assert (tmp_path / "new" / snapshots.DATABASE).read_bytes() == b"a database"
    assert (tmp_path / "new" / snapshots.DATABASE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("changes", "refusal", "said"),
    [
        ({"format": 3}, Unsuitable, "a newer version of Due Regard. Install that version first"),
        ({"product": "somebody else's"}, NotABackup, "not a backup"),
        ({"contents": None}, Unsuitable, "a newer version"),
    ],
)
def test_a_backup_of_a_newer_version_or_of_somebody_else_is_named(
    tmp_path: Path, changes: dict[str, Any], refusal: type[Exception], said: str
) -> None:
    (tmp_path / "new").mkdir()
    with pytest.raises(refusal, match=said):
        unpack(packed(tmp_path, **changes), tmp_path / "new")


def test_an_archive_of_something_else_is_no_backup(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "plain", "w") as archive:
        archive.addfile(tarfile.TarInfo("holiday.jpg"))
    with pytest.raises(NotABackup):
        unpack(tmp_path / "plain", tmp_path)
