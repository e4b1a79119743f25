"""Doing again, after a restore, what the register says has lasted: a backup brings back what was there before it.

Each package says for its own lasting verbs how one is done again, in its `replays.py`. What a line speaks of may not be
in the backup at all, or done already: then there is nothing to do.
"""

from collections.abc import Callable

from ..audit.disposing import note_disposed
from ..audit.models import Entry
from ..audit.operations import Turn
from ..audit.register import Line, Register
from ..audit.vocabulary import Stream, Verb, WordsDisposedOf
from ..crypto.models import DataKey
from ..kernel import scope

Again = Callable[[Turn, Line], bool]
"""Does what a line says in the caller's turn, and writes it into the ledger; False when there was nothing to do."""
AGAIN: dict[str, Again] = {}
"""How each lasting verb is done again, by its name."""


def again(kind: type[Verb]) -> Callable[[Again], Again]:
    """Declare how a lasting verb is done again."""

    def declare(way: Again) -> Again:
        if not kind.lasting or AGAIN.setdefault(kind.name, way) is not way:
            raise TypeError(f"{kind.name} does not last, or is done again in two ways")
        return way

    return declare


def replay(t: Turn, register: Register) -> int:
    """Do again whatever the register has for the provider in scope and its chains have not; how many that was."""
    ours = [line for line in register.lines if line.provider == scope.provider_id()]
    return sum(AGAIN[line.verb](t, line) for line in ours if not _in_the_chain(line))


def _in_the_chain(line: Line) -> bool:
    found: bool = Entry.objects.filter(stream=line.stream, seq=line.seq, hash=line.hash).exists()
    return found


@again(WordsDisposedOf)
def _dispose_again(t: Turn, line: Line) -> bool:
    key = DataKey.objects.filter(pk=line.subject, destroyed_at=None).first()
    if key is None:
        return False
    note_disposed(t, key, line.commitments, stream=Stream(line.stream))
    return True
