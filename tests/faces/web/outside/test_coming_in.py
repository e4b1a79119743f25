"""Signing in by an identity provider that is honest: what it is asked, what comes back, and whom it lets in."""

from base64 import b64decode, urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from dueregard.authority.identity.models import OutsideSignIn
from dueregard.ground.kernel.moments import utc_now
from household import inside, make_holder
from lying_provider import OTHER_KEY, SECRET, Lies, LyingProvider
from outside_support import HERE, browser, come, go, make_account, refusals, set_up, tie
from proving import give_app, shown_by_app_of
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


def test_whoever_tied_it_themselves_comes_in_and_the_session_remembers_by_what(
    house: Any, there: LyingProvider
) -> None:
    provider, account = house
    client = browser()
    nobody = come(client, go(client, there, provider))
    assert (nobody.status_code, refusals()) == (403, ["unknown"])
    assert "no sign-in here is tied to that" in nobody.content.decode()
    tie(house, there)
    assert come(client, go(client, there, provider)).headers["Location"] == reverse("desk-queue")
    assert client.session["_auth_user_id"] == str(account.pk)
    assert (client.session["opened-by"], client.session["provider"]) == ("outside", str(provider.id))
    assert client.get(reverse("my-reports")).status_code == 200


def test_what_is_asked_there_is_bound_to_us_and_no_secret_is_in_an_address(
    house: Any, there: LyingProvider
) -> None:
    client = browser()
    page = client.get(reverse("outside", args=[house[0].short_code]))
    assert f"form-action 'self' {there.issuer}" in page.headers["Content-Security-Policy"]
    answer = client.post(reverse("outside", args=[house[0].short_code]))
    asked = there.remember(answer.headers["Location"])
    assert asked["redirect_uri"] == HERE + reverse("outside-back")
    assert (asked["scope"], asked["response_type"]) == ("openid", "code")
    come(client, {"code": "c", "state": asked["state"]})
    sent = there.asked[-1]
    proof = urlsafe_b64encode(sha256(sent["code_verifier"].encode()).digest()).rstrip(b"=").decode()
    assert (proof, asked["code_challenge_method"]) == (asked["code_challenge"], "S256")
    assert (
        b64decode(there.secrets[-1].removeprefix("Basic ")) == b"due-regard:a%20secret%3A%20of%20%2F%20theirs"
    )
    assert SECRET not in answer.headers["Location"]
    assert SECRET.encode() not in bytes(OutsideSignIn.objects.get().secret)


def test_keys_may_be_changed_over_there_from_one_sign_in_to_the_next(
    house: Any, there: LyingProvider
) -> None:
    tie(house, there)
    there.lies = Lies(key=OTHER_KEY, publishes=OTHER_KEY)
    client = browser()
    assert come(client, go(client, there, house[0])).status_code == 302


def test_what_comes_back_is_good_once_in_its_own_browser_and_for_ten_minutes(
    house: Any, there: LyingProvider
) -> None:
    tie(house, there)
    client, other = browser(), browser()
    brought = go(client, there, house[0])
    assert come(browser(), brought).headers["Location"] == reverse("sign-in")
    go(other, there, house[0])
    assert come(other, brought).status_code == 403
    assert come(client, brought).status_code == 403  # over there the last nonce is the other browser's
    brought = go(client, there, house[0])
    assert come(client, brought).headers["Location"] == reverse("desk-queue")
    client.post(reverse("sign-out"))
    assert come(client, brought).headers["Location"] == reverse("sign-in")
    late = go(client, there, house[0])
    with time_machine.travel(utc_now() + timedelta(minutes=11), tick=False):
        assert come(client, late).status_code == 403


def test_who_came_back_with_nothing_is_told_so_and_nothing_of_it_is_repeated(
    house: Any, there: LyingProvider
) -> None:
    client = browser()
    brought = go(client, there, house[0])
    answer = come(client, {"error": "<b>evil words</b>", "state": brought["state"]})
    assert (answer.status_code, "evil words" in answer.content.decode()) == (403, False)


def test_a_lead_is_asked_for_our_second_step_unless_theirs_is_taken_and_was_shown(
    there: LyingProvider,
) -> None:
    with inside() as provider:
        set_up(there)
        account = make_account(make_holder("Lea Dee", "dsl"), "lea")
        concern_about_a_learner()
        tie((provider, account), there)
        give_app(account)
        for twice, ways, asked in (
            (False, ["pwd", "mfa"], True),
            (True, ["pwd"], True),
            (True, "mfa", True),
            (True, None, True),
            (True, ["pwd", "mfa"], False),
        ):
            set_up(there, proves_twice=twice, secret="")
            there.lies = Lies(claims={"amr": ways})
            client = browser()
            leads_to = come(client, go(client, there, provider)).headers["Location"]
            assert leads_to == reverse("second-step" if asked else "desk-queue")
            assert (client.get(reverse("desk-queue")).status_code == 200) is not asked
        there.lies, client = Lies(), browser()
        come(client, go(client, there, provider))
        # One provider's word is worth nothing at another: there is no choosing after it.
        assert client.get(reverse("choose-provider")).headers["Location"] == reverse("second-step")
        code = shown_by_app_of(account, utc_now())
        assert client.post(reverse("second-step"), {"code": code}).headers["Location"] == reverse(
            "desk-queue"
        )
