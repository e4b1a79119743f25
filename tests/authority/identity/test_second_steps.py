"""A second step: what is kept of it, what proves somebody, how often, and what the audit record says."""

import threading
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from dueregard.authority.identity.codes import PERIOD, SHEET
from dueregard.authority.identity.guessing import TooManyTries
from dueregard.authority.identity.models import Account, Authenticator, Person, RecoveryCode
from dueregard.authority.identity.operations import give_membership
from dueregard.authority.identity.rules import PERIOD as QUARTER
from dueregard.authority.identity.rules import TRIES_FOR_A_NAME, TRIES_OF_CODES
from dueregard.authority.identity.second_steps import (
    MOST_APPS,
    authenticators,
    begin_authenticator,
    confirm_authenticator,
    has_second_step,
    make_recovery_codes,
    pass_code,
    recovery_codes_left,
    remove_authenticator,
    secret_of,
    unconfirmed,
)
from dueregard.ground.audit.models import Entry
from dueregard.ground.crypto.envelopes import Unreadable
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.kernel.refusals import BadInput
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from household import SETUP, inside, make_person
from proving import shown_by_app_of

pytestmark = pytest.mark.django_db
NOW = utc_now()
LATER = NOW + timedelta(seconds=2 * PERIOD)


def make_account(name: str = "lea") -> tuple[Account, Actor]:
    person: UUID = make_person(f"{name.title()} Dee")
    account = Account.objects.create_account(username=name)
    give_membership(account=account, person=Person.objects.get(pk=person), actor=SETUP, now=NOW)
    return account, Actor.person(person)


@pytest.fixture
def lea() -> Any:
    with inside():
        yield make_account()


def set_up(account: Account, actor: Actor, now: datetime = NOW) -> list[str]:
    begin_authenticator(account=account, now=now)
    code = shown_by_app_of(account, now)
    return confirm_authenticator(account=account, code=code, label="phone", actor=actor, now=now)


def proves(lea: tuple[Account, Actor], code: str, now: datetime = LATER) -> bool:
    return pass_code(account=lea[0], code=code, network="192.0.2.7", actor=lea[1], now=now)


def verbs() -> list[str]:
    rows = Entry.objects.filter(verb__startswith="identity.").order_by("seq")
    return [entry.verb.partition(".")[2] for entry in rows if "person" not in entry.verb][1:]


def test_an_app_opens_nothing_before_it_has_shown_a_code(lea: tuple[Account, Actor]) -> None:
    account, actor = lea
    begin_authenticator(account=account, now=NOW)
    assert not has_second_step(account)
    assert not proves(lea, shown_by_app_of(account, LATER))
    with pytest.raises(BadInput, match="not the code"):
        confirm_authenticator(account=account, code="000000", label="", actor=actor, now=NOW)
    assert not has_second_step(account)
    assert unconfirmed(account, NOW + timedelta(hours=1)) is None


def test_the_secret_and_the_sheet_are_nowhere_in_clear(lea: tuple[Account, Actor]) -> None:
    codes = set_up(*lea)
    app = authenticators(lea[0])[0]
    secret = secret_of(app)
    kept = b""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for value in (value for row in cursor.fetchall() for value in row):
                kept += bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
    assert len(codes) == SHEET
    for one in (secret, secret.hex().encode(), *(code.encode() for code in codes)):
        assert one not in kept
    assert b"phone" in kept


def test_a_secret_moved_to_another_account_does_not_open(lea: tuple[Account, Actor]) -> None:
    set_up(*lea)
    ned = Account.objects.create_account(username="ned")
    stolen = Authenticator.objects.get()
    stolen.account = ned
    with pytest.raises(Unreadable):
        secret_of(stolen)


def test_a_code_is_taken_once(lea: tuple[Account, Actor]) -> None:
    set_up(*lea)
    code = shown_by_app_of(lea[0], LATER)
    assert [proves(lea, code), proves(lea, code)] == [True, False]
    assert not proves(lea, shown_by_app_of(lea[0], LATER - timedelta(seconds=PERIOD)))
    soon = LATER + timedelta(seconds=PERIOD)
    assert proves(lea, f" {shown_by_app_of(lea[0], soon)[:3]} {shown_by_app_of(lea[0], soon)[3:]}", soon)


