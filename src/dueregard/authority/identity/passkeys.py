"""Passkeys: set up, asked, believed, doubted and taken away. One proves its owner twice over: it lies in their device,
and the device asks for their finger, face or number before it signs.

What signs is never sent to us, and works for our address alone, so it cannot be typed into a page that looks like ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare

from ...ground.audit.operations import Subject, Turn, turn
from ...ground.crypto.accounts import open_passkey, passkey_handle, passkey_tag, seal_passkey
from ...ground.kernel import scope
from ...ground.kernel.actors import Actor
from ...ground.kernel.ids import uuid7
from ...ground.kernel.moments import Moment
from ...ground.kernel.refusals import BadInput, Refusal
from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import enter
from ...ground.tenancy.operations import here as current
from .ceremonies import Answer, NotGenuine, counted_by, for_new_passkey, for_proof, id_in, made_by, read
from .challenges import give_out, take_back
from .guessing import check_passkey
from .models import Account, Passkey
from .queries import person_of
from .rules import Site
from .second_steps import first_sheet, note_added, note_removed, refuse_last
from .vocabulary import Asked, PasskeyDoubted, Step

MOST_PASSKEYS = 10
LONGEST_LABEL = 40


class CopySuspected(Refusal):
    """A passkey counted backwards: somebody may have a copy of it."""

    def __init__(self) -> None:
        super().__init__(
            "There may be a copy of this passkey, so it opens nothing any more. Sign in another way, remove it under "
            "Your sign-in, and tell whoever looks after your computers."
        )


@dataclass(frozen=True, slots=True)
class Here:
    """Where an answer is given: for which address, in which session, from which network."""

    site: Site
    session: str
    network: str


def passkeys(account: Account) -> Sequence[Passkey]:
    """Those of an account, the oldest first; also one that is doubted, which its owner must see to take it away."""
    return list(Passkey.objects.filter(account=account).order_by("made_at", "id"))


def begin_passkey(*, account: Account, here: Here, now: datetime) -> dict[str, Any]:
    """What the browser is asked to make a passkey from. Raises `BadInput` when there are as many as there can be."""
    known = passkeys(account)
    if len(known) >= MOST_PASSKEYS:
        raise BadInput("You have as many passkeys as there can be. Remove one first.")
    return for_new_passkey(
        here.site,
        challenge=give_out(*_good_for(Asked.NEW_PASSKEY, here, account), now=now),
        handle=passkey_handle(account.id),
        username=account.username,
        known=[id_in(_credential(row)) for row in known],
    )


def add_passkey(
    *, account: Account, sent: str, label: str, here: Here, actor: Actor, now: datetime
) -> list[str]:
    """Take the passkey that was made: from now on it opens the account. With the first second step of all comes a sheet
    of recovery codes, given back here once. Raises `BadInput` for an answer that is not genuine, came too late or was
    sent before."""
    row = made_passkey(account=account, sent=sent, label=label, here=here, now=now)
    with turn(actor=actor, now=now) as t:
        return keep_passkey(t, row)


def made_passkey(*, account: Account, sent: str, label: str, here: Here, now: datetime) -> Passkey:
    """The passkey that was made, proved and not stored yet; what was asked is used up. Raises as `add_passkey`."""
    try:
        answer = read(sent, new=True)
        if not take_back(answer.challenge, *_good_for(Asked.NEW_PASSKEY, here, account), now=now):
            raise NotGenuine
        made = made_by(answer, here.site)
    except NotGenuine:
        raise BadInput(
            "Your device and we did not understand each other. Nothing was set up. Try again."
        ) from None
    row = Passkey(id=uuid7(), account=account, label=label, counter=made.counter)
    row.tag = passkey_tag(made.credential_id)
    row.credential = seal_passkey(made.credential, row=row.id, account=account.id)
    return row


def keep_passkey(t: Turn, row: Passkey) -> list[str]:
    """Store a passkey that was proved, in the caller's transaction; gives the recovery codes as `add_passkey`."""
    row.made_at = t.now
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise BadInput("This passkey is set up already.") from None
    note_added(t, Step.PASSKEY)
    return first_sheet(t, row.account)


