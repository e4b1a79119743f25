"""A lead sets up a passkey, signs out, comes in by it alone, locks the desk in mid-sentence and unlocks it."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from dueregard.authority.identity.models import Account
from dueregard.faces.demo.people import Plays
from dueregard.ground.kernel.moments import utc_now
from journeys.steps import PASSWORD, bears_looking_at, build, press, sign_in
from proving import give_app, shown_by_app_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("dueregard.config.urls")]


@pytest.fixture
def site(live_server: LiveServer, settings: Settings) -> str:
    """By its name: browsers make no passkey for a number."""
    settings.ADDRESS = f"http://localhost:{urlsplit(live_server.url).port}"
    return settings.ADDRESS


def give_device(page: Page) -> None:
    """A telephone that makes passkeys and knows its owner's face."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    device |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def test_a_lead_sets_up_a_passkey_comes_in_by_it_alone_and_unlocks_with_it(browser_page: Page) -> None:
    page, login = browser_page, build().login(Plays.LEAD)
    give_device(page)
    sign_in(page, login)
    page.goto("/desk/account/")
    account = Account.objects.get(username=login)
    give_app(account)
    page.get_by_label("Your password", exact=True).fill(PASSWORD)
    page.get_by_label("Your code").fill(shown_by_app_of(account, utc_now()))
    press(page, "Set up a passkey")
    page.get_by_label("What do you call this passkey?").fill("work telephone")
    bears_looking_at(page)
    press(page, "Make the passkey")
    expect(page.get_by_role("heading", level=1)).to_have_text("Print these codes, or write them down")
    page.get_by_role("link", name="I have them on paper. Go on").click()
    expect(page.get_by_text("work telephone").first).to_be_visible()
    bears_looking_at(page)
    press(page, "Sign out")
    bears_looking_at(page)
    press(page, "Sign in with a passkey")
    expect(page.get_by_role("heading", level=1)).to_have_text("Concerns")
    page.goto(reverse("somebody-told"))
    page.locator("#main textarea").first.fill("She rang and was afraid.")
    press(page, "Lock")
    expect(page.get_by_role("heading", level=1)).to_have_text("Locked. Is it still you?")
    bears_looking_at(page)
    press(page, "Unlock with a passkey")
    expect(page.locator("input[value='She rang and was afraid.']")).to_have_count(1)
    page.goto("/desk/account/")
    press(page, "Show it with a passkey")
    expect(page.get_by_text("You have just shown that it is you.")).to_be_visible()
