"""The way to the mail server: encrypted, verified, signed in."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from certificates import Authority
from dueregard.mechanisms.notifications.secret import forget_mail_secret, keep_mail_secret, mail_secret
from dueregard.mechanisms.notifications.troubles import Trouble
from dueregard.mechanisms.notifications.vocabulary import Progress
from household import NOON
from mechanisms.notifications.letterbox import make_reader, office, tell_of, the_message, work
from mechanisms.notifications.post_office import (
    PASSWORD,
    SECRET,
    Office,
    sent,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_starttls_and_a_password(post: Office, authority: Authority) -> None:
    post.opens(starttls=authority.serving("127.0.0.1"))
    assert (sent(post), post.inbox.shown) == (True, [PASSWORD])


def test_tls_from_the_first_byte_and_a_password(post: Office, authority: Authority) -> None:
    post.settings.EMAIL_USE_TLS, post.settings.EMAIL_USE_SSL = False, True
    post.opens(tls=authority.serving("127.0.0.1"))
    assert (sent(post), post.inbox.shown) == (True, [PASSWORD])


def test_a_token_is_fetched_once_and_again_when_it_has_ended(
    post: Office, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.opens(starttls=authority.serving("127.0.0.1"))
    desk = post.gives_tokens(authority.serving("127.0.0.1"))
    with office():
        reader = make_reader()
        for occasion in ("one", "two"):
            tell_of(reader, occasion=occasion)
            work()
        assert desk.asked == [
            {
                "grant_type": ["client_credentials"],
                "client_id": ["client"],
                "client_secret": [SECRET],
                "scope": ["https://outlook.office365.com/.default"],
            }
        ]
        later = time.monotonic() + 3600 - 59
        monkeypatch.setattr(time, "monotonic", lambda: later)
        desk.answer = (200, {"access_token": "t2", "token_type": "Bearer", "expires_in": 3600})
        post.inbox.good = "t2"
        tell_of(reader, occasion="three")
        work()
    assert (post.inbox.shown, len(desk.asked), len(post.inbox.mails)) == (["t1", "t1", "t2"], 2, 3)


def test_a_token_that_was_revoked_is_not_shown_twice(post: Office, authority: Authority) -> None:
    post.opens(starttls=authority.serving("127.0.0.1"))
    desk = post.gives_tokens(authority.serving("127.0.0.1"))
    with office():
        tell_of(make_reader())
        post.inbox.good = "t2"
        work()
        assert the_message().trouble == Trouble.SIGN_IN
        desk.answer = (200, {"access_token": "t2", "token_type": "Bearer", "expires_in": 3600})
        work(NOON + MINUTE)
        assert the_message().progress == Progress.ACCEPTED


def test_a_secret_is_sealed_and_found_again(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_HOST_PASSWORD = ""
    assert mail_secret() == ""
    keep_mail_secret(SECRET)
    sealed = Path(settings.KEYS) / "mail.sealed"
    try:
        assert (mail_secret(), sealed.stat().st_mode & 0o077) == (SECRET, 0)
        assert SECRET.encode() not in sealed.read_bytes()
        sealed.write_bytes(sealed.read_bytes()[:-1])
        assert mail_secret() == ""
    finally:
        forget_mail_secret()
    (tmp_path / "dueregard-mail").write_text(f"{SECRET}\n")
    settings.CREDENTIALS = tmp_path
    assert mail_secret() == SECRET
