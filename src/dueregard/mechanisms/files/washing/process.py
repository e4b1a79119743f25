"""The process that washes one file: `python -m dueregard.mechanisms.files.washing.process KIND SIZE LETTERS`.

It begins by taking from itself whatever it does not need. Standard input and output are the wire to its parent.
"""

import io
import resource
import sys
from functools import partial

from .wire import DONE, READY, REFUSED, Copy, Hung, Original, Wire

MEMORY = 1536 << 20
"""Bytes of addresses: Python, the libraries, and one large picture as points, twice."""
SECONDS = 60
"""Of processor time. The parent has a clock of its own for one that sleeps."""
_MANY_FILES = 64


def _bind() -> None:
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _MANY_FILES),
    ):
        _, allowed = resource.getrlimit(limit)
        least = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(limit, (least, least))


def main(kind: str, size: int, letters: str) -> None:
    """Wash what comes over the wire, and say in the end whether it went well; never why not: that could quote it."""
    _bind()
    wire = Wire(sys.stdin.buffer, sys.stdout.buffer)
    original = io.BufferedReader(Original(wire, size), 1 << 16)
    copy = io.BufferedWriter(Copy(wire), 1 << 16)
    way = _way(kind, letters)
    wire.send(READY)
    try:
        way(original, copy)
        copy.flush()
    except Hung:
        raise SystemExit(1) from None
    except Exception:  # noqa: BLE001  # a hostile file brings out what it will, and every one of these is a no
        wire.send(REFUSED)
        raise SystemExit(0) from None
    wire.send(DONE)


def _way(kind: str, letters: str) -> partial[None]:
    """How this kind is washed. What each way needs is loaded only here, after the limits stand."""
    if kind in {"jpeg", "png"}:
        from . import pictures  # noqa: PLC0415  # after the limits stand

        return partial(pictures.wash_jpeg if kind == "jpeg" else pictures.wash_png)
    if kind == "pdf":
        from . import documents  # noqa: PLC0415  # after the limits stand

        return partial(documents.wash_pdf)
    if kind in {"docx", "xlsx"}:
        from . import office  # noqa: PLC0415  # after the limits stand

        return partial(office.wash_office)
    from . import prose  # noqa: PLC0415  # after the limits stand

    return partial(prose.wash_csv if kind == "csv" else prose.wash_text, letters=letters)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
