"""Doing again, after a restore, what the register says has lasted: a backup brings back what was there before it.

Each package says for its own lasting verbs how one is done again, in its `replays.py`. What a line speaks of may not be
in the backup at all, or done already: then there is nothing to do. So it can be done any number of times, and is:
what needs the master key waits until it is back.
"""

from collections.abc import Callable, Collection
from datetime import datetime

from ..audit.disposing import note_disposed
from ..audit.keeping import standing_register
from ..audit.models import Entry
from ..audit.operations import Turn, turn
from ..audit.register import Line, Register
from ..audit.vocabulary import Restored, Stream, Verb, WordsDisposedOf
from ..crypto.models import DataKey
from ..kernel import scope
from ..kernel.actors import Actor

Again = Callable[[Turn, Line], bool]
"""Does what a line says in the caller's turn, and writes it into the ledger; False when there was nothing to do."""
RESTORER = Actor.system("restore")
AGAIN: dict[str, Again] = {}
"""How each lasting verb is done again, by its name."""
_WITH_THE_KEY: set[str] = set()
"""The names of those that need the master key."""


def again(kind: type[Verb], *, needs_the_key: bool = False) -> Callable[[Again], Again]:
    """Declare how a lasting verb is done again; `needs_the_key`: only once the master key is back, which may come from
    paper later."""

    def declare(way: Again) -> Again:
        if not kind.lasting or AGAIN.setdefault(kind.name, way) is not way:
            raise TypeError(f"{kind.name} does not last, or is done again in two ways")
        if needs_the_key:
            _WITH_THE_KEY.add(kind.name)
        return way

    return declare


def replay(t: Turn, register: Register) -> int:
    """Do again whatever the register has for the provider in scope and its chains have not; how many that was."""
    return sum(AGAIN[line.verb](t, line) for line in _not_in_the_chains(register, AGAIN))


def replay_what_waited(*, now: datetime) -> int:
    """After a restore, do again what had to wait for the master key; how many things that was."""
    if scope.is_read_only() or not Entry.objects.filter(verb=Restored.name).exists():
        return 0
    if not (waiting := _not_in_the_chains(standing_register(), _WITH_THE_KEY)):
        return 0
    with turn(actor=RESTORER, now=now) as t:
        return sum(AGAIN[line.verb](t, line) for line in waiting)


def _not_in_the_chains(register: Register, verbs: Collection[str]) -> list[Line]:
    ours = (line for line in register.lines if line.provider == scope.provider_id())
    return [line for line in ours if line.verb in verbs and not _in_the_chain(line)]


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
