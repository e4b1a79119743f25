"""Signing in by the local identity provider of the tests: over there, back again, and tying it."""

import json
from typing import Any

from django.test import Client
from django.urls import reverse

from dueregard.authority.identity.models import Account, OutsideSignIn, Person
from dueregard.authority.identity.operations import give_membership
from dueregard.authority.identity.tying import SetUp, set_up_outside
from dueregard.ground.audit.models import Entry
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from household import SETUP
from lying_provider import CLIENT, SECRET, LyingProvider

PASSWORD = "otter lantern gravel"
HERE = "http://localhost:8000"


def set_up(there: LyingProvider, **said: Any) -> OutsideSignIn:
    """Set the identity provider up, as typed by an administrator but for what is `said` otherwise."""
    words = {"name": "Work", "issuer": there.issuer, "client_id": CLIENT, "secret": SECRET, "tenant": ""}
    typed: dict[str, Any] = words | {"subject_claim": "sub", "proves_twice": False} | said
    return set_up_outside(said=SetUp(**typed), actor=SETUP, now=utc_now())


def make_account(person: Any, name: str) -> Account:
    """A sign-in for somebody of the directory."""
    account = Account.objects.create_account(username=name, password=PASSWORD)
    give_membership(account=account, person=Person.objects.get(pk=person), actor=SETUP, now=utc_now())
    return account


def browser() -> Client:
    """One that nobody is signed in with."""
    return Client(HTTP_HOST="localhost:8000")


def signed_in(account: Account, provider: Provider) -> Client:
    """One in which somebody has proved themselves."""
    client = browser()
    client.force_login(account)
    session = client.session
    session.update({"provider": str(provider.id), "proven": True})
    session.save()
    return client


def go(client: Client, there: LyingProvider, provider: Provider, **more: str) -> dict[str, str]:
    """Over there, where somebody signs in; gives what the browser brings back."""
    answer = client.post(reverse("outside", args=[provider.short_code]))
    assert answer.status_code == 302, answer.content.decode()
    asked = there.remember(answer.headers["Location"])
    return {"code": "a-code", "state": asked["state"], **more}


def come(client: Client, brought: dict[str, str]) -> Any:
    """Back from over there."""
    return client.get(reverse("outside-back"), brought)


def tie(house: Any, there: LyingProvider) -> None:
    """On one's own session, after the password."""
    provider, account = house
    client = signed_in(account, provider)
    said = {"password": PASSWORD, "do": "tie"}
    assert client.post(reverse("account"), said).headers["Location"] == reverse("tie-outside")
    asked = there.remember(client.post(reverse("tie-outside")).headers["Location"])
    back = come(client, {"code": "c", "state": asked["state"]})
    assert back.headers["Location"] == reverse("account")


def refusals() -> list[str]:
    """Of what kinds those were who were not let in."""
    return [
        json.loads(entry.detail)["why"] for entry in Entry.objects.filter(verb="identity.outside-refused")
    ]
