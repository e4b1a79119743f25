"""The restore drill: a backup is put into an empty database, looked through to the last word, and thrown away again.

The machine that makes backups cannot open them: it knows a recipient and no identity. So when a drill is due, the
night's backup gets a second recipient that is made for it and forgotten when it is over. What that cannot prove, that
somebody still has the identity, is proved when whoever keeps it runs the drill by hand.
"""

import hashlib
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.management import call_command

from ..audit.keeping import NAME
from ..audit.queries import verify
from ..audit.words import verify_words
from ..crypto.master import NoMasterKey, master_key
from ..crypto.operations import certificate_seed
from ..kernel import scope
from ..kernel.refusals import Refusal
from . import operations, record_keys, snapshots
from .aside import NoRoomAside, empty_database
from .certificates import Certificate, OpenedWith, Proof, newest_first, write
from .files import open_into, unpack, work_folder
from .sealing import Secret
from .vocabulary import NotWhole

FILE = "drills.jsonl"
EVERY = timedelta(days=30)


def drill_is_due(*, now: datetime) -> bool:
    """Whether the next backup is to be tried: none was in the last month, or the last time it failed. Never without a
    master key: nothing could be signed, and backups are made all the same."""
    try:
        master_key()
    except NoMasterKey:
        return False
    last = last_drill()
    return last is None or bool(last.fault) or now - last.at >= EVERY


def last_drill(opened_with: OpenedWith | None = None) -> Certificate | None:
    """The last certificate; with `opened_with`, the last of a drill opened so that went well."""
    for found in _kept():
        if opened_with is None or (found.opened_with is opened_with and not found.fault):
            return found
    return None


def drill(
    file: Path, secret: Secret, *, opened_with: OpenedWith, keys: Path | None, now: datetime
) -> Certificate:
    """Try a backup and its record keys, and keep the certificate, also of one that failed.

    Raises `NoMasterKey` when there is none: then nothing could be signed, nor any word opened.
    """
    seed = certificate_seed(master_key())
    proved: list[Proof] = []
    fault = ""
    try:
        for proof in _try(file, secret, keys):
            proved.append(proof)
    except NoRoomAside:
        pass  # not a fault of the backup: the certificate says what was not proved
    except Refusal as refusal:
        fault = refusal.sentence
    except Exception as trouble:  # noqa: BLE001  # whatever it was, somebody must know that it could not be restored
        fault = f"It could not be tried to the end: {type(trouble).__name__}."
    if opened_with is OpenedWith.OWN and Proof.WHOLE in proved:
        proved.append(Proof.OWN)
    made = Certificate(now, file.name, _sha256(file), opened_with, tuple(proved), fault)
    _keep(write(made, seed))
    return made


def _try(file: Path, secret: Secret, keys: Path | None) -> Iterator[Proof]:
    """Each thing as it is proved; raises a `Refusal` that names the first that is not so."""
    with work_folder() as folder:
        open_into(folder / "plain", file, secret)
        manifest = unpack(folder / "plain", folder)
        (folder / "plain").unlink()
        operations.refuse_unsuitable(manifest)
        lines = operations.open_keys(keys, secret, folder, manifest.providers) if keys else None
        yield Proof.WHOLE
        with empty_database(folder):
            snapshots.put_back(folder)
            operations.refuse_other_contents(manifest)
            record_keys.put_back(lines)
            yield Proof.PLACED
            if set(manifest.contents.migrations) != operations.known_migrations():
                call_command("migrate", verbosity=0)
            for proof, look in _LOOKS.items():
                for provider in sorted(manifest.providers):
                    with scope.set_provider(UUID(provider)):
                        look()
                yield proof
    operations.register_of(manifest, Path(settings.REGISTER) / NAME)
    yield Proof.REGISTER


def _look_at_chains() -> None:
    if verify().fault:
        raise NotWhole(f"The audit record that was restored does not hold. {_SAYS_WHERE}")


def _look_at_words() -> None:
    if not _opens():
        raise NotWhole(
            f"Words that were restored do not open with the master key in place, or are not as written. {_SAYS_WHERE}"
        )


_SAYS_WHERE = "Restore it into an empty folder by hand: `dueregard audit verify` there says where."
"""Not here: a certificate is shown to people who may know of no restricted matter."""
_LOOKS = {Proof.CHAINS: _look_at_chains, Proof.WORDS: _look_at_words}


def _kept() -> Iterator[Certificate]:
    try:
        data = (Path(settings.REGISTER) / FILE).read_bytes()
    except FileNotFoundError:
        return iter(())
    return newest_first(data, certificate_seed(master_key()))


def _keep(line: bytes) -> None:
    folder = Path(settings.REGISTER)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def _sha256(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def _opens() -> bool:
    """Whether every word opens, and is as written. No advice to put another master key in place: this one is right."""
    try:
        return not verify_words()
    except NoMasterKey:
        return False
