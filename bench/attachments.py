"""A report with three attachments of five megabytes, taken in and sealed; against the same bytes sealed and written."""

import argparse
import logging
import os
import time
from base64 import b64encode
from pathlib import Path
from statistics import median
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection

from dueregard.authority.identity.models import Membership
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.files.operations.receiving import Received, Receiving
from dueregard.work.casework.operations.attaching import Handed, attach_to_record

from .house import make_house
from .pages import report
from .table import heading, row

_FILES = 3
_CHUNK = 64 * 1024


def main() -> None:
    """Each way as often, in turns."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--bytes", type=int, default=5_000_000, help="how large each file is")
    parser.add_argument("--asked", type=int, default=10, help="how often each is done")
    options, _ = parser.parse_known_args()
    logging.disable()
    provider = make_house()
    files = [b64encode(os.urandom(options.bytes * 3 // 4)) for _ in range(_FILES)]
    heading(f"A report with {_FILES} attachments of {options.bytes:,} bytes, {connection.vendor}")
    plain, ours = [], []
    with enter(provider):
        lead = Membership.objects.get(account__username="dsl").person_id
        for _ in range(options.asked):
            began = time.perf_counter()
            seal_and_write(files)
            plain.append(1_000 * (time.perf_counter() - began))
            began = time.perf_counter()
            attach(report(), lead, files)
            ours.append(1_000 * (time.perf_counter() - began))
    row("sealed and written", plain, "ms")
    row("reported, with attachments", ours, "ms", ratio=median(ours) / median(plain))


def seal_and_write(files: list[bytes]) -> None:
    """A fresh key for each, and the disk waited for."""
    for data in files:
        path = Path(settings.DATA, f"plain-{uuid4().hex}")
        with path.open("wb") as out:
            out.write(AESGCM(AESGCM.generate_key(256)).encrypt(os.urandom(12), data, None))
            out.flush()
            os.fsync(out.fileno())
        path.unlink()


def attach(concern: UUID, lead: UUID, files: list[bytes]) -> None:
    """As the page does it, in pieces as they come; what is cleaned, the worker cleans afterwards."""
    for number, data in enumerate(files):
        handed = Handed(_received(data, f"{number}.txt"), "As it was.", uuid4())
        attach_to_record(concern_id=concern, handed=handed, actor=Actor.person(lead), now=utc_now())


def _received(data: bytes, name: str) -> Received:
    receiving = Receiving(announced=len(data))
    for at in range(0, len(data), _CHUNK):
        receiving.write(data[at : at + _CHUNK])
    return receiving.finish(name)