def remove_passkey(*, account: Account, passkey: Passkey, needed: bool, actor: Actor, now: datetime) -> None:
    """Let this passkey open nothing any more. `needed`: its owner may not be without a second step; raises `BadInput`
    for the last one."""
    with turn(actor=actor, now=now) as t:
        refuse_last(account, passkey.id, needed=needed)
        if Passkey.objects.filter(pk=passkey.pk, account=account).delete()[0]:
            note_removed(t, account, Step.PASSKEY)


def ask_anybody(*, here: Here, now: datetime) -> dict[str, Any]:
    """What a browser is asked when nobody is known yet: the passkey says itself whose it is. It says the same whoever
    asks."""
    return for_proof(here.site, challenge=give_out(*_good_for(Asked.SIGN_IN, here), now=now))


def ask_owner(*, account: Account, here: Here, now: datetime) -> dict[str, Any]:
    """What a browser is asked when somebody who is known is to prove themselves."""
    challenge = give_out(*_good_for(Asked.PROOF, here, account), now=now)
    return for_proof(
        here.site, challenge=challenge, known=[id_in(_credential(row)) for row in passkeys(account)]
    )


def owner_shown(*, sent: str, here: Here, now: datetime) -> Account | None:
    """Whose passkey signed what `ask_anybody` asked in this session; None for an answer that is not genuine, however
    it is wrong. Raises `TooManyTries`, and `CopySuspected`."""
    good_for = _good_for(Asked.SIGN_IN, here)
    row = check_passkey(network=here.network, now=now, look=lambda: _believed(sent, good_for, here, now))
    return row.account if row else None


def is_shown(*, account: Account, sent: str, here: Here, now: datetime) -> bool:
    """Whether a passkey of this account signed what `ask_owner` asked in this session. Raises as `owner_shown`."""
    good_for = _good_for(Asked.PROOF, here, account)
    row = check_passkey(
        network=here.network, now=now, look=lambda: _believed(sent, good_for, here, now, account=account)
    )
    return row is not None


def _believed(
    sent: str, good_for: tuple[str, ...], here: Here, now: datetime, *, account: Account | None = None
) -> Passkey | None:
    """The passkey that signed, used once more; None for any other answer."""
    try:
        answer = read(sent)
    except NotGenuine:
        return None
    if not take_back(answer.challenge, *good_for, now=now):
        return None
    row = Passkey.objects.filter(tag=passkey_tag(answer.credential_id)).select_related("account").first()
    if row is None or not row.account.is_active or (account is not None and row.account_id != account.id):
        return None
    if not _says_whose(answer, row, must=account is None):
        return None
    try:
        counter = counted_by(answer, _credential(row), here.site)
    except NotGenuine:
        return None
    return _use(row, counter, now)


def _says_whose(answer: Answer, row: Passkey, *, must: bool) -> bool:
    """Whether the passkey says that it is its account's; one that was asked as somebody's own need not say it."""
    if answer.handle is None:
        return not must
    return constant_time_compare(answer.handle, passkey_handle(row.account_id))


def _use(row: Passkey, counter: int, now: datetime) -> Passkey | None:
    """Note the passkey's own count. One that does not count says 0 each time; one that counts never goes back."""
    went_back = (counter or row.counter) and counter <= row.counter
    if row.doubted_at or went_back:
        _doubt(row, now)
        raise CopySuspected
    # As it was when it was read: of two who come at once with one count, one gets in.
    used = Passkey.objects.filter(pk=row.pk, counter=row.counter, doubted_at=None)
    return row if used.update(counter=counter, used_at=now) else None


def _doubt(row: Passkey, now: datetime) -> None:
    """Let it open nothing from now on, and write so where its owner works or, on the way in, wherever they may sign
    in."""
    if not Passkey.objects.filter(pk=row.pk, doubted_at=None).update(doubted_at=now):
        return
    for provider in [current()] if scope.is_entered() else Provider.objects.order_by("id"):
        with enter(provider):
            person = person_of(row.account, Moment.now(now))
            if person:
                with turn(actor=Actor.person(person), now=now) as t:
                    t.record(PasskeyDoubted(), Subject("person", person))


def _credential(row: Passkey) -> bytes:
    return open_passkey(bytes(row.credential), row=row.id, account=row.account_id)


def _good_for(asked: Asked, here: Here, account: Account | None = None) -> tuple[str, ...]:
    return (asked, here.session, here.site.origin, str(account.id) if account else "")
