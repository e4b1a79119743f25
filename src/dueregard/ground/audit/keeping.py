"""Keeping the register: whatever the audit record has and the register lacks is written into it, never the other way.

The transaction ends first and the file follows. A machine that dies between the two has lost nothing: the next turn,
start or hour writes what is missing. So the record is the outbox, and this is who empties it.
"""

import fcntl
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings

from ..crypto.master import former_master_key, master_key
from ..crypto.operations import register_seed
from ..kernel import scope
from ..kernel.refusals import Refusal
from .models import Entry, Head
from .register import Line, Place, Places, Register, RegisterFault, public_half, read, write
from .vocabulary import VERBS, Stream

NAME = "register.jsonl"
_LOCK = ".register.lock"
log = logging.getLogger("dueregard.register")


def keep_register(*, now: datetime) -> int:
    """Write into the register what the provider in scope has and it lacks; returns how many lines that was.

    Raises `RegisterFault` when the register that is there is not as it was written, `OSError` when it cannot be
    written: then the one that is there stays as it is.
    """
    with _alone() as folder:
        standing = standing_register()
        fresh, places = _since(standing.places)
        kept = standing.with_more(fresh, places, now)
        _replace(folder / NAME, write(kept, register_seed(master_key())))
    return len(kept.lines) - len(standing.lines)


def keep_register_if_possible(*, now: datetime) -> None:
    """As `keep_register`, after a turn that cannot be undone any more: what goes wrong is put right within the hour."""
    try:
        keep_register(now=now)
    except (OSError, Refusal) as trouble:
        # No message: it could hold a path, and the log is read by people who need not know where things lie.
        log.error("the register could not be written (%s): it is tried again", type(trouble).__name__)


def install_register(source: Path) -> None:
    """Go on with this register on another machine; one that is there already stays."""
    with _alone() as folder:
        if not (folder / NAME).exists():
            _replace(folder / NAME, source.read_bytes())


def put_register_aside(*, now: datetime) -> Path | None:
    """Move the register away under another name, where there is one: it is signed with a key that was lost, and a new
    one is written from the audit record. Whoever finds the key can restore with it. Returns where it is."""
    with _alone() as folder:
        if not (folder / NAME).exists():
            return None
        kept = folder / f"register-before-{now:%Y%m%d-%H%M%S}.jsonl"
        os.replace(folder / NAME, kept)
    return kept


def standing_register() -> Register:
    """The register of this installation, empty when there is none yet; raises `RegisterFault` when it is not whole."""
    try:
        data = (Path(settings.REGISTER) / NAME).read_bytes()
    except FileNotFoundError:
        return Register()
    public = public_half(register_seed(master_key()))
    try:
        if former := former_master_key():
            return _of_former(data, register_seed(former), public)
        return read(data, public)
    except RegisterFault as fault:
        raise RegisterFault(
            f"{fault.sentence} Move {NAME} out of its folder and keep it: a new one is written from the audit record "
            "by the next start."
        ) from None


def _of_former(data: bytes, former: bytes, public: str) -> Register:
    """The register while the master key is being changed: what was signed with the former is handed over."""
    try:
        return read(data, public)
    except RegisterFault:
        return read(data, public_half(former)).handed_over(former, public)


def lacks_lines(standing: Register) -> bool:
    """Whether the provider in scope has what must outlast a restore and this register does not."""
    return bool(_since(standing.places)[0])


def _since(places: Places) -> tuple[list[Line], dict[tuple[str, str], Place]]:
    """The lasting entries of the provider in scope after these places, and the places where its chains end now.

    A place that is not in the chain any more is of before a restore: then all of the chain is read.
    """
    provider = scope.provider_id()
    lasting = [name for name, verb in VERBS.items() if verb.lasting]
    lines: list[Line] = []
    ends: dict[tuple[str, str], Place] = {}
    # The ends first: what is written meanwhile comes after them, and is read the next time.
    for head in Head.objects.order_by("stream"):
        chain = (str(provider), str(head.stream))
        seq, hash_ = places.get(chain, (0, ""))
        entries = Entry.objects.filter(stream=head.stream)
        if not entries.filter(seq=seq, hash=hash_).exists():
            seq = 0
        ends[chain] = (head.seq, head.hash)
        found = entries.filter(seq__gt=seq, seq__lte=head.seq, verb__in=lasting).order_by("seq")
        lines += [_line(entry) for entry in found]
    return sorted(lines, key=lambda line: line.at), ends


def _line(entry: Entry) -> Line:
    return Line(
        entry.provider_id,
        str(Stream(entry.stream)),
        entry.seq,
        entry.hash,
        entry.verb,
        entry.subject_id,
        entry.at,
        entry.effective,
        json.loads(entry.detail),
        json.loads(entry.commitments),
    )


@contextmanager
def _alone() -> Iterator[Path]:
    """The register's folder, for one process at a time."""
    folder = Path(settings.REGISTER)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder
    finally:
        os.close(handle)


def _replace(path: Path, data: bytes) -> None:
    """Write a file that is there whole or as it was before, also when the power fails."""
    partial = path.with_name(f"{path.name}.part")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
