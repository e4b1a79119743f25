"""What opened an account goes a day after it opens nothing any more at any provider, and not before."""

from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session

from dueregard.authority.identity.ending import end_sign_in
from dueregard.authority.identity.forgetting import AFTER, forget_ended_sessions, forget_ended_sign_ins
from dueregard.authority.identity.invitations import invite
from dueregard.authority.identity.models import (
    Account,
    Authenticator,
    Challenge,
    Passkey,
    Person,
    RecoveryCode,
)
from dueregard.authority.identity.operations import give_membership
from dueregard.ground.audit.operations import turn
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from household import NOON, SETUP, make_person, make_provider
from proving import give_app

pytestmark = pytest.mark.django_db
ENDED = NOON + timedelta(hours=1)


def member(name: str, *providers: Provider) -> Account:
    """Somebody who can sign in at each of these; the hash is none that anybody computed."""
    account = Account.objects.create_account(username=name)
    account.password = "argon2$made-up"
    account.save()
    give_app(account)
    RecoveryCode.objects.create(account=account, tag="a" * 64)
    Passkey.objects.create(account=account, tag=name, credential=b"", counter=0, made_at=NOON)
    for provider in providers:
        with enter(provider):
            person = Person.objects.get(pk=make_person(f"{name} Dee"))
            give_membership(account=account, person=person, actor=SETUP, now=NOON)
    return account


def end(provider: Provider, account: Account, at: datetime) -> None:
    with enter(provider), turn(actor=SETUP, now=at) as t:
        for person in Person.objects.filter(details__given_names=account.username):
            assert end_sign_in(t, person.id)


def opens(account: Account) -> tuple[bool, int, int]:
    account.refresh_from_db()
    rows = (Authenticator, RecoveryCode)
    assert Passkey.objects.filter(account=account).exists() is account.has_usable_password()
    devices, codes = (kind.objects.filter(account=account).count() for kind in rows)
    return account.has_usable_password(), devices, codes


def test_what_opened_a_sign_in_goes_once_it_opens_nothing_anywhere() -> None:
    here, there = make_provider("here"), make_provider("there")
    left, both, stays = member("left", here), member("both", here, there), member("stays", here)
    for account in (left, both):
        end(here, account, ENDED)
    with enter(there):
        invite(person_id=make_person("Ne Wer"), actor=SETUP, now=NOON)
    assert forget_ended_sign_ins(now=ENDED + AFTER - timedelta(minutes=1)) == 0
    assert forget_ended_sign_ins(now=ENDED + AFTER + timedelta(minutes=1)) == 1
    assert (opens(left), opens(both), opens(stays)) == ((False, 0, 0), (True, 1, 1), (True, 1, 1))
    end(there, both, ENDED + AFTER)
    assert forget_ended_sign_ins(now=ENDED + 3 * AFTER) == 1
    assert opens(both) == (False, 0, 0)
    assert forget_ended_sign_ins(now=ENDED + 9 * AFTER) == 0
    assert Account.objects.filter(username="left").exists()


def test_sessions_and_questions_whose_time_is_over_go() -> None:
    for name, until in (("over", NOON), ("open", NOON + AFTER)):
        Session.objects.create(session_key=name, session_data="", expire_date=until)
        Challenge.objects.create(tag=name, until=until)
    forget_ended_sessions(now=NOON + timedelta(minutes=1))
    assert list(Session.objects.values_list("pk", flat=True)) == ["open"]
    assert list(Challenge.objects.values_list("tag", flat=True)) == ["open"]
