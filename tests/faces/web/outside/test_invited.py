"""Whoever was invited ties their identity there as they set up their sign-in, or makes a passkey: all at once, or
nothing."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dueregard.authority.identity.codes import SHEET
from dueregard.authority.identity.invitations import open_invitations
from dueregard.authority.identity.models import Membership, OutsideIdentity, Passkey
from dueregard.authority.identity.tying import end_outside
from dueregard.ground.kernel.moments import Moment, utc_now
from faces.web.test_inviting import House, finish, invited
from household import SETUP, inside
from lying_provider import Lies, LyingProvider
from outside_support import browser, come, go, make_account, refusals, set_up, tie
from soft_passkey import SoftPasskey

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


@pytest.fixture
def home(there: LyingProvider) -> Any:
    """A provider that has set the identity provider up, and people to invite."""
    with inside() as provider:
        set_up(there)
        yield House(provider)


def come_in(home: House, who: Any = None) -> Client:
    """A browser in which the code of an invitation was typed."""
    client = browser()
    assert home.typed(home.code(who), client).status_code == 302
    return client


def went_there(client: Client, home: House, there: LyingProvider, **more: str) -> Any:
    asked = there.remember(client.post(home.there, {"do": "outside"}).headers["Location"])
    back = come(client, more or {"code": "c", "state": asked["state"]})
    assert back.headers["Location"] == home.there
    return client.get(home.there)


def said(page: Any) -> str:
    return " ".join(page.content.decode().split())


def test_their_identity_opens_the_sign_in_they_set_up_and_nobody_elses(
    home: House, there: LyingProvider
) -> None:
    client, code = browser(), home.code()
    home.typed(code, client)
    page = client.get(home.there)
    assert f"form-action 'self' {there.issuer}" in page.headers["Content-Security-Policy"]
    assert "You came back from Work" in said(went_there(client, home, there))
    assert (OutsideIdentity.objects.count(), "_auth_user_id" in client.session) == (0, False)
    assert finish(client, home, app=False).status_code == 200
    assert client.session["opened-by"] == "outside"
    assert home.typed(code).status_code == 422
    other = browser()
    assert come(other, go(other, there, home.provider)).headers["Location"] == reverse("desk-queue")
    assert Membership.objects.get(account=other.session["_auth_user_id"]).person_id == home.tutor
    there.lies = Lies(claims={"sub": "another", "email": "tu@example.org"})
    stranger = browser()
    assert come(stranger, go(stranger, there, home.provider)).status_code == 403


@pytest.mark.parametrize(
    ("taken", "ways", "enough"), [(False, ["mfa"], False), (True, ["pwd"], False), (True, ["mfa"], True)]
)
def test_whoever_reads_cases_sets_up_a_second_step_unless_theirs_is_taken_and_was_shown(
    home: House, there: LyingProvider, taken: bool, ways: list[str], enough: bool
) -> None:
    set_up(there, proves_twice=taken, secret="")
    there.lies = Lies(claims={"amr": ways})
    client = come_in(home, home.lead)
    went_there(client, home, there)
    assert finish(client, home, app=False).status_code == (200 if enough else 422)
    assert OutsideIdentity.objects.count() == enough
    assert client.get(reverse("account")).status_code == (200 if enough else 302)
    if not enough:
        assert finish(client, home).status_code == 200
        assert client.session["opened-by"] == "code"


def test_an_identity_that_opens_another_sign_in_is_not_tied_and_the_code_stays_good(
    home: House, there: LyingProvider
) -> None:
    tie((home.provider, make_account(home.head, "hea")), there)
    client = come_in(home)
    went_there(client, home, there)
    refused = finish(client, home, app=False)
    assert (refused.status_code, "tied to a sign-in already" in said(refused)) == (422, True)
    assert len(open_invitations(home.tutor, Moment.now(utc_now()))) == 1
    assert OutsideIdentity.objects.known(utc_now()).get().account.username == "hea"


def test_what_was_shown_for_one_invitation_is_nothing_for_another(home: House, there: LyingProvider) -> None:
    client = come_in(home)
    went_there(client, home, there)
    home.typed(home.code(home.lead), client)
    assert "You came back" not in said(client.get(home.there))
    assert finish(client, home).status_code == 200
    assert OutsideIdentity.objects.count() == 0


def test_a_lie_is_said_once_and_they_go_on_without(home: House, there: LyingProvider) -> None:
    client = come_in(home)
    there.lies = Lies(claims={"iss": "https://evil.example"})
    page = went_there(client, home, there)
    assert ("Nothing was tied" in said(page), refusals()) == (True, ["issuer"])
    assert "Nothing was tied" not in said(client.get(home.there))
    assert "You came back" not in said(went_there(client, home, there, error="denied"))
    assert finish(client, home, app=False).status_code == 200
    assert OutsideIdentity.objects.count() == 0


def test_an_identity_provider_that_was_ended_meanwhile_ties_nothing(
    home: House, there: LyingProvider
) -> None:
    client = come_in(home)
    went_there(client, home, there)
    end_outside(actor=SETUP, now=utc_now())
    refused = finish(client, home, app=False)
    assert (refused.status_code, OutsideIdentity.objects.count()) == (422, 0)
    assert not Membership.objects.exists()


def test_the_first_second_step_may_be_a_passkey_made_in_the_same_browser(
    home: House, there: LyingProvider
) -> None:
    ask = reverse("ask-invited-passkey", args=[home.provider.short_code])
    assert browser().post(ask).headers["Location"] == home.there
    client, passkey = come_in(home, home.lead), SoftPasskey()
    asked = json.loads(client.post(ask).content)
    for wrong in ("{}", passkey.make(asked, origin="https://evil.example")):
        assert finish(client, home, app=False, passkey=wrong).status_code == 422
    assert not invited().has_usable_password()
    made = passkey.make(json.loads(client.post(ask).content))
    elsewhere = come_in(home, home.tutor)
    assert finish(elsewhere, home, app=False, passkey=made).status_code == 422
    assert Passkey.objects.count() == 0


def test_by_a_passkey_they_are_let_in_at_once_and_get_their_codes(home: House, there: LyingProvider) -> None:
    client = come_in(home, home.lead)
    ask = reverse("ask-invited-passkey", args=[home.provider.short_code])
    sent = SoftPasskey().make(json.loads(client.post(ask).content))
    done = finish(client, home, app=False, passkey=sent)
    assert (done.status_code, done.content.decode().count("<li><code>")) == (200, SHEET)
    assert client.session["opened-by"] == "passkey"
    assert client.get(reverse("desk-queue")).status_code == 200
