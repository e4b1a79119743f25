"""Making, using and destroying keys within the provider in scope.

These run inside a caller's transaction; they write no ledger entry themselves, because who destroys what, and why, is
the caller's to say.
"""

import os
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from uuid import UUID

from django.db import models

from ..kernel import scope
from ..kernel.refusals import Refusal
from . import envelopes
from .fields import SealedField
from .master import master_key
from .models import DataKey, ProviderKey

_PROVIDER_CONTEXT = "crypto.provider-key.v1"
_DATA_CONTEXT = "crypto.data-key.v1"
SALT_BYTES = 16


class Shut(Refusal):
    """These words cannot be opened."""

    code = "shut"


class Destroyed(Shut):
    """These words were disposed of."""

    code = "disposed-of"


class KeyNotHere(Shut):
    """These words cannot be read now: their key did not come back when the records were restored."""

    code = "key-not-here"

    def __init__(self) -> None:
        super().__init__(
            who_can_help="Whoever looks after the machine can put the keys back, from the file of record keys that is "
            "kept with the backups."
        )


def make_provider_key(*, now: datetime) -> None:
    """Give the provider in scope its key, at birth."""
    row = ProviderKey(made_at=now)
    row.wrapped = envelopes.close(
        master_key(),
        os.urandom(envelopes.KEY_BYTES),
        context=_PROVIDER_CONTEXT,
        row=row.id,
        provider=row.provider_id,
    )
    row.save()


def _provider_key() -> bytes:
    return _unwrap_provider_key(scope.provider_id(), master_key())


@lru_cache(maxsize=256)
def _unwrap_provider_key(provider: UUID, master: bytes) -> bytes:
    row = ProviderKey.objects.order_by("-version").first()
    if row is None:
        raise envelopes.Unreadable("this provider has no key")
    return envelopes.open_(
        master, bytes(row.wrapped), context=_PROVIDER_CONTEXT, row=row.id, provider=provider
    )


def forget_opened_keys() -> None:
    """Open provider keys anew from the database: it is another one now, or they lie under another master key."""
    _unwrap_provider_key.cache_clear()


def opened_by(master: bytes) -> bool:
    """Whether this master key is the one under which the key of the provider in scope lies."""
    try:
        _unwrap_provider_key(scope.provider_id(), master)
    except envelopes.Unreadable:
        return False
    return True


def make_data_key(holds: str, *, now: datetime) -> DataKey:
    """Make and store a key for something that will be disposed of together."""
    row = DataKey(holds=holds, made_at=now)
    row.wrapped = envelopes.close(
        _provider_key(),
        os.urandom(envelopes.KEY_BYTES),
        context=_DATA_CONTEXT,
        row=row.id,
        provider=row.provider_id,
    )
    row.save()
    return row


def _open_data_key(key: DataKey) -> bytes:
    if key.wrapped is None:
        raise Destroyed
    if not key.wrapped:
        raise KeyNotHere
    return envelopes.open_(
        _provider_key(), bytes(key.wrapped), context=_DATA_CONTEXT, row=key.id, provider=key.provider_id
    )


def destroy(key: DataKey, *, now: datetime) -> None:
    """Destroy a key, and with it every word under it. There is no way back."""
    DataKey.objects.filter(pk=key.pk, destroyed_at=None).update(wrapped=None, destroyed_at=now)


def keys_missing() -> int:
    """How many keys of the provider in scope did not come back when its records were restored."""
    return DataKey.objects.filter(wrapped=b"").count()


def _sealed(row: models.Model, column: str) -> SealedField:
    field = row._meta.get_field(column)
    if not isinstance(field, SealedField):
        raise TypeError(f"{column} of {row._meta.label} is not a sealed column")
    return field


def seal(row: models.Model, column: str, words: str, key: DataKey) -> bytes:
    """Encrypt `words` into `row.column` and return the salt under which the ledger may commit to them.

    The salt lies inside the envelope with the words, so that once the key is gone nobody can test a guess against the
    commitment.
    """
    salt = os.urandom(SALT_BYTES)
    envelope = envelopes.close(
        _open_data_key(key),
        salt + words.encode(),
        context=_sealed(row, column).context,
        row=row.pk,
        provider=key.provider_id,
    )
    setattr(row, column, envelope)
    return salt


def unseal(row: models.Model, column: str, key: DataKey) -> str:
    """The words in `row.column`; empty when the column is. Raises `Shut` or `Unreadable`."""
    return unseal_salted(row, column, key)[1]


def unseal_salted(row: models.Model, column: str, key: DataKey) -> tuple[bytes, str]:
    """The salt and the words, for whoever checks a commitment."""
    envelope = getattr(row, column)
    if envelope is None:
        return b"", ""
    plain = envelopes.open_(
        _open_data_key(key),
        envelope,
        context=_sealed(row, column).context,
        row=row.pk,
        provider=key.provider_id,
    )
    return plain[:SALT_BYTES], plain[SALT_BYTES:].decode()


def key_of(row: models.Model, column: str) -> DataKey | None:
    """The key that a row's words lie under; None when the row has none, and so no words."""
    found: DataKey | None = attrgetter(_sealed(row, column).key)(row)
    return found


def tag(purpose: str, value: UUID) -> str:
    """A keyed fingerprint of an id within this provider, so that rows can be matched without naming anybody."""
    return envelopes.keyed_tag(envelopes.derive(_provider_key(), f"tag.{purpose}"), value.bytes)


def register_seed(master: bytes) -> bytes:
    """The seed of the signing key of the register that is kept beside the backups."""
    return envelopes.derive(master, "register.ed25519.v1")


def certificate_seed(master: bytes) -> bytes:
    """The seed of the signing key of certificates of restore drills."""
    return envelopes.derive(master, "drill-certificate.ed25519.v1")


def signing_seed() -> bytes:
    """The seed of this provider's signing key, with which ledger heads are signed."""
    return envelopes.derive(_provider_key(), "ledger-head.ed25519.v1")