def test_the_code_that_set_it_up_does_not_sign_in(lea: tuple[Account, Actor]) -> None:
    set_up(*lea)
    assert not proves(lea, shown_by_app_of(lea[0], NOW), NOW)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_send_one_code_at_once_one_gets_in() -> None:
    with inside() as provider:
        lea = make_account()
        set_up(*lea)
    code, answers = shown_by_app_of(lea[0], LATER), list[bool]()

    def send(to: Provider) -> None:
        with enter(to):
            answers.append(proves(lea, code))
        connection.close()

    threads = [threading.Thread(target=send, args=(provider,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False] * 5 + [True]


def test_each_code_of_the_sheet_lets_in_once_however_it_is_typed(lea: tuple[Account, Actor]) -> None:
    codes = set_up(*lea)
    assert proves(lea, codes[0].upper())
    assert not proves(lea, codes[0])
    assert proves(lea, codes[1].replace("-", " "))
    assert recovery_codes_left(lea[0]) == SHEET - 2
    assert verbs()[-1] == "recovery-code-used"


def test_new_codes_end_the_old_ones_and_are_nobody_elses(lea: tuple[Account, Actor]) -> None:
    old = set_up(*lea)
    new = make_recovery_codes(account=lea[0], actor=lea[1], now=NOW)
    ned = make_account("ned")
    set_up(*ned)
    assert not proves(lea, old[0])
    assert not proves(ned, new[0])
    assert proves(lea, new[0])


def test_two_devices_are_set_up_at_once_and_either_lets_in(lea: tuple[Account, Actor]) -> None:
    account, actor = lea
    assert len(set_up(account, actor)) == SHEET
    first = secret_of(authenticators(account)[0])
    assert set_up(account, actor, LATER) == []
    one, two = authenticators(account)
    assert secret_of(one) == first != secret_of(two)
    then = LATER + timedelta(minutes=5)
    assert proves(lea, shown_by_app_of(account, then), then)
    remove_authenticator(account=account, app=two, needed=True, actor=actor, now=then)
    assert proves(lea, shown_by_app_of(account, then), then)
    with pytest.raises(BadInput, match="the last one"):
        remove_authenticator(account=account, app=one, needed=True, actor=actor, now=then)
    remove_authenticator(account=account, app=one, needed=False, actor=actor, now=then)
    assert (has_second_step(account), RecoveryCode.objects.count()) == (False, 0)
    assert [verb for verb in verbs() if "step" in verb] == ["second-step-added"] * 2 + [
        "second-step-removed"
    ] * 2


def test_nobody_sets_up_more_apps_than_there_can_be(lea: tuple[Account, Actor]) -> None:
    for number in range(MOST_APPS):
        set_up(*lea, NOW + timedelta(minutes=number))
    with pytest.raises(BadInput, match="Remove one first"):
        begin_authenticator(account=lea[0], now=NOW)


def guess(lea: tuple[Account, Actor], code: str, now: datetime) -> str:
    try:
        return "in" if proves(lea, code, now) else "wrong"
    except TooManyTries:
        return "wait"


def test_codes_are_guessed_no_faster_than_passwords_and_in_a_day_no_more_than_thirty(
    lea: tuple[Account, Actor],
) -> None:
    sheet = set_up(*lea)
    answers = []
    for quarter in range(8):
        now = LATER + quarter * (QUARTER + timedelta(seconds=1))
        right = {shown_by_app_of(lea[0], now + timedelta(seconds=away)) for away in (-PERIOD, 0, PERIOD)}
        wrong = [code for number in range(20) if (code := f"{number:06}") not in right][:15]
        answers += [guess(lea, code, now) for code in wrong]
    assert answers.count("in") == 0
    assert answers[:15] == ["wrong"] * TRIES_FOR_A_NAME + ["wait"] * (15 - TRIES_FOR_A_NAME)
    assert answers.count("wrong") == TRIES_OF_CODES
    after = LATER + timedelta(hours=3)
    assert guess(lea, shown_by_app_of(lea[0], after), after) == "wait"
    assert guess(lea, sheet[0], after) == "in"
    tomorrow = after + timedelta(days=1)
    assert guess(lea, shown_by_app_of(lea[0], tomorrow), tomorrow) == "in"


def test_codes_that_are_right_use_no_try_up(lea: tuple[Account, Actor]) -> None:
    set_up(*lea)
    for number in range(2 * TRIES_OF_CODES):
        now = LATER + number * timedelta(minutes=2)
        assert guess(lea, shown_by_app_of(lea[0], now), now) == "in"


def test_the_audit_record_says_who_and_what_and_no_word_of_it(lea: tuple[Account, Actor]) -> None:
    set_up(*lea)
    entries = Entry.objects.filter(verb__in=["identity.second-step-added", "identity.recovery-codes-made"])
    assert {(entry.actor, entry.subject_id) for entry in entries} == {(lea[1].written, lea[1].person_id)}
    assert not [entry for entry in entries if "phone" in entry.detail]
