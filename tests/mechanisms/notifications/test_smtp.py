"""The way to the mail server: encrypted, verified, signed in; every fault by its name, nothing lost, no secret told."""

import logging
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from certificates import DAY, NOW, Authority
from dueregard.assurance.health.queries.lines import of_provider
from dueregard.assurance.health.vocabulary import Finding, State
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel.refusals import Refusal
from dueregard.mechanisms.notifications import tokens
from dueregard.mechanisms.notifications.queries import shown_to, unopened_since
from dueregard.mechanisms.notifications.secret import forget_mail_secret, keep_mail_secret, mail_secret
from dueregard.mechanisms.notifications.trial import send_trial
from dueregard.mechanisms.notifications.troubles import Trouble
from dueregard.mechanisms.notifications.vocabulary import WAITS, Progress
from household import NOON
from mechanisms.notifications.conftest import free_port
from mechanisms.notifications.letterbox import make_reader, office, tell_of, the_message, work
from mechanisms.notifications.post_office import (
    PASSWORD,
    SECRET,
    USER,
    Guarded,
    TokenDesk,
    mail_server,
    token_desk,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@dataclass
class Office:
    """The mail server of a test, not yet open, and the settings that lead to it."""

    settings: Settings
    stack: ExitStack
    inbox: Guarded

    def opens(self, *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None) -> None:
        port = self.settings.EMAIL_PORT
        self.stack.enter_context(mail_server(self.inbox, port, starttls=starttls, tls=tls))

    def gives_tokens(self, context: ssl.SSLContext) -> TokenDesk:
        desk = self.stack.enter_context(token_desk(context))
        self.settings.MAIL_TOKEN_ENDPOINT, self.settings.EMAIL_HOST_PASSWORD = desk.endpoint, SECRET
        self.inbox.good = "t1"
        return desk


@pytest.fixture
def post(settings: Settings, authority: Authority) -> Iterator[Office]:
    """Mail by STARTTLS with a password, to a server that is not open yet."""
    settings.EMAIL_BACKEND = "dueregard.mechanisms.notifications.smtp.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = True, False
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = USER, PASSWORD
    settings.DEFAULT_FROM_EMAIL = "Due Regard <mailbox@ours.example>"
    settings.MAIL_CA, settings.MAIL_TOKEN_ENDPOINT, settings.MAIL_CLIENT_ID = authority.file, "", "client"
    tokens._held.clear()
    with ExitStack() as stack:
        yield Office(settings, stack, Guarded())


def sent(post: Office) -> bool:
    """Whether one message goes out now."""
    with office():
        tell_of(make_reader())
        work()
        return bool(the_message().progress == Progress.ACCEPTED and len(post.inbox.mails) == 1)


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


def another_certificate(post: Office, authority: Authority) -> None:
    post.opens(starttls=authority.serving("127.0.0.2"))


def ended_certificate(post: Office, authority: Authority) -> None:
    post.opens(starttls=authority.serving("127.0.0.1", until=NOW - DAY))


def unknown_authority(post: Office, authority: Authority) -> None:
    post.settings.MAIL_CA = None
    post.opens(starttls=authority.serving("127.0.0.1"))


def no_file_of_the_authority(post: Office, authority: Authority) -> None:
    post.settings.MAIL_CA = authority.folder / "nothing.pem"
    post.opens(starttls=authority.serving("127.0.0.1"))


def ended_certificate_from_the_first_byte(post: Office, authority: Authority) -> None:
    post.settings.EMAIL_USE_TLS, post.settings.EMAIL_USE_SSL = False, True
    post.opens(tls=authority.serving("127.0.0.1", until=NOW - DAY))


def no_starttls(post: Office, authority: Authority) -> None:
    post.opens()


def no_tls_from_the_first_byte(post: Office, authority: Authority) -> None:
    post.settings.EMAIL_USE_TLS, post.settings.EMAIL_USE_SSL = False, True
    post.opens()


def no_server_there(post: Office, authority: Authority) -> None:
    pass


def nothing_encrypted(post: Office, authority: Authority) -> None:
    post.settings.EMAIL_USE_TLS = False
    post.opens()


def tokens_unencrypted(post: Office, authority: Authority) -> None:
    post.opens(starttls=authority.serving("127.0.0.1"))
    desk = post.gives_tokens(authority.serving("127.0.0.1"))
    post.settings.MAIL_TOKEN_ENDPOINT = desk.endpoint.replace("https", "http")


def wrong_password(post: Office, authority: Authority) -> None:
    post.opens(starttls=authority.serving("127.0.0.1"))
    post.inbox.good = "another"


def no_password(post: Office, authority: Authority) -> None:
    post.settings.EMAIL_HOST_PASSWORD = ""
    post.opens(starttls=authority.serving("127.0.0.1"))


def wrong_token(post: Office, authority: Authority) -> None:
    tokens_from(post, authority)
    post.inbox.good = "another"


def tokens_from(post: Office, authority: Authority) -> TokenDesk:
    post.opens(starttls=authority.serving("127.0.0.1"))
    return post.gives_tokens(authority.serving("127.0.0.1"))


def no_token_desk(post: Office, authority: Authority) -> None:
    tokens_from(post, authority)
    post.settings.MAIL_TOKEN_ENDPOINT = f"https://127.0.0.1:{free_port()}/token"


def token_desk_of_another_name(post: Office, authority: Authority) -> None:
    post.opens(starttls=authority.serving("127.0.0.1"))
    post.gives_tokens(authority.serving("127.0.0.2"))


def token_desk_down(post: Office, authority: Authority) -> None:
    tokens_from(post, authority).answer = (503, b"later")


def client_secret_ended(post: Office, authority: Authority) -> None:
    tokens_from(post, authority).answer = (401, {"error": "invalid_client", "error_description": SECRET})


def led_elsewhere(post: Office, authority: Authority) -> None:
    tokens_from(post, authority).answer = (302, b"")


def a_page_and_no_token(post: Office, authority: Authority) -> None:
    tokens_from(post, authority).answer = (200, b"<html>Sign in</html>")


def a_token_with_a_line_break(post: Office, authority: Authority) -> None:
    said = {"access_token": "a\r\nRSET", "token_type": "Bearer", "expires_in": 3600}
    tokens_from(post, authority).answer = (200, said)


FAULTS = {
    another_certificate: Trouble.CERTIFICATE,
    ended_certificate: Trouble.CERTIFICATE,
    unknown_authority: Trouble.CERTIFICATE,
    no_file_of_the_authority: Trouble.CERTIFICATE,
    ended_certificate_from_the_first_byte: Trouble.CERTIFICATE,
    no_starttls: Trouble.NO_ENCRYPTION,
    no_tls_from_the_first_byte: Trouble.NO_ENCRYPTION,
    no_server_there: Trouble.UNREACHABLE,
    nothing_encrypted: Trouble.UNENCRYPTED,
    tokens_unencrypted: Trouble.UNENCRYPTED,
    wrong_password: Trouble.SIGN_IN,
    no_password: Trouble.NO_SECRET,
    wrong_token: Trouble.SIGN_IN,
    no_token_desk: Trouble.TOKENS_UNREACHABLE,
    token_desk_of_another_name: Trouble.CERTIFICATE,
    token_desk_down: Trouble.TOKENS_UNREACHABLE,
    client_secret_ended: Trouble.TOKENS_REFUSED,
    led_elsewhere: Trouble.TOKENS_REFUSED,
    a_page_and_no_token: Trouble.TOKENS_GARBLED,
    a_token_with_a_line_break: Trouble.TOKENS_GARBLED,
}


@pytest.mark.parametrize(("fault", "trouble"), FAULTS.items(), ids=lambda one: getattr(one, "__name__", ""))
def test_every_fault_is_said_loses_nothing_and_tells_no_secret(
    fault: object, trouble: Trouble, post: Office, authority: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    fault(post, authority)  # type: ignore[operator]
    with office():
        tell_of(make_reader())
        work()
        message = the_message()
        assert (message.progress, message.tries, message.trouble) == (Progress.TRYING, 1, trouble)
        found = mail_line()
        assert (found.state, found.mend) == (State.BROKEN, trouble.mend)
        assert trouble.sentence in found.sentence
    assert post.inbox.mails == []
    with pytest.raises(Refusal) as said:
        send_trial("it@ours.example")
    assert said.value.sentence == f"{trouble.sentence} {trouble.mend}"
    ours = [row.getMessage() for row in caplog.records if row.name.startswith(("dueregard", "django"))]
    told = "\n".join([*ours, found.sentence, found.mend, said.value.sentence])
    for word in (PASSWORD, SECRET, "t1", USER):
        assert word not in told.split()
        assert word == "t1" or word not in told
    if trouble in {Trouble.CERTIFICATE, Trouble.NO_ENCRYPTION, Trouble.UNENCRYPTED}:
        assert post.inbox.shown == []


def mail_line() -> Finding:
    """What doctor and the page say a quarter of an hour later."""
    return next(line.found for line in of_provider(NOON + 15 * MINUTE) if line.id == "mail")


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


# Days without mail


def test_mail_refused_for_three_days_is_then_one_letter_and_no_flood(
    post: Office, authority: Authority
) -> None:
    with office():
        reader, other = make_reader(), make_reader("Ma Nager", "manager@ours.example")
        at = NOON
        for number in range(6):
            tell_of(reader, occasion=f"o{number}", now=at)
            work(at)
            at += timedelta(hours=12)
        tell_of(other, now=NOON)
        gone = tell_of(reader, occasion="answered")
        from_here = NOON + timedelta(days=3)
        assert at == from_here
        work(from_here)
        post.opens(starttls=authority.serving("127.0.0.1"))
        for hours in range(5):
            work(from_here + timedelta(hours=hours))
        letters = [(mail["To"], mail["Subject"]) for mail in post.inbox.mails]
        assert sorted(letters) == [
            ("lead@example.org", "A record needs you today"),
            ("manager@ours.example", "A record needs you today"),
        ]
        assert {m.progress for m in type(the_message(thing_id=gone)).objects.all()} == {Progress.ACCEPTED}
        [to_lead] = [mail for mail in post.inbox.mails if mail["To"] == "lead@example.org"]
        assert b"stands for more than one" in to_lead.get_payload(decode=True)
        tell_of(reader, occasion="fresh", now=from_here + DAY)
        work(from_here + DAY)
        assert len(post.inbox.mails) == 3
    assert sum(WAITS, timedelta()) > timedelta(days=7)


def test_no_mail_ever_is_said_and_what_waits_is_found_without_it(post: Office, authority: Authority) -> None:
    """The drill: people learn it on their own pages, whoever escalates sees it, and mail that comes later floods
    nobody."""
    post.settings.EMAIL_HOST = ""
    with office():
        reader = make_reader()
        for number in range(3):
            tell_of(reader, occasion=f"o{number}")
        for days in range(4):
            work(NOON + days * DAY)
        later = NOON + 4 * DAY
        assert [message.progress for message in shown_to(reader, later)] == [Progress.MAIL_OFF] * 3
        assert unopened_since(later, Stream.OPEN).count() == 3
        found = mail_line()
        assert (found.state, found.mend) == (State.LOOK, "Set DUEREGARD_MAIL_HOST.")
        post.settings.EMAIL_HOST = "127.0.0.1"
        post.opens(starttls=authority.serving("127.0.0.1"))
        assert (work(later), post.inbox.mails) == (0, [])
