"""The virus scanner: ClamAV's daemon, spoken to in its own protocol, and believed only when it answers clearly.

Whatever else happens, a file was not scanned: too large for the scanner, no answer, half an answer, an answer nobody
knows.
"""

import socket
import time
from collections.abc import Iterable

from django.conf import settings

PATIENCE_SECONDS = 240.0
"""For one file. Less than the lease of a job."""
_LOOK_SECONDS = 2.0
_LONGEST_ANSWER = 4096


class ScannerSilent(RuntimeError):
    """The scanner gave no answer that says whether a file is infected. It holds no word of that answer."""


def is_set_up() -> bool:
    """Whether there is a scanner."""
    return bool(settings.CLAMD)


def answers() -> bool:
    """Whether the scanner is there, asked with little patience."""
    try:
        return _asked(b"zPING\0", (), _LOOK_SECONDS) == b"PONG"
    except ScannerSilent:
        return False


def is_infected(file: Iterable[bytes]) -> bool:
    """Whether the scanner knows something against these bytes; raises `ScannerSilent`."""
    answer = _asked(b"zINSTREAM\0", file, PATIENCE_SECONDS)
    if answer == b"stream: OK":
        return False
    if answer.startswith(b"stream: ") and answer.endswith(b" FOUND"):
        return True
    raise ScannerSilent


def _asked(command: bytes, parts: Iterable[bytes], patience: float) -> bytes:
    until = time.monotonic() + patience
    try:
        with _connected(patience) as wire:
            wire.sendall(command)
            for part in parts:
                wire.settimeout(max(0.01, until - time.monotonic()))
                if part:
                    wire.sendall(len(part).to_bytes(4) + part)
            if command != b"zPING\0":
                wire.sendall(bytes(4))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
                wire.settimeout(max(0.01, until - time.monotonic()))
                if not (some := wire.recv(_LONGEST_ANSWER)):
                    raise ScannerSilent
                answer += some
    except OSError:  # no such socket, refused, closed in the middle because the file is too large, too slow
        raise ScannerSilent from None
    return answer.rstrip(b"\0")


def _connected(patience: float) -> socket.socket:
    if settings.CLAMD.startswith("/"):
        wire = socket.socket(socket.AF_UNIX)
        try:
            wire.settimeout(patience)
            wire.connect(settings.CLAMD)
        except BaseException:
            wire.close()
            raise
        return wire
    host, _, port = settings.CLAMD.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=min(patience, 20.0))
