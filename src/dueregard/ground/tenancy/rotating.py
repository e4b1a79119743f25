"""Changing the master key while people work. Each step may be cut off anywhere, and is taken up where it stopped.

First every provider gets a new key under the next master key. Then that takes its place, in one step. Then what lies
under the former is wrapped anew, in batches, until nothing does. Meanwhile whichever key opens something is good.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from uuid import UUID

from django.conf import settings
from django.db import transaction

from ..audit.keeping import keep_register
from ..audit.operations import Subject, turn
from ..audit.vocabulary import MasterKeyChanged
from ..crypto.master import (
    former_master_key,
    next_master_key,
    retire_former_master_key,
    take_next_master_key,
)
from ..crypto.models import ProviderKey
from ..crypto.operations import wrap_record_keys_anew
from ..crypto.sheets import fingerprint
from ..crypto.wrapping import lies_under, make_provider_key, wrap_anew, wrap_house_key_anew
from ..kernel.actors import Actor
from ..kernel.refusals import OutOfTurn
from .models import Provider
from .operations import enter

_BATCH = 200
_REST = 0.02
"""Seconds, at least, between two batches, for whoever writes a report: SQLite lets nobody queue."""
_LOCK = ".rotation.lock"


@dataclass(frozen=True, slots=True)
class Rotated:
    """What came of it."""

    record_keys: int
    """How many were wrapped anew, this time."""
    former: Path | None
    """Where the former master key is kept, for backups of before."""


def rotate(*, actor: Actor, now: datetime) -> Rotated:
    """Change the master key, or go on where that was cut off. The next one is there: `next_master_key`."""
    with alone_with_keys():
        if (coming := next_master_key(make=False)) is not None:
            for provider in Provider.objects.order_by("slug"):
                _give_new_key(provider, coming, actor, now)
            take_next_master_key()
        wrapped = 0
        for provider in Provider.objects.order_by("slug"):
            with enter(provider):
                with transaction.atomic():
                    wrap_anew(now=now)
                # Again until none is found: somebody may have made one under the earlier key just then.
                while count := _wrap_all_anew():
                    wrapped += count
                keep_register(now=now)
        with transaction.atomic():
            wrap_house_key_anew(now=now)
        former = former_master_key()
        kept = retire_former_master_key(f"master.{fingerprint(former)}.old") if former else None
        return Rotated(wrapped, kept)


def _give_new_key(provider: Provider, coming: bytes, actor: Actor, now: datetime) -> None:
    with enter(provider), turn(actor=actor, now=now, always=True) as taken:
        newest = ProviderKey.objects.order_by("-version").first()
        if newest is None or not lies_under(newest, coming):
            make_provider_key(now=taken.now, master=coming)
            taken.record(MasterKeyChanged(), Subject("provider", provider.id))


def _wrap_all_anew() -> int:
    wrapped, last = 0, UUID(int=0)
    while True:
        begun = monotonic()
        looked, count = wrap_record_keys_anew(last, most=_BATCH)
        wrapped += count
        if looked is None:
            return wrapped
        last = looked
        if count:
            sleep(max(monotonic() - begun, _REST))


@contextmanager
def alone_with_keys() -> Iterator[None]:
    """Let nobody else change the master key meanwhile; raises `OutOfTurn` when somebody does."""
    handle = os.open(Path(settings.KEYS) / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise OutOfTurn("The master key is being changed already, by another process.") from None
    finally:
        os.close(handle)
