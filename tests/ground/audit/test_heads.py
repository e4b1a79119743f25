"""A head kept outside tells a restore that the record owns up to from entries that were taken away."""

from uuid import uuid4

import pytest

from dueregard.ground.audit.models import Entry, Head
from dueregard.ground.audit.operations import Subject, turn
from dueregard.ground.audit.queries import check_head, signed_head, verify
from dueregard.ground.audit.rules import GoneByRestore
from dueregard.ground.audit.vocabulary import Read, Restored, Stream, Verb
from household import NOON, SETUP, inside
from tampering import past_the_triggers

pytestmark = pytest.mark.django_db


def write(verb: Verb, *streams: Stream) -> None:
    with turn(actor=SETUP, now=NOON) as t:
        for stream in streams or tuple(Stream):
            t.record(verb, Subject("concern", uuid4()), stream=stream)


def go_back() -> None:
    """Take the last entry of each chain away, as an older copy of the database does."""
    for head in Head.objects.all():
        entry = Entry.objects.get(stream=head.stream, seq=head.seq)
        past_the_triggers(Entry, "DELETE FROM audit_entry WHERE hash = %s", [entry.hash])
        head.seq, head.hash = head.seq - 1, entry.previous
        head.save()


@pytest.mark.parametrize(
    ("what_follows", "is_honest"),
    [
        ((Restored(NOON, 2), (Stream.OPEN, Stream.SEALED)), True),
        ((Restored(NOON, 2), (Stream.OPEN,)), False),  # the other chain does not own up
        ((Restored(NOON, 9), (Stream.OPEN, Stream.SEALED)), False),  # from a backup that still had the entry
        ((Read((uuid4(),)), (Stream.OPEN, Stream.SEALED)), False),
    ],
)
def test_only_a_restore_that_both_chains_tell_of_explains_a_missing_entry(
    what_follows: tuple[Verb, tuple[Stream, ...]], is_honest: bool
) -> None:
    with inside():
        for _ in range(3):
            write(Read((uuid4(),)))
        kept = signed_head()
        assert check_head(kept) is None
        go_back()
        write(what_follows[0], *what_follows[1])
        assert verify().fault is None
        fault = check_head(kept)
        assert fault is not None
        assert isinstance(fault, GoneByRestore) is is_honest
