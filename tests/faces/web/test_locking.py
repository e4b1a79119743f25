"""A session that idles, or is locked, shows nothing before its owner has proved to be there; then nothing is lost."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings as ours
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from desk_support import hidden
from dueregard.authority.identity.models import Account, Person
from dueregard.authority.identity.operations import give_membership
from dueregard.authority.identity.rules import TRIES_FOR_A_NAME
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.work.casework.models import Concern, Entry
from household import SETUP, inside, make_holder
from proving import give_app, shown_by_app_of
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
PASSWORD = "otter lantern gravel"
LONG = ours.IDLE + timedelta(minutes=2)
WORDS = "She rang again, and was afraid."


@pytest.fixture
def desk(settings: Settings) -> Iterator[Any]:
    """A lead, the browser in which they signed in by both steps, and the form of an entry."""
    with inside() as provider:
        there = reverse("entry", args=[concern_about_a_learner()])
        account = make_account(make_holder("Lea Dee", "dsl"), "lea")
        yield provider, account, sign_in(account), there


def make_account(person: Any, name: str) -> Account:
    account = Account.objects.create_account(username=name, password=PASSWORD)
    give_membership(account=account, person=Person.objects.get(pk=person), actor=SETUP, now=utc_now())
    give_app(account)
    return account


def sign_in(account: Account, client: Client | None = None) -> Client:
    client = client or Client()
    client.post(reverse("sign-in"), {"username": account.username, "password": PASSWORD})
    client.post(reverse("second-step"), {"code": shown_by_app_of(account, utc_now())})
    assert client.get(reverse("my-reports")).status_code == 200
    return client


def later(by: timedelta = LONG) -> Any:
    return time_machine.travel(utc_now() + by, tick=False)


def unlock(client: Client, page: Any, password: str = PASSWORD) -> Any:
    return client.post(reverse("unlock"), hidden(page) | {"password": password})


def test_a_session_that_idles_is_locked_and_goes_on_where_it_was_by_the_password_alone(desk: Any) -> None:
    client = desk[2]
    with later():
        page = client.get(desk[3])
        assert (page.status_code, "Is it still you?" in page.content.decode()) == (403, True)
        assert not [said for said in ("Lea Dee", "lea", "Harbour") if said in page.content.decode().split()]
        assert client.get(reverse("desk-queue")).status_code == 403
        assert unlock(client, page, "wrong").status_code == 422
        assert client.get(reverse("desk-queue")).status_code == 403
        assert unlock(client, page).headers["Location"] == desk[3]
        assert client.get(reverse("desk-queue")).status_code == 200


def test_words_typed_meanwhile_come_back_to_whoever_typed_them_and_are_not_saved_before(desk: Any) -> None:
    client, there = desk[2], desk[3]
    form = hidden(client.get(there)) | {"kind": "call", "words": WORDS}
    with later():
        page = client.post(there, form)
        assert (page.status_code, WORDS in page.content.decode()) == (403, False)
        assert not Entry.objects.exists()
        wrong = unlock(client, page, "wrong")
        assert hidden(wrong)["kept"] == hidden(page)["kept"]
        again = unlock(client, wrong)
        assert hidden(again)["words"] == WORDS
        assert f'action="{there}"' in again.content.decode()


def test_the_next_person_at_the_computer_sees_nothing_of_it_and_signs_in_as_themselves(desk: Any) -> None:
    client, there = desk[2], desk[3]
    ned = make_account(make_holder("Ned Roe", "dsl"), "ned")
    form = hidden(client.get(there)) | {"kind": "call", "words": WORDS}
    with later():
        page = client.post(there, form)
        taken = hidden(page)["kept"]
        ned.set_password("another lantern gravel")
        ned.save()
        assert unlock(client, page, "another lantern gravel").status_code == 422
        client.post(reverse("sign-out"))
        signed = client.post(reverse("sign-in"), {"username": "ned", "password": "another lantern gravel"})
        assert signed.headers["Location"] == reverse("second-step")
        code = shown_by_app_of(ned, utc_now())
        opened = client.post(reverse("second-step"), {"code": code, "kept": taken})
        assert opened.headers["Location"] == reverse("desk-queue")
        assert WORDS not in client.get(reverse("desk-queue")).content.decode()


def test_it_is_locked_at_once_by_its_button_with_what_stood_in_the_form(desk: Any) -> None:
    client, there = desk[2], desk[3]
    form = hidden(client.get(there)) | {"kind": "call", "words": WORDS, "locked-at": there}
    page = client.post(reverse("lock"), form)
    assert (page.status_code, client.get(reverse("desk-queue")).status_code) == (403, 403)
    assert hidden(unlock(client, page))["words"] == WORDS
    assert client.get(reverse("desk-queue")).status_code == 200
    bare = client.post(reverse("lock"), {}, headers={"referer": f"http://testserver{there}"})
    assert unlock(client, bare).headers["Location"] == there


@pytest.mark.parametrize(
    "back", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "", "\\\\evil"]
)
def test_it_leads_nowhere_else(desk: Any, back: str) -> None:
    client = desk[2]
    client.post(reverse("lock"))
    answer = client.post(reverse("unlock"), {"password": PASSWORD, "back": back})
    assert answer.headers["Location"] == reverse("desk-queue")


def test_while_it_is_locked_nobody_reports_or_changes_anything_in_its_name(desk: Any) -> None:
    provider, _account, client, there = desk
    form = hidden(client.get(there))
    client.post(reverse("lock"))
    for name in ("account", "end-session", "ask-own-passkey", "tie-outside"):
        assert client.post(reverse(name), form).status_code == 403
    said = {"reporter": "staff", "about": "learner", "danger": "no", "seen": "He hid a drawing."}
    front = reverse("report", args=[provider.short_code])
    client.post(front, said | {"request_id": str(uuid4()), "step": "send"})
    assert Concern.objects.order_by("-received_at")[0].by == Actor.outsider().written


def test_passwords_are_guessed_there_no_faster_than_at_the_door(desk: Any) -> None:
    client = desk[2]
    page = client.post(reverse("lock"))
    answers = [unlock(client, page, "wrong").status_code for _ in range(TRIES_FOR_A_NAME + 1)]
    assert answers == [422] * TRIES_FOR_A_NAME + [429]
    assert unlock(client, page).status_code == 429
    assert client.get(reverse("desk-queue")).status_code == 403


def test_after_a_day_at_work_everything_is_asked_anew_and_the_words_are_kept_still(desk: Any) -> None:
    client, there = desk[2], desk[3]
    form = hidden(client.get(there)) | {"kind": "call", "words": WORDS}
    with later(timedelta(seconds=ours.SESSION_COOKIE_AGE - 600)):
        page = client.post(there, form)
        assert "kept" in hidden(page)
    with later(timedelta(seconds=ours.SESSION_COOKIE_AGE + 60)):
        answer = client.post(reverse("unlock"), hidden(page) | {"password": PASSWORD}, follow=True)
        assert "kept" in hidden(answer)
        assert client.get(reverse("desk-queue")).status_code in (302, 403)
