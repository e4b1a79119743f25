"""What may stand between us and the mail server: each fault by its name, nothing lost, no secret told."""

import logging

import pytest

from certificates import DAY, NOW, Authority
from dueregard.assurance.health.vocabulary import State
from dueregard.ground.kernel.refusals import Refusal
from dueregard.mechanisms.notifications.trial import send_trial
from dueregard.mechanisms.notifications.troubles import Trouble
from dueregard.mechanisms.notifications.vocabulary import Progress
from mechanisms.notifications.conftest import free_port
from mechanisms.notifications.letterbox import make_reader, office, tell_of, the_message, work
from mechanisms.notifications.post_office import (
    PASSWORD,
    SECRET,
    USER,
    Office,
    TokenDesk,
    mail_line,
)

pytestmark = pytest.mark.django_db


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
