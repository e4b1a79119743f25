"""Forgetting what opened an account, once it opens nothing any more at any provider of the house."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction

from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import enter
from .models import Account, Authenticator, Challenge, Membership, Passkey, RecoveryCode

_OPENERS = (Authenticator, Passkey, RecoveryCode)
AFTER = timedelta(days=1)
"""How long an account has been nobody anywhere before what opened it goes."""


def forget_ended_sign_ins(*, now: datetime) -> int:
    """Destroy password, devices, passkeys and recovery codes of every account whose last membership ended a day ago or
    more; returns of how many. The sign-in name stays, so that nobody else is ever given it."""
    ended: set[UUID] = set()
    standing: set[UUID] = set()
    for provider in Provider.objects.order_by("id"):
        with enter(provider):
            rows = Membership.objects.known(now)
            ended |= set(rows.filter(until__lte=now - AFTER).values_list("account_id", flat=True))
            lately = rows.exclude(until__lte=now - AFTER)
            standing |= set(lately.values_list("account_id", flat=True))
    gone = Account.objects.filter(pk__in=ended - standing)
    closed = [account for account in gone if account.has_usable_password() or _opens(account)]
    for account in closed:
        _forget(account)
    return len(closed)


def forget_ended_sessions(*, now: datetime) -> None:
    """Delete every session, and every question to a passkey, whose time is over: anybody may begin one, so that else
    they would pile up."""
    Session.objects.filter(expire_date__lt=now).delete()
    Challenge.objects.filter(until__lte=now).delete()


def _opens(account: Account) -> bool:
    return any(rows.objects.filter(account=account).exists() for rows in _OPENERS)


def _forget(account: Account) -> None:
    with transaction.atomic():
        for rows in _OPENERS:
            rows.objects.filter(account=account).delete()
        account.set_unusable_password()
        account.save(update_fields=["password"])
