"""Making, using and destroying keys within the provider in scope.

These run inside a caller's transaction; they write no ledger entry themselves, because who destroys what, and why, is
the caller's to say.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from django.db import connection, models, transaction

from ..kernel import bulk
from ..kernel.refusals import Refusal
from . import envelopes
from .fields import SealedField
from .models import DataKey
from .wrapping import forget_opened_keys, lost_until, provider_keys

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


class KeyLost(Shut):
    """These words cannot be read by anybody: the keys they were written under were lost."""

    code = "key-lost"


def make_data_key(holds: str, *, now: datetime) -> DataKey:
    """Make and store a key for something that will be disposed of together."""
    [row] = make_data_keys(holds, 1, now=now)
    return row


def make_data_keys(holds: str, count: int, *, now: datetime) -> list[DataKey]:
    """As `make_data_key`, for so many things of one sort at once."""
    rows = [DataKey(holds=holds, made_at=now) for _ in range(count)]
    for row in rows:
        row.wrapped = _wrap(row, os.urandom(envelopes.KEY_BYTES))
    bulk.write(rows)
    return rows


def _wrap(row: DataKey, key: bytes) -> bytes:
    return envelopes.close(
        provider_keys()[0], key, context=_DATA_CONTEXT, row=row.id, provider=row.provider_id
    )


def _open_data_key(key: DataKey) -> bytes:
    if key.wrapped is None:
        raise Destroyed
    if not key.wrapped:
        raise KeyNotHere
    opened = _opened_under(provider_keys(), key)
    if opened is None:
        forget_opened_keys()  # another process may have given the provider a new one
        opened = _opened_under(provider_keys(), key)
    if opened is None and (lost := lost_until()) and key.made_at <= lost:
        raise KeyLost
    if opened is None:
        raise envelopes.Unreadable(f"an envelope of {_DATA_CONTEXT} does not open")
    return opened


def _opened_under(keys: Iterable[bytes], row: DataKey) -> bytes | None:
    for key in keys:
        try:
            return envelopes.open_(
                key, bytes(row.wrapped or b""), context=_DATA_CONTEXT, row=row.id, provider=row.provider_id
            )
        except envelopes.Unreadable:
            continue
    return None


def wrap_record_keys_anew(after: UUID, *, most: int) -> tuple[UUID | None, int]:
    """Put record keys that lie under an earlier key of the provider in scope under its newest: the next so many by id.

    Returns the last id that was looked at, None at the end, and how many were put. One that opens under no key is left
    as it is, for `audit verify` to name. Only the writing is a transaction: nobody waits for the rest.
    """
    rows = (
        DataKey.objects.filter(pk__gt=after).exclude(wrapped=None).exclude(wrapped=b"").order_by("pk")[:most]
    )
    newest, *earlier = provider_keys()
    looked, changes = None, []
    for row in rows:
        looked = row.pk
        if _opened_under([newest], row) is None and (key := _opened_under(earlier, row)) is not None:
            changes.append(
                (_wrap(row, key), DataKey._meta.pk.get_db_prep_value(row.pk, connection), row.wrapped)
            )
    # Only what is as it was read: a key that was destroyed meanwhile must not come back.
    update = f"UPDATE {DataKey._meta.db_table} SET wrapped = %s WHERE id = %s AND wrapped = %s"  # noqa: S608  # our own
    if not changes:
        return looked, 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(update, changes)
        return looked, cursor.rowcount


def destroy(key: DataKey, *, now: datetime) -> None:
    """Destroy a key, and with it every word under it. There is no way back."""
    DataKey.objects.filter(pk=key.pk, destroyed_at=None).update(wrapped=None, destroyed_at=now)


def keys_missing() -> int:
    """How many keys of the provider in scope did not come back when its records were restored."""
    return DataKey.objects.filter(wrapped=b"").count()


def _sealed(row: models.Model | type[models.Model], column: str) -> SealedField:
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


def unseal_boxes(row: models.Model, column: str, key: DataKey) -> Mapping[str, str]:
    """What was written, box by box; nothing once its key is destroyed or did not come back."""
    try:
        text = unseal(row, column, key)
    except Shut:
        return {}
    boxes: Mapping[str, str] = json.loads(text) if text else {}
    return boxes


def unseal_each(
    model: type[models.Model], column: str, rows: Iterable[tuple[UUID, DataKey, bytes | None]]
) -> Iterator[tuple[UUID, Mapping[str, str]]]:
    """Of many rows, each with its key and envelope, the boxes of those that can be opened; each key is opened once."""
    context = _sealed(model, column).context
    opened: dict[UUID, bytes | None] = {}
    for row, key, envelope in rows:
        if key.id not in opened:
            try:
                opened[key.id] = _open_data_key(key)
            except Shut:
                opened[key.id] = None
        if (plain := opened[key.id]) is None or envelope is None:
            continue
        text = envelopes.open_(plain, envelope, context=context, row=row, provider=key.provider_id)
        yield (
            row,
            json.loads(text[SALT_BYTES:].decode()),
        )  # given bytes, it would guess each time how they are written


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
    return envelopes.keyed_tag(envelopes.derive(provider_keys()[-1], f"tag.{purpose}"), value.bytes)


def register_seed(master: bytes) -> bytes:
    """The seed of the signing key of the register that is kept beside the backups."""
    return envelopes.derive(master, "register.ed25519.v1")


def certificate_seed(master: bytes) -> bytes:
    """The seed of the signing key of certificates of restore drills."""
    return envelopes.derive(master, "drill-certificate.ed25519.v1")


def signing_seed() -> bytes:
    """The seed of this provider's signing key, with which ledger heads are signed."""
    return envelopes.derive(provider_keys()[-1], "ledger-head.ed25519.v1")
