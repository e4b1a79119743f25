"""Somebody signed in at the desk, what a page of it says as one line of text, and what its forms carry unseen."""

import re
from html import unescape
from typing import Any
from uuid import UUID

from django.test import Client

from dueregard.authority.identity.models import Account, Person
from dueregard.authority.identity.operations import give_membership
from dueregard.ground.kernel.moments import london_day, utc_now
from dueregard.ground.tenancy.models import Provider
from household import SETUP

GATHERED = utc_now()
TODAY = london_day(GATHERED)
"""The day on which the tests were gathered; `it_stays_today` keeps a run past midnight in it."""


def sign_in(person: UUID, provider: Provider) -> Client:
    account = Account.objects.create_account(username=f"a{person}")
    give_membership(account=account, person=Person.objects.get(pk=person), actor=SETUP, now=utc_now())
    client = Client()
    client.force_login(account)
    session = client.session
    session.update({"provider": str(provider.id), "proven": True})
    session.save()
    return client


def undrawn(page: str) -> str:
    """A page without what the machine drew for it: by chance any short word stands in a token one day."""
    return re.sub(r'((csrfmiddlewaretoken|writer)" value|nonce)="[^"]*"', r"\1", page)


def text(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(undrawn(response.content.decode()).split())


def hidden(page: Any) -> dict[str, str]:
    """The unseen boxes of a page, but for the token that Django's test client does without."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page.content.decode())
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}
