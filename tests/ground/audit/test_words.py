"""Words changed behind our back are found, and named by the entry that promised them."""

import json
from typing import Any

import pytest

from dueregard.ground.audit.disposing import dispose_of
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.audit.words import verify_words
from dueregard.ground.crypto.models import DataKey
from dueregard.ground.crypto.operations import destroy, make_data_key, seal
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.models import Concern
from dueregard.work.casework.models import Entry as CaseEntry
from dueregard.work.casework.operations.handling import add_entry
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.vocabulary import EntryKind, Precision
from household import NOON, inside, make_holder
from tampering import behind_our_back, take_away
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern() -> Any:
    with inside("elsewhere"):
        make_holder("Els Where", "dsl")
        concern_about_a_learner()
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        first = concern_about_a_learner()
        add_entry(
            concern_id=first, kind=EntryKind.CALL, words="Rang the tutor.", actor=Actor.person(lead), now=NOON,
            happened=Occurred(NOON, Precision.MINUTE),
        )  # fmt: skip
        yield Concern.objects.get(pk=first)


def disposed_of(key: DataKey) -> None:
    with turn(actor=Actor.system("retention"), now=NOON) as t:
        dispose_of(t, key, stream=Stream.OPEN)


def test_words_as_written_hold(concern: Concern) -> None:
    assert verify_words() is None


def test_a_byte_of_a_report_changed_is_named(concern: Concern) -> None:
    sealed = bytearray(bytes(concern.account))
    sealed[-1] ^= 1
    behind_our_back(Concern, concern, "account", bytes(sealed))
    fault = verify_words()
    assert fault is not None
    assert fault.entry == str(Entry.objects.get(subject_id=concern.id, verb="casework.concern-reported").id)


def test_other_words_sealed_with_the_right_key_are_named_by_their_entry(concern: Concern) -> None:
    row = CaseEntry.objects.get()
    seal(row, "words", '{"words":"Never rang."}', concern.account_key)
    behind_our_back(CaseEntry, row, "words", bytes(row.words))
    fault = verify_words()
    assert fault is not None
    assert Entry.objects.get(pk=fault.entry).verb == "casework.entry-added"
    assert "not those that were written" in fault.what


def test_words_of_another_row_do_not_open(concern: Concern) -> None:
    other = Concern.objects.exclude(pk=concern.pk).first() or concern_about_a_learner(
        policy="values-led-trainer"
    )
    found = other if isinstance(other, Concern) else Concern.objects.get(pk=other)
    behind_our_back(Concern, concern, "account", bytes(found.account))
    assert verify_words() is not None


def test_what_was_disposed_of_is_not_called_changed(concern: Concern) -> None:
    """The report and everything in its record lie under one key; the other record is untouched."""
    disposed_of(concern.account_key)
    assert verify_words() is None
    entry = Entry.objects.get(verb="audit.words-disposed-of")
    promised = {one for e in Entry.objects.exclude(pk=entry.pk) for one in json.loads(e.commitments)}
    assert len(promised & set(json.loads(entry.commitments))) == 2


def test_a_disposal_forgives_the_words_under_its_own_key_and_no_others(concern: Concern) -> None:
    """Fewer promises are short of their words than keys were destroyed; still the one not due to it is named."""
    disposed_of(make_data_key("party", now=NOON))  # a key with nothing under it
    disposed_of(concern.raiser_key or make_data_key("raiser", now=NOON))
    row = CaseEntry.objects.get()
    take_away(row)
    fault = verify_words()
    assert fault is not None
    assert Entry.objects.get(pk=fault.entry).verb == "casework.entry-added"


def test_a_key_destroyed_without_an_entry_is_named(concern: Concern) -> None:
    destroy(concern.account_key, now=NOON)
    fault = verify_words()
    assert fault is not None
    assert str(concern.account_key_id) in fault.what


def test_a_key_that_is_back_after_its_disposal_is_named(concern: Concern) -> None:
    kept = bytes(concern.account_key.wrapped or b"")
    disposed_of(concern.account_key)
    DataKey.objects.filter(pk=concern.account_key_id).update(wrapped=kept, destroyed_at=None)
    fault = verify_words()
    assert fault is not None
    assert (Entry.objects.get(pk=fault.entry).verb, "can be read again" in fault.what) == (
        "audit.words-disposed-of",
        True,
    )
