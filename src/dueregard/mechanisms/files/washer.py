"""The parent's side of washing: starts the process, gives it what it asks for of the original, takes the copy, and ends
it when it is through or has had its time."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, cast

from .rules.prose import letters_of
from .vocabulary import Kind
from .washing.wire import ASKED, DONE, LARGEST_PART, READ, READY, WRITE, Hung, Wire

PATIENCE_SECONDS = 120.0
_MODULE = "dueregard.mechanisms.files.washing.process"
_NEVER_LARGER = 3
"""Times the original that a copy may be, and some; a picture drawn anew may grow."""
_AND_SOME = 32 << 20


class CannotBeWashed(Exception):
    """No copy can be made of this file that people may open."""


class WasherBroken(RuntimeError):
    """The washing process did not come up: something is wrong with the machine, and the file may be tried again."""


def wash(
    original: BinaryIO,
    write: Callable[[bytes], object],
    *,
    kind: Kind,
    size: int,
    patience: float = PATIENCE_SECONDS,
) -> None:
    """Read a file, `size` bytes long, from anywhere, and write a washed copy; raises `CannotBeWashed`
    or `WasherBroken`.

    What was written by then is no copy of anything. Neither side holds more than a little of it at a time.
    """
    letters = (letters_of(original) or "utf-8") if kind in {Kind.TEXT, Kind.CSV} else "-"
    # -I: neither our environment nor the folder we stand in can lead it astray.
    command = [sys.executable, "-I", "-m", _MODULE, kind.value, str(size), letters]
    process = subprocess.Popen(  # noqa: S603  # our own program
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8"},
    )
    with process:
        wire = Wire(cast(BinaryIO, process.stdout), cast(BinaryIO, process.stdin))
        try:
            _await(wire, process)
            with _ended_after(patience, process):
                _serve(wire, original, write, most=size * _NEVER_LARGER + _AND_SOME)
        except Hung:
            raise CannotBeWashed from None
        finally:
            process.kill()
            with suppress(OSError):  # what it was about to be told, and cannot hear any more
                wire.saying.close()


def _await(wire: Wire, process: "subprocess.Popen[bytes]") -> None:
    """Until the process is ready. When it never is, that is no fault of the file."""
    try:
        with _ended_after(PATIENCE_SECONDS, process):
            letter, _ = wire.receive()
    except Hung:
        raise WasherBroken from None
    if letter != READY:
        raise WasherBroken


@contextmanager
def _ended_after(seconds: float, process: "subprocess.Popen[bytes]") -> Iterator[None]:
    clock = threading.Timer(seconds, process.kill)
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def _serve(wire: Wire, original: BinaryIO, write: Callable[[bytes], object], *, most: int) -> None:
    written = 0
    while True:
        letter, body = wire.receive()
        if letter == READ:
            place, length = ASKED.unpack(body)
            original.seek(place)
            wire.send(READ, original.read(min(length, LARGEST_PART)))
        elif letter == WRITE:
            written += len(body)
            if written > most:
                raise CannotBeWashed
            write(body)
        elif letter == DONE and written:
            return
        else:
            raise CannotBeWashed
