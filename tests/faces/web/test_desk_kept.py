"""A second tab after signing out: what was typed in it is not saved, and not lost."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dueregard.authority.identity.models import Account, Person
from dueregard.authority.identity.operations import give_membership
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import Entry
from household import SETUP, inside, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
TYPED = {"kind": "call", "words": 'She said "no" & left.\nThen she rang.'}
SECRET = "a-long-enough-password-4711"


def account_of(person: Any) -> Account:
    account = Account.objects.create_account(username="lea")
    account.set_password(SECRET)
    account.save()
    give_membership(account=account, person=Person.objects.get(pk=person), actor=SETUP, now=utc_now())
    return account


def hidden(page: Any) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page.content.decode())
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_words_are_carried_through_signing_in_and_sent_only_when_asked() -> None:
    with inside() as provider:
        account = account_of(make_holder("Lea Dee", "dsl"))
        there = reverse("entry", args=[concern_about_a_learner()])
        client = Client()
        page = client.post(there, TYPED)
        assert page.status_code == 403
        assert "not saved yet. Nothing is lost." in page.content.decode()
        wrong = client.post(reverse("sign-in"), hidden(page) | {"username": "lea", "password": "wrong"})
        assert (wrong.status_code, hidden(wrong)) == (422, hidden(page))
        again = client.post(reverse("sign-in"), hidden(wrong) | {"username": "lea", "password": SECRET})
        assert f'action="{there}"' in again.content.decode()
        assert not Entry.objects.exists()
        assert hidden(again) == TYPED
        assert client.session["provider"] == str(provider.id)
        assert client.post(there, hidden(again)).status_code == 302
        assert Entry.objects.count() == 1
    assert account.username == "lea"


def test_whoever_works_for_two_providers_chooses_one_on_the_way() -> None:
    with inside() as provider:
        account = account_of(make_holder("Lea Dee", "dsl"))
        there = reverse("entry", args=[concern_about_a_learner()])
    with inside("elsewhere"):
        other = Person.objects.get(pk=make_holder("Lea Dee", "dsl"))
        give_membership(account=account, person=other, actor=SETUP, now=utc_now())
    client = Client()
    page = client.post(there, TYPED)
    asked = client.post(reverse("sign-in"), hidden(page) | {"username": "lea", "password": SECRET})
    chosen = client.post(reverse("choose-provider"), hidden(asked) | {"provider": str(provider.id)})
    assert hidden(chosen) == TYPED
    assert Provider.objects.count() == 2


@pytest.mark.parametrize(
    "back", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)", ""]
)
def test_nothing_is_carried_to_an_address_that_is_not_ours(back: str) -> None:
    with inside():
        account_of(make_holder("Lea Dee", "dsl"))
        said = {"username": "lea", "password": SECRET, "kept-for": back, "kept.words": "x"}
        answer = Client().post(reverse("sign-in"), said)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("desk-queue"))


def test_a_button_without_words_leads_to_the_sign_in_page_like_any_address() -> None:
    answer = Client().post(reverse("sign-out"))
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, reverse("sign-in"))
