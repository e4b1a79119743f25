"""What somebody proves themselves by beside the password: apps that make codes, and a sheet of codes for a lost device.
Passkeys have a file of their own, `passkeys`; what is the same for both stands here.

They belong to the login, so to no provider; what was done about them is written into the audit record of the provider
it was done at.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from ...ground.audit.operations import Subject, Turn, turn
from ...ground.crypto.accounts import open_authenticator, recovery_tag, seal_authenticator
from ...ground.kernel.actors import Actor
from ...ground.kernel.ids import uuid7
from ...ground.kernel.refusals import BadInput
from .codes import is_from_app, new_recovery_codes, new_secret, plain, step_of
from .guessing import check_code
from .models import Account, Authenticator, Passkey, RecoveryCode
from .vocabulary import (
    RecoveryCodesMade,
    RecoveryCodeUsed,
    SecondStepAdded,
    SecondStepRemoved,
    Step,
)

MOST_APPS = 5
ENOUGH_WAYS = 2
"""Devices. Whoever reads cases and has one is asked for a second: they lose it on the evening they are needed."""
_TO_SET_UP = timedelta(minutes=15)
"""How long a secret is shown to be scanned."""


def authenticators(account: Account) -> Sequence[Authenticator]:
    """The apps whose codes are taken, the oldest first."""
    return list(Authenticator.objects.filter(account=account).exclude(confirmed_at=None).order_by("made_at"))


def has_second_step(account: Account) -> bool:
    """Whether the password alone does not open this account any more."""
    return bool(_standing(account))


def ways_to_prove(account: Account) -> int:
    """How many devices prove this account's owner: apps, and passkeys that nobody doubts. A sheet of paper is for the
    day on which they are lost, and counts as none."""
    apps = Authenticator.objects.filter(account=account).exclude(confirmed_at=None).values("id")
    return apps.union(Passkey.objects.filter(account=account, doubted_at=None).values("id")).count()


def _standing(account: Account) -> frozenset[UUID]:
    """The apps and passkeys of an account. One that is doubted counts: else losing it would let a password in."""
    apps = (
        Authenticator.objects.filter(account=account).exclude(confirmed_at=None).values_list("id", flat=True)
    )
    return frozenset(apps.union(Passkey.objects.filter(account=account).values_list("id", flat=True)))


def unconfirmed(account: Account, now: datetime) -> Authenticator | None:
    """The app that is being set up and has not shown a code yet; what was begun long ago is not shown again."""
    rows = Authenticator.objects.filter(account=account, confirmed_at=None, made_at__gt=now - _TO_SET_UP)
    return rows.order_by("-made_at").first()


def secret_of(app: Authenticator) -> bytes:
    """What the app shares with us. It is shown while the app is set up, and never afterwards."""
    return open_authenticator(bytes(app.secret), row=app.id, account=app.account_id)


def recovery_codes_left(account: Account) -> int:
    """How many codes of the sheet have not been used."""
    return RecoveryCode.objects.filter(account=account, used_at=None).count()


def begin_authenticator(*, account: Account, now: datetime) -> Authenticator:
    """Make a secret for one more app; it opens nothing until the app has shown a code. One that was begun before and
    never finished is forgotten."""
    if len(authenticators(account)) >= MOST_APPS:
        raise BadInput("You have set up as many apps as there can be. Remove one first.")
    Authenticator.objects.filter(account=account, confirmed_at=None).delete()
    app = Authenticator(id=uuid7(), account=account, made_at=now)
    app.secret = seal_authenticator(new_secret(), row=app.id, account=account.id)
    app.save(force_insert=True)
    return app


def confirm_authenticator(
    *, account: Account, code: str, label: str, actor: Actor, now: datetime
) -> list[str]:
    """Take the first code of the app that is being set up: from now on it is asked for.

    The first app comes with a sheet of recovery codes, which are given back here and can never be read again; a further
    one with none. Raises `BadInput` for a code that is wrong.
    """
    with turn(actor=actor, now=now) as t:
        return confirm_in_turn(t, account, code, label)


def confirm_in_turn(t: Turn, account: Account, code: str, label: str) -> list[str]:
    """As `confirm_authenticator`, in the caller's transaction."""
    app = unconfirmed(account, t.now)
    step = step_of(plain(code), secret_of(app), t.now) if app else None
    if app is None or step is None:
        raise BadInput(
            "This is not the code the app shows now. Wait for the next one, and check that the clock of the device is "
            "right.",
            field="code",
        )
    app.confirmed_at, app.last_step, app.label = t.now, step, label
    app.save(update_fields=["confirmed_at", "last_step", "label"])
    note_added(t, Step.AUTHENTICATOR)
    return first_sheet(t, account)


