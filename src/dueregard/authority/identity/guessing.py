"""Checking a password or a code, so that nobody can guess one in a hurry, from however many processes and machines.

A try is counted before it is looked at, and given back when it was right. So no more are ever looked at than
are allowed, however many come at once. A name that nobody has is counted and answered like any other.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from django.contrib.auth import authenticate
from django.db.models import Case, F, QuerySet, Value, When
from django.utils.timezone import localtime

from ...ground.crypto.envelopes import derive, keyed_tag
from ...ground.crypto.master import master_key
from ...ground.kernel.refusals import Refusal
from .models import Account, PasswordTries
from .rules import (
    PERIOD,
    PERIOD_OF_CODES,
    TRIES_FOR_A_NAME,
    TRIES_FROM_A_NETWORK,
    TRIES_OF_CODES,
    shelf,
)
from .vocabulary import Counted

T = TypeVar("T")
Counter = tuple[Counted, int]

_MOST = {
    Counted.NAME: (TRIES_FOR_A_NAME, PERIOD),
    Counted.NETWORK: (TRIES_FROM_A_NETWORK, PERIOD),
    Counted.OUTSIDE: (TRIES_FROM_A_NETWORK, PERIOD),
    Counted.CODE: (TRIES_OF_CODES, PERIOD_OF_CODES),
}


class TooManyTries(Refusal):
    """Too many wrong passwords or codes were tried."""

    # Said whether the password is right or wrong, and whether the name is anybody's: it has not been looked at.
    code = "too-many-tries"

    def __init__(self, until: datetime) -> None:
        super().__init__(
            f"Too many wrong passwords or codes were tried here. Try again after {localtime(until):%H:%M on %A}. "
            "If it cannot wait, a colleague who may open the same records can do it for you; "
            "a worry can be reported without signing in.",
        )
        self.until = until


def check_password(*, username: str, password: str, network: str, now: datetime) -> Account | None:
    """The account with this name and password, or None. Takes as long for a name nobody has.

    `network` is what `rules.network_of` says; empty when it is not known. Raises `TooManyTries`.
    """
    name = username.strip().casefold()
    found = _guess(_counters(name, network), now, lambda: authenticate(username=name, password=password))
    return found if isinstance(found, Account) else None


def check_code(
    *, account: Account, network: str, now: datetime, look: Callable[[], T | None], short: bool
) -> T | None:
    """What `look` finds a code to be, counted with the passwords of the same name. Raises `TooManyTries`.

    `short`: it has few figures, and is guessed in the end by whoever has the password and months of time, so such codes
    are counted by the day too.
    """
    counters = _counters(account.username, network)
    return _guess(counters + ([_counter(Counted.CODE, str(account.id))] if short else []), now, look)


def check_invitation(*, network: str, now: datetime, look: Callable[[], T | None]) -> T | None:
    """What `look` finds the code of an invitation to be. Nobody is known yet, so it is counted by the network alone;
    where that is not known the code is long enough. Raises `TooManyTries`."""
    return _guess([_counter(Counted.NETWORK, network)] if network else [], now, look)


def check_passkey(*, network: str, now: datetime, look: Callable[[], T | None]) -> T | None:
    """What `look` finds an answer of a passkey to be. Nobody guesses a signature; it is counted by the network so that
    nobody keeps us busy with false ones. Raises `TooManyTries`."""
    return _guess([_counter(Counted.NETWORK, network)] if network else [], now, look)


def check_outside(*, network: str, now: datetime, look: Callable[[], T | None]) -> T | None:
    """What `look` finds an identity provider to say. Counted apart from passwords: where it is broken for everybody,
    they must go on working. Raises `TooManyTries`."""
    return _guess([_counter(Counted.OUTSIDE, network)], now, look)


def _guess(counters: Sequence[Counter], now: datetime, look: Callable[[], T | None]) -> T | None:
    for kind, place in counters:
        _take(kind, place, now)
    found = look()
    if found is not None:
        for kind, place in counters:
            _of(kind, place).filter(until__gt=now, tries__gt=0).update(tries=F("tries") - 1)
    return found


def _counters(name: str, network: str) -> list[Counter]:
    return [_counter(Counted.NAME, name)] + ([_counter(Counted.NETWORK, network)] if network else [])


def _counter(kind: Counted, of: str) -> Counter:
    """Keyed, so that whoever reads the table cannot find out whose counter it is by trying names."""
    return kind, shelf(keyed_tag(derive(master_key(), f"tag.password-tries.{kind}"), of.encode()))


def _of(kind: Counted, place: int) -> QuerySet[PasswordTries]:
    return PasswordTries.objects.filter(counted=kind, shelf=place)


def _take(kind: Counted, place: int, now: datetime) -> None:
    """Count one more in a single statement, whoever else counts; raises `TooManyTries` past the last allowed."""
    most, period = _MOST[kind]
    row, _ = PasswordTries.objects.get_or_create(
        counted=kind, shelf=place, defaults={"until": now, "tries": 0}
    )
    if row.until > now and row.tries >= most:  # nothing is written, so guessing on costs us little
        raise TooManyTries(row.until)
    _of(kind, place).update(
        tries=Case(When(until__gt=now, then=F("tries") + 1), default=Value(1)),
        until=Case(When(until__gt=now, then=F("until")), default=Value(now + period)),
    )
    row = _of(kind, place).get()
    if row.tries > most:
        raise TooManyTries(row.until)
