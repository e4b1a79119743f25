"""Passkeys on the pages: who may set one up, what one opens without a password, and what nobody learns by trying."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from desk_support import hidden, text
from dueregard.authority.identity.models import Account, Challenge, Passkey, Person
from dueregard.authority.identity.operations import give_membership
from dueregard.authority.identity.vocabulary import OpenedBy
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from household import SETUP, inside, make_holder, make_person
from proving import give_app, shown_by_app_of
from soft_passkey import ORIGIN, SoftPasskey
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
PASSWORD = "otter lantern gravel"


@pytest.fixture(autouse=True)
def _address(settings: Settings) -> None:
    settings.ADDRESS = ORIGIN


@pytest.fixture
def lead() -> Any:
    """A lead with an app, and whose provider we are in."""
    with inside() as provider:
        account = make_account(make_holder("Lea Dee", "dsl"), "lea")
        give_app(account)
        concern_about_a_learner()  # and with it a policy that says what a lead may do
        yield provider, account


def make_account(person: Any, name: str) -> Account:
    account = Account.objects.create_account(username=name, password=PASSWORD)
    give_membership(account=account, person=Person.objects.get(pk=person), actor=SETUP, now=utc_now())
    return account


def browser() -> Client:
    return Client(HTTP_HOST="localhost:8000")


def signed_in(account: Account, provider: Provider) -> Client:
    client = browser()
    client.force_login(account)
    session = client.session
    session.update({"provider": str(provider.id), "proven": True})
    session.save()
    return client


def asked(client: Client, name: str) -> dict[str, Any]:
    answer = client.post(reverse(name))
    assert answer.status_code == 200, answer
    found: dict[str, Any] = json.loads(answer.content)
    return found


def enrol(lead: tuple[Provider, Account], label: str = "my key") -> SoftPasskey:
    """Set up through the pages, by somebody who types password and code once more."""
    provider, account = lead
    client, passkey = signed_in(account, provider), SoftPasskey()
    proof = {"password": PASSWORD, "code": shown_by_app_of(account, utc_now()), "do": "passkey"}
    assert client.post(reverse("account"), proof).headers["Location"] == reverse("add-passkey")
    sent = passkey.make(asked(client, "ask-new-passkey"))
    made = client.post(reverse("add-passkey"), {"label": label, "passkey": sent})
    assert made.status_code in (200, 302)  # the first comes with a sheet of codes
    return passkey


def alone(passkey: SoftPasskey, client: Client | None = None, **more: str) -> Any:
    client = client or browser()
    sent = passkey.sign(asked(client, "ask-any-passkey"))
    return client.post(reverse("sign-in-by-passkey"), {"passkey": sent, **more})


def test_it_opens_the_desk_without_a_name_or_a_password_and_the_session_knows_by_what(lead: Any) -> None:
    passkey, client = enrol(lead), browser()
    assert alone(passkey, client).headers["Location"] == reverse("desk-queue")
    assert client.get(reverse("desk-queue")).status_code == 200
    assert client.session["opened-by"] == OpenedBy.PASSKEY
    page = text(client.get(reverse("account")))
    assert "my key" in page
    assert "last used" in page


def test_it_is_the_second_step_after_a_password(lead: Any) -> None:
    passkey, client = enrol(lead), browser()
    client.post(reverse("sign-in"), {"username": "lea", "password": PASSWORD})
    assert "Use a passkey" in text(client.get(reverse("second-step")))
    false = client.post(reverse("second-step"), {"passkey": "{}"})
    assert (false.status_code, "opens nothing here" in false.content.decode()) == (422, True)
    sent = passkey.sign(asked(client, "ask-second-passkey"))
    assert client.post(reverse("second-step"), {"passkey": sent}).headers["Location"] == reverse("desk-queue")
    assert client.session["opened-by"] == OpenedBy.PASSKEY


def test_what_is_wrong_with_one_is_never_said_and_nobody_gets_in(lead: Any) -> None:
    passkey = enrol(lead)
    unknown = SoftPasskey(handle=passkey.handle)
    unsent = browser().post(reverse("sign-in-by-passkey"), {})
    other_browser = passkey.sign(asked(browser(), "ask-any-passkey"))
    moved = browser().post(reverse("sign-in-by-passkey"), {"passkey": other_browser})
    pages = []
    for answer in (alone(unknown), unsent, moved):
        assert answer.status_code == 422
        pages.append(re.sub(r'(nonce=|value=)"[^"]*"', "", answer.content.decode()))
    assert len(set(pages)) == 1


def test_an_answer_sent_twice_signs_in_once(lead: Any) -> None:
    passkey, client = enrol(lead), browser()
    sent = passkey.sign(asked(client, "ask-any-passkey"))
    first = client.post(reverse("sign-in-by-passkey"), {"passkey": sent})
    client.post(reverse("sign-out"))
    again = client.post(reverse("sign-in-by-passkey"), {"passkey": sent})
    assert (first.status_code, again.status_code) == (302, 422)


def test_a_login_of_two_providers_chooses_and_is_asked_for_no_more() -> None:
    with inside() as provider:
        account = make_account(make_holder("Lea Dee", "dsl"), "lea")
        give_app(account)
        passkey, client = enrol((provider, account)), browser()
    with inside("elsewhere") as elsewhere:
        person = Person.objects.get(pk=make_holder("Lea Dee", "dsl"))
        give_membership(account=account, person=person, actor=SETUP, now=utc_now())
    assert alone(passkey, client).headers["Location"] == reverse("choose-provider")
    chosen = client.post(reverse("choose-provider"), {"provider": str(elsewhere.id)})
    assert chosen.headers["Location"] == reverse("desk-queue")
    assert client.session["provider"] == str(elsewhere.id)


def test_words_typed_before_a_sign_out_come_through(lead: Any) -> None:
    passkey, client = enrol(lead), browser()
    alone(passkey, client)
    form = hidden(client.get(reverse("account")))
    client.post(reverse("sign-out"))
    page = client.post(reverse("account"), form | {"words": "She rang."})
    assert hidden(alone(passkey, client, kept=hidden(page)["kept"]))["words"] == "She rang."


def test_nothing_is_set_up_at_a_screen_somebody_left(lead: Any) -> None:
    client = signed_in(lead[1], lead[0])
    assert client.get(reverse("add-passkey")).headers["Location"] == reverse("account")
    assert client.post(reverse("ask-new-passkey")).headers["Location"] == reverse("account")
    for proof in ({"password": PASSWORD, "code": "000000"}, {"password": "wrong", "code": "000000"}):
        assert client.post(reverse("account"), proof | {"do": "passkey"}).status_code == 422
    assert not Challenge.objects.exists()


def test_a_passkey_shown_now_is_good_for_one_change_within_five_minutes(lead: Any) -> None:
    passkey, client = enrol(lead), signed_in(lead[1], lead[0])
    give_app(lead[1])
    show = {"passkey": passkey.sign(asked(client, "ask-own-passkey"))}
    assert client.post(reverse("account"), show).headers["Location"] == reverse("account")
    assert "just shown that it is you" in text(client.get(reverse("account")))
    remove = {"do": f"remove:{Passkey.objects.get().id}"}
    with time_machine.travel(utc_now() + timedelta(minutes=6), tick=False):
        assert client.post(reverse("account"), remove).status_code == 422
    assert client.post(reverse("account"), remove).status_code == 302
    assert not Passkey.objects.exists()
    assert client.post(reverse("account"), {"do": "codes"}).status_code == 422


def test_nobody_removes_the_passkey_of_somebody_else(lead: Any) -> None:
    enrol(lead)
    make_account(make_person("Ned Roe"), "ned")
    client = browser()
    client.post(reverse("sign-in"), {"username": "ned", "password": PASSWORD})
    client.post(reverse("account"), {"password": PASSWORD, "do": f"remove:{Passkey.objects.get().id}"})
    assert Passkey.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://desk.example.org", "open https://desk.example.org instead"),
        ("https://192.0.2.7", "need an address with a name and encryption"),
    ],
)
def test_at_another_address_no_passkey_is_offered_and_the_page_says_why(
    lead: Any, settings: Settings, address: str, said: str
) -> None:
    settings.ADDRESS = address
    client = signed_in(lead[1], lead[0])
    assert said in text(client.get(reverse("account")))
    assert "data-passkey" not in browser().get(reverse("sign-in")).content.decode()
    assert browser().post(reverse("ask-any-passkey")).status_code == 404


def test_who_reads_cases_and_has_one_device_is_asked_for_a_second_until_they_have_it(lead: Any) -> None:
    provider, account = lead
    asks = "Set up a second one"
    client = signed_in(account, provider)
    assert asks not in text(client.get(reverse("my-reports")))  # invented people lose nothing
    provider.fictional = False
    provider.save()
    assert asks in text(client.get(reverse("my-reports")))
    enrol(lead)
    assert asks not in text(client.get(reverse("my-reports")))
    Passkey.objects.update(doubted_at=utc_now())
    assert asks in text(client.get(reverse("my-reports")))
    assert "There may be a copy of it" in text(client.get(reverse("account")))
