"""Tying an identity to one's own sign-in, on one's own session."""

from typing import Any

import pytest
from django.urls import reverse

from dueregard.authority.identity.models import OutsideIdentity
from dueregard.ground.kernel.moments import utc_now
from household import make_person
from lying_provider import Lies, LyingProvider
from outside_support import PASSWORD, browser, come, go, make_account, signed_in, tie

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


def test_an_identity_is_tied_to_one_sign_in_on_ones_own_session_after_a_proof(
    house: Any, there: LyingProvider
) -> None:
    provider, account = house
    client = signed_in(account, provider)
    assert client.get(reverse("tie-outside")).headers["Location"] == reverse("account")
    assert client.post(reverse("tie-outside")).headers["Location"] == reverse("account")
    tie(house, there)
    ned = make_account(make_person("Ned Roe"), "ned")
    other = signed_in(ned, provider)
    other.post(reverse("account"), {"password": PASSWORD, "do": "tie"})
    asked = there.remember(other.post(reverse("tie-outside")).headers["Location"])
    refused = come(other, {"code": "c", "state": asked["state"]})
    assert (refused.status_code, "tied to a sign-in already" in refused.content.decode()) == (403, True)
    assert OutsideIdentity.objects.known(utc_now()).get().account == account
    client.post(reverse("account"), {"password": PASSWORD, "do": "untie"})
    outside = browser()
    assert come(outside, go(outside, there, provider)).status_code == 403


@pytest.mark.parametrize("brought", [{}, {"code": "c"}])
def test_whoever_comes_back_with_nothing_to_tie_is_led_to_their_own_page_and_told_so(
    house: Any, there: LyingProvider, brought: dict[str, str]
) -> None:
    provider, account = house
    client = signed_in(account, provider)
    client.post(reverse("account"), {"password": PASSWORD, "do": "tie"})
    asked = there.remember(client.post(reverse("tie-outside")).headers["Location"])
    there.lies = Lies(claims={"iss": "https://evil.example"})
    page = come(client, brought | {"state": asked["state"]})
    said = " ".join(page.content.decode().split())
    assert (page.status_code, "Nothing was tied" in said, "Back to Your sign-in" in said) == (403, True, True)
    assert "Nobody was let in" not in said
    assert OutsideIdentity.objects.count() == 0
