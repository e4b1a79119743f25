"""What every answer tells the browser, whatever answered it, and what signing in and out leaves there."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from dueregard.authority.identity.models import Account, Person
from dueregard.authority.identity.operations import give_membership
from dueregard.ground.kernel.moments import utc_now
from household import SETUP, inside, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
PASSWORD = "correct horse battery"
ANSWERED_BEFORE_A_VIEW = [
    ("/sign-in/", {"host": "evil.example"}, 400),
    ("/desk", {}, 301),
    ("/desk/", {}, 302),
    ("/nothing/here/", {}, 404),
    ("/static/nothing.js", {}, 404),
    ("/sign-in/?next=//evil.example/", {}, 200),
    ("/r/nobody/", {}, 404),
]


@pytest.mark.parametrize(("there", "headers", "status"), ANSWERED_BEFORE_A_VIEW)
def test_every_answer_may_be_kept_nowhere_and_shown_in_no_frame(
    there: str, headers: dict[str, str], status: int
) -> None:
    response = Client(raise_request_exception=False).get(there, headers=headers)
    assert response.status_code == status
    assert "evil" not in response.headers.get("Location", "")
    said = response.headers
    assert (said["Cache-Control"], said["X-Frame-Options"], said["Referrer-Policy"]) == (
        "no-store",
        "DENY",
        "same-origin",
    )
    assert "frame-ancestors 'none'" in said["Content-Security-Policy"]
    assert (said["X-Content-Type-Options"], "camera=()" in said["Permissions-Policy"]) == ("nosniff", True)


def _enrolled() -> Client:
    with inside():
        account = Account.objects.create_account(username="lea", password=PASSWORD)
        person = Person.objects.get(pk=make_person("Lea Dee"))
        give_membership(account=account, person=person, actor=SETUP, now=utc_now())
    return Client()


def test_a_browser_closed_remembers_nothing_and_no_script_reads_a_cookie() -> None:
    client = _enrolled()
    response = client.post("/sign-in/", {"username": "lea", "password": PASSWORD}, follow=True)
    assert response.redirect_chain
    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} == set(client.cookies)
    for cookie in client.cookies.values():
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
        assert (cookie["expires"], cookie["max-age"]) == ("", "")


def test_a_session_key_from_before_signing_in_is_worth_nothing_after_it() -> None:
    client = _enrolled()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = str(session.session_key)
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    client.post("/sign-in/", {"username": "lea", "password": PASSWORD})
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert key != planted
    client.post("/sign-out/")
    for kept in (planted, key):
        another = Client()
        another.cookies[settings.SESSION_COOKIE_NAME] = str(kept)
        assert another.get("/desk/").status_code == 302
        assert "/sign-in/" in another.get("/desk/").headers["Location"]


@pytest.mark.parametrize(
    ("address", "said"), [("https://desk.example.org", "['https://desk.example.org'] True"), ("", "[] False")]
)
def test_a_form_of_ours_is_taken_behind_a_proxy_that_ends_tls(address: str, said: str) -> None:
    show = "from dueregard.config.settings import *; print(CSRF_TRUSTED_ORIGINS, SESSION_COOKIE_SECURE)"
    environment = os.environ | ({"DUEREGARD_ADDRESS": address} if address else {})
    done = subprocess.run(
        [sys.executable, "-c", show], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == said
