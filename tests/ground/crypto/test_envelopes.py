"""Envelopes open where they were closed and nowhere else, and a destroyed key is gone."""

import os
from dataclasses import dataclass
from uuid import UUID

import pytest

from dueregard.ground.crypto.envelopes import KEY_BYTES, Unreadable, close, open_
from dueregard.ground.crypto.models import DataKey
from dueregard.ground.crypto.operations import Destroyed, destroy, make_data_key, seal, unseal
from dueregard.work.casework.models import Concern, Entry
from household import NOON, inside, make_holder
from work_casework_support import concern_about_a_learner

KEY = os.urandom(KEY_BYTES)
WORDS = b"ZEBRA-WORDS"
ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))


@dataclass(frozen=True)
class Place:
    """Where an envelope lies."""

    context: str = "a.column.v1"
    row: UUID = ONE
    provider: UUID = TWO

    def close(self) -> bytes:
        """The words, closed here."""
        return close(KEY, WORDS, context=self.context, row=self.row, provider=self.provider)

    def open(self, envelope: bytes, key: bytes = KEY) -> bytes:
        """What an envelope that lies here holds."""
        return open_(key, envelope, context=self.context, row=self.row, provider=self.provider)


HERE = Place()


@pytest.mark.parametrize("moved", [Place(context="b.column.v1"), Place(row=THREE), Place(provider=THREE)])
def test_moved_to_another_column_row_or_provider_it_does_not_open(moved: Place) -> None:
    envelope = HERE.close()
    assert HERE.open(envelope) == WORDS
    with pytest.raises(Unreadable):
        moved.open(envelope)


def test_cut_anywhere_or_changed_anywhere_or_under_another_key_it_does_not_open() -> None:
    envelope = HERE.close()
    cut = [envelope[:length] for length in range(len(envelope))]
    flipped = [envelope[:at] + bytes([envelope[at] ^ 1]) + envelope[at + 1 :] for at in range(len(envelope))]
    for key, changed in [*((KEY, one) for one in (*cut, *flipped)), (os.urandom(KEY_BYTES), envelope)]:
        with pytest.raises(Unreadable):
            HERE.open(changed, key)


def test_no_two_envelopes_are_alike_even_of_the_same_words() -> None:
    made = {HERE.close() for _ in range(500)}
    assert len({envelope[:13] for envelope in made}) == len({envelope[13:] for envelope in made}) == 500


@pytest.mark.django_db
def test_words_do_not_open_in_another_row_column_or_provider() -> None:
    with inside("elsewhere"):
        make_holder("Els Where", "dsl")
        other = Concern.objects.select_related("account_key").get(pk=concern_about_a_learner())
    with inside():
        make_holder("Lea Dee", "dsl")
        one, two = (
            Concern.objects.select_related("account_key").get(pk=concern_about_a_learner()) for _ in "ab"
        )
        assert unseal(one, "account", one.account_key)
        moved = Concern(pk=two.pk, account=one.account)
        for key in (one.account_key, two.account_key):
            with pytest.raises(Unreadable):
                unseal(moved, "account", key)
        one.account = other.account
        for key in (one.account_key, other.account_key):
            with pytest.raises(Unreadable):
                unseal(one, "account", key)
        elsewhere = Entry(pk=two.pk)
        seal(two, "account", "ZEBRA-WORDS", two.account_key)
        elsewhere.words = two.account
        with pytest.raises(Unreadable):
            unseal(elsewhere, "words", two.account_key)


@pytest.mark.django_db
def test_a_destroyed_key_opens_nothing_and_leaves_no_bytes_of_itself() -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        concern = Concern.objects.select_related("account_key").get(pk=concern_about_a_learner())
        another = make_data_key("concern-account", now=NOON)
        destroy(concern.account_key, now=NOON)
        gone = DataKey.objects.get(pk=concern.account_key.pk)
        assert (gone.wrapped, gone.destroyed_at) == (None, NOON)
        assert DataKey.objects.get(pk=another.pk).wrapped
        with pytest.raises(Destroyed):
            unseal(concern, "account", gone)
