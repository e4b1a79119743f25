"""Destroying a key for good: within a turn, with an entry that says which promises went with it."""

from django.db import transaction

from ..crypto.models import DataKey
from ..crypto.operations import destroy
from ..kernel.journal import cut_short
from .operations import Subject, Turn
from .promising import promised
from .vocabulary import Stream, WordsDisposedOf
from .words import sealed_under


def dispose_of(t: Turn, key: DataKey, *, stream: Stream) -> None:
    """Destroy a key, and with it every word under it, and write down the commitments to exactly those words.

    A second time changes nothing. Raises `Unreadable` for words that were changed: what they were nobody can say, so
    they are not disposed of unseen.
    """
    if key.wrapped is None:
        return
    gone = sorted(promised(row, column, key) for row, column in sealed_under(key))
    note_disposed(t, key, gone, stream=stream)


def note_disposed(t: Turn, key: DataKey, gone: list[str], *, stream: Stream) -> None:
    """As `dispose_of`, for words whose commitments are known already, and without opening them."""
    destroy(key, now=t.now)
    transaction.on_commit(cut_short)
    t.record(WordsDisposedOf(), Subject("data-key", key.id), stream=stream, commitments=gone)
