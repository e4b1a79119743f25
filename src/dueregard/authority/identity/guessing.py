"""Checking a password, so that nobody can guess one in a hurry, from however many processes and machines.

A try is counted before it is looked at, and given back when the password was right. So no more are ever looked at than
are allowed, however many come at once. A name that nobody has is counted and answered like any other.
"""

from datetime import datetime

from django.contrib.auth import authenticate
from django.db.models import Case, F, QuerySet, Value, When
from django.utils.timezone import localtime

from ...ground.crypto.envelopes import derive, keyed_tag
from ...ground.crypto.master import master_key
from ...ground.kernel.refusals import Refusal
from .models import Account, PasswordTries
from .rules import PERIOD, TRIES_FOR_A_NAME, TRIES_FROM_A_NETWORK, shelf
from .vocabulary import Counted

_MOST = {Counted.NAME: TRIES_FOR_A_NAME, Counted.NETWORK: TRIES_FROM_A_NETWORK}


class TooManyTries(Refusal):
    """Too many wrong passwords were tried."""

    # Said whether the password is right or wrong, and whether the name is anybody's: it has not been looked at.
    code = "too-many-tries"

    def __init__(self, until: datetime) -> None:
        super().__init__(
            f"Too many wrong passwords were tried here. Try again after {localtime(until):%H:%M}. "
            "If it cannot wait, a colleague who may open the same records can do it for you; "
            "a worry can be reported without signing in.",
        )
        self.until = until


def check_password(*, username: str, password: str, network: str, now: datetime) -> Account | None:
    """The account with this name and password, or None. Takes as long for a name nobody has.

    `network` is what `rules.network_of` says; empty when it is not known. Raises `TooManyTries`.
    """
    name = username.strip().casefold()
    counters = [_counter(Counted.NAME, name)] + ([_counter(Counted.NETWORK, network)] if network else [])
    for kind, place in counters:
        _take(kind, place, now)
    found = authenticate(username=name, password=password)
    if not isinstance(found, Account):
        return None
    for kind, place in counters:
        _of(kind, place).filter(until__gt=now, tries__gt=0).update(tries=F("tries") - 1)
    return found


def _counter(kind: Counted, of: str) -> tuple[Counted, int]:
    """Keyed, so that whoever reads the table cannot find out whose counter it is by trying names."""
    return kind, shelf(keyed_tag(derive(master_key(), f"tag.password-tries.{kind}"), of.encode()))


def _of(kind: Counted, place: int) -> QuerySet[PasswordTries]:
    return PasswordTries.objects.filter(counted=kind, shelf=place)


def _take(kind: Counted, place: int, now: datetime) -> None:
    """Count one more in a single statement, whoever else counts; raises `TooManyTries` past the last allowed."""
    row, _ = PasswordTries.objects.get_or_create(
        counted=kind, shelf=place, defaults={"until": now, "tries": 0}
    )
    if row.until > now and row.tries >= _MOST[kind]:  # nothing is written, so guessing on costs us little
        raise TooManyTries(row.until)
    _of(kind, place).update(
        tries=Case(When(until__gt=now, then=F("tries") + 1), default=Value(1)),
        until=Case(When(until__gt=now, then=F("until")), default=Value(now + PERIOD)),
    )
    row = _of(kind, place).get()
    if row.tries > _MOST[kind]:
        raise TooManyTries(row.until)
