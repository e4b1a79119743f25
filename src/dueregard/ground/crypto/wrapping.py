"""What lies directly under the master key: each provider's keys, and the key of the house.

While a rotation runs, some lie under the former master key, some under the one in place or the next: whichever opens
one is good. A provider keeps its earlier keys: record keys lie under the newest, tags and signatures are of the first,
so that they stay what they were.
"""

import os
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Max

from ..kernel import scope
from ..kernel.moments import utc_now
from . import envelopes
from .master import NoMasterKey, accepted_master_keys, master_key
from .models import DataKey, HouseKey, ProviderKey

_PROVIDER_CONTEXT = "crypto.provider-key.v1"
_HOUSE_CONTEXT = "crypto.house-key.v1"
_HOUSE = UUID(int=0)
"""Stands where a provider would: the key of the house is of none."""


class OtherMasterKey(NoMasterKey):
    """The master key in place opens nothing here: it is another one. Move master.key away and keep it, then put the
    right one back, or run `dueregard keys install` with the recovery sheet."""

    def __init__(self) -> None:
        super().__init__(" ".join((type(self).__doc__ or "").split()))


def make_provider_key(*, now: datetime, master: bytes | None = None) -> None:
    """Give the provider in scope a new key under this master key, the one in place unless said: at birth, and whenever
    the master key changes. What is made from now on lies under it."""
    last = ProviderKey.objects.order_by("-version").first()
    row = ProviderKey(version=last.version + 1 if last else 1, made_at=now, wrapped_at=now)
    row.wrapped = _close_provider(row, os.urandom(envelopes.KEY_BYTES), master or master_key())
    row.save()
    forget_opened_keys()


def provider_keys() -> tuple[bytes, ...]:
    """The keys of the provider in scope, the newest first; raises `NoMasterKey`, also when none opens."""
    return _opened(scope.provider_id(), master_key())


def forget_opened_keys() -> None:
    """Open provider keys anew from the database: it is another one now, or they were wrapped anew."""
    _opened.cache_clear()


@lru_cache(maxsize=256)
def _opened(provider: UUID, master: bytes) -> tuple[bytes, ...]:
    masters = (master, *accepted_master_keys())
    rows = ProviderKey.objects.order_by("-version")
    found = [key for row in rows if (key := _open_provider(row, provider, masters)) is not None]
    if not found:
        raise OtherMasterKey
    return tuple(found)


def _open_provider(row: ProviderKey, provider: UUID, masters: Iterable[bytes]) -> bytes | None:
    for master in masters:
        try:
            return envelopes.open_(
                master, bytes(row.wrapped), context=_PROVIDER_CONTEXT, row=row.id, provider=provider
            )
        except envelopes.Unreadable:
            continue
    return None


def _close_provider(row: ProviderKey, key: bytes, master: bytes) -> bytes:
    return envelopes.close(master, key, context=_PROVIDER_CONTEXT, row=row.id, provider=row.provider_id)


def lies_under(row: ProviderKey | HouseKey, master: bytes) -> bool:
    """Whether this master key opens the row."""
    context = _PROVIDER_CONTEXT if isinstance(row, ProviderKey) else _HOUSE_CONTEXT
    provider = row.provider_id if isinstance(row, ProviderKey) else _HOUSE
    try:
        envelopes.open_(master, bytes(row.wrapped), context=context, row=row.id, provider=provider)
    except envelopes.Unreadable:
        return False
    return True


def opened_by(master: bytes) -> bool:
    """Whether this master key opens every key of the provider in scope that was not given up."""
    rows = list(ProviderKey.objects.filter(lost_at=None))
    return bool(rows) and all(lies_under(row, master) for row in rows)


def give_up_lost_keys(coming: bytes, *, now: datetime) -> int:
    """Give up the keys of the provider in scope that this master key does not open, and give it one that it does;
    returns how many were given up. They stay, for whoever finds what opens them."""
    rows = list(ProviderKey.objects.filter(lost_at=None))
    lost = [row.pk for row in rows if not lies_under(row, coming)]
    newest = DataKey.objects.aggregate(at=Max("made_at"))["at"]  # by a clock that was wrong perhaps
    ProviderKey.objects.filter(pk__in=lost).update(lost_at=max(now, newest or now))
    if len(lost) == len(rows):
        make_provider_key(now=now, master=coming)
    return len(lost)


def lost_until() -> datetime | None:
    """Until when a record key of the provider in scope may have been made under a key that was given up; None when none
    was."""
    found: datetime | None = ProviderKey.objects.aggregate(at=Max("lost_at"))["at"]
    return found


def wrap_anew(*, now: datetime) -> None:
    """Put the keys of the provider in scope that lie under another master key under the one in place."""
    master = master_key()
    for row in ProviderKey.objects.order_by("version"):
        if lies_under(row, master):
            continue
        key = _open_provider(row, row.provider_id, accepted_master_keys())
        if key is not None:
            row.wrapped, row.wrapped_at = _close_provider(row, key, master), now
            row.save(update_fields=["wrapped", "wrapped_at"])
    forget_opened_keys()


def house_key() -> bytes:
    """The key that no provider's is: what belongs to a login lies under it. Made when it is first needed."""
    row = HouseKey.objects.first()
    if row is None:
        row = HouseKey(made_at=utc_now(), wrapped_at=utc_now())
        row.wrapped = _close_house(row, os.urandom(envelopes.KEY_BYTES))
        row, _ = HouseKey.objects.get_or_create(
            only=True,
            defaults={
                "id": row.id, "wrapped": row.wrapped, "made_at": row.made_at, "wrapped_at": row.wrapped_at,
            },
        )  # fmt: skip
    return _open_house(row)


def give_up_house_key() -> None:
    """Forget the key of the house, with everything that lies under it: another is made when one is first needed."""
    HouseKey.objects.all().delete()


def wrap_house_key_anew(*, now: datetime) -> None:
    """Put the key of the house under the master key in place."""
    row = HouseKey.objects.first()
    if row is not None and not lies_under(row, master_key()):
        row.wrapped, row.wrapped_at = _close_house(row, _open_house(row)), now
        row.save(update_fields=["wrapped", "wrapped_at"])


def _open_house(row: HouseKey) -> bytes:
    for master in accepted_master_keys():
        if lies_under(row, master):
            return envelopes.open_(
                master, bytes(row.wrapped), context=_HOUSE_CONTEXT, row=row.id, provider=_HOUSE
            )
    raise envelopes.Unreadable("the master key does not open the key of the house")


def _close_house(row: HouseKey, key: bytes) -> bytes:
    return envelopes.close(master_key(), key, context=_HOUSE_CONTEXT, row=row.id, provider=_HOUSE)
