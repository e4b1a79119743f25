"""Backup, restore drill and restore of a large data folder while people report, and how long the worst one waits."""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import connection
from pyrage.x25519 import Identity

from dueregard.ground.audit.keeping import keep_register
from dueregard.ground.backups.certificates import OpenedWith
from dueregard.ground.backups.drilling import drill
from dueregard.ground.backups.operations import back_up, keys_of
from dueregard.ground.backups.sealing import Secret
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import by_slug, enter
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind

from .house import make_house
from .places import new_database
from .submit import WORDS, stored_bytes
from .table import Target, heading, row

_LARGE = 900_000
"""Bytes of an account: nearly the longest that is taken, so that a gigabyte is soon there."""
_ALONE = 5
"""Seconds for which reports are timed with nothing beside them."""


def main() -> None:
    """Fill, then time each, with somebody reporting all the while."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=int, default=1000, help="how large the data folder is to be")
    parser.add_argument(
        "--writer", action="store_true", help="report until told to stop; for the part itself"
    )
    options, _ = parser.parse_known_args()
    if options.writer:
        _write_until_told()
        return
    provider = make_house()
    with enter(provider):
        while stored_bytes() < options.megabytes * 1_000_000:
            for _ in range(20):
                _report("He said more. " * (_LARGE // 14))
        keep_register(now=utc_now())
    heading(f"A database of {stored_bytes() / 1e6:,.0f} MB, {connection.vendor}")
    own = Identity.generate()
    file = Path(settings.DATA).with_name("one.backup")
    alone = _beside(lambda: time.sleep(_ALONE))
    row("a report, nothing beside it", alone[1], "ms")
    seconds, waited = _beside(lambda: back_up(file, Secret(recipient=own.to_public()), now=utc_now()))
    row("backup", [seconds], "s")
    row("a report meanwhile", waited, "ms", judged=max(waited), must=Target(1000))
    row("the longest", [max(waited)], "ms")
    secret = Secret(identity=own)
    seconds, waited = _beside(
        lambda: _proved(drill(file, secret, opened_with=OpenedWith.OWN, keys=keys_of(file), now=utc_now()))
    )
    row("restore drill", [seconds], "s", must=Target(60))
    row("a report meanwhile", waited, "ms", judged=max(waited), must=Target(1000))
    row("memory of both, at most", [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024], "MiB")
    row("restore, as the command", [_restore(file, own)], "s")


def _proved(made: object) -> None:
    if fault := getattr(made, "fault", ""):
        raise SystemExit(f"the drill failed: {fault}")


def _report(words: str) -> None:
    report = Report(reporter=ReporterKind.ANONYMOUS, about=AboutKind.LEARNER, account={"seen": words})
    report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=utc_now())


def _beside(work: Callable[[], object]) -> tuple[float, list[float]]:
    """How long some work takes, and how many milliseconds each report that somebody sent meanwhile."""
    command = [sys.executable, "-m", "bench.part", "keep", "--writer"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdin
        assert writer.stdout
        writer.stdout.readline()  # it has begun
        began = time.perf_counter()
        work()
        took = time.perf_counter() - began
        writer.stdin.close()
        return took, json.loads(writer.stdout.readline())


def _write_until_told() -> None:
    """A process of its own, as web processes are."""
    import select  # nothing else here waits for a file  # noqa: PLC0415

    provider: Provider = by_slug("bench")
    took: list[float] = []
    with enter(provider):
        _report(WORDS)
        print("begun", flush=True)
        while not select.select([sys.stdin], [], [], 0.02)[0]:
            began = time.perf_counter()
            _report(WORDS)
            took.append((time.perf_counter() - began) * 1000)
    print(json.dumps(took), flush=True)


def _restore(file: Path, own: Identity) -> float:
    """Into folders and a database of its own, by the command line."""
    there = file.with_name("there")
    identity = file.with_name("identity")
    identity.write_text(f"{own}\n")
    environment = dict(os.environ) | {
        "DUEREGARD_DATA": str(there / "data"),
        "DUEREGARD_KEYS": str(there / "keys"),
    }
    if url := os.environ["DUEREGARD_DATABASE_URL"]:
        environment["DUEREGARD_DATABASE_URL"] = new_database(url)
    words = ["restore", str(file), "--identity", str(identity), "--register"]
    words.append(str(Path(settings.REGISTER) / "register.jsonl"))
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "dueregard.config.console", *words],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - began