def first_sheet(t: Turn, account: Account) -> list[str]:
    """Recovery codes for somebody who has none yet, shown once; none for whoever has some."""
    return [] if RecoveryCode.objects.filter(account=account).exists() else _hand_out(t, account)


def refuse_last(account: Account, which: UUID, *, needed: bool) -> None:
    """Raises `BadInput` when this is the last second step of somebody who may not be without."""
    if needed and not _standing(account) - {which}:
        raise BadInput("This is the last one, and your post needs one. Set up another first.")


def note_added(t: Turn, step: Step) -> None:
    """Write that somebody set up one more, in the caller's transaction."""
    _record(t, SecondStepAdded(step))


def note_removed(t: Turn, account: Account, step: Step) -> None:
    """Write that one was taken away, in the caller's transaction; with the last one the sheet is worth nothing."""
    _record(t, SecondStepRemoved(step))
    if not _standing(account):
        RecoveryCode.objects.filter(account=account).delete()


def remove_authenticator(
    *, account: Account, app: Authenticator, needed: bool, actor: Actor, now: datetime
) -> None:
    """Take no code of this app any more. `needed`: its owner may not be without; raises `BadInput` for the last one."""
    with turn(actor=actor, now=now) as t:
        refuse_last(account, app.id, needed=needed)
        if Authenticator.objects.filter(pk=app.pk, account=account).delete()[0]:
            note_removed(t, account, Step.AUTHENTICATOR)


def make_recovery_codes(*, account: Account, actor: Actor, now: datetime) -> list[str]:
    """A new sheet of recovery codes, shown once; the one before is worth nothing from now on."""
    with turn(actor=actor, now=now) as t:
        return _hand_out(t, account)


def pass_code(*, account: Account, code: str, network: str, actor: Actor, now: datetime) -> bool:
    """Whether this code proves its owner; then it is used up. Raises `TooManyTries`.

    A code of an app is taken once, though it is shown for half a minute: whoever read it over a shoulder is too late.
    """
    typed = plain(code)
    if is_from_app(typed):
        return bool(
            check_code(
                account=account,
                network=network,
                now=now,
                look=lambda: _use_app(account, typed, now),
                short=True,
            )
        )
    return bool(
        check_code(
            account=account,
            network=network,
            now=now,
            look=lambda: _use_recovery(account, typed, actor, now),
            short=False,
        )
    )


def _use_app(account: Account, code: str, now: datetime) -> bool | None:
    for app in authenticators(account):
        step = step_of(code, secret_of(app), now, after=app.last_step)
        # One statement judges and writes, so that of two who send the same code at once one gets in.
        if step and Authenticator.objects.filter(pk=app.pk, last_step__lt=step).update(last_step=step):
            return True
    return None


def _use_recovery(account: Account, code: str, actor: Actor, now: datetime) -> bool | None:
    rows = RecoveryCode.objects.filter(
        account=account, tag=recovery_tag(code, account=account.id), used_at=None
    )
    if not rows.exists():
        return None
    with turn(actor=actor, now=now) as t:
        if not rows.update(used_at=now):
            return None
        _record(t, RecoveryCodeUsed(recovery_codes_left(account)))
    return True


def _hand_out(t: Turn, account: Account) -> list[str]:
    RecoveryCode.objects.filter(account=account).delete()
    made = new_recovery_codes()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, tag=recovery_tag(plain(code), account=account.id)) for code in made
    )
    _record(t, RecoveryCodesMade())
    return made


def _record(
    t: Turn, done: SecondStepAdded | SecondStepRemoved | RecoveryCodesMade | RecoveryCodeUsed
) -> None:
    """About the person who did it: a login's own id is of no provider."""
    if t.actor.person_id is None:
        raise TypeError("a second step is somebody's own")
    t.record(done, Subject("person", t.actor.person_id))
