"""A mail server that speaks TLS and wants a sign-in, an address that gives tokens for it, and the settings that lead
there."""

import json
import ssl
from base64 import b64decode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from pytest_django.fixtures import Settings

from dueregard.assurance.health.queries.lines import of_provider
from dueregard.assurance.health.vocabulary import Finding
from dueregard.mechanisms.notifications.vocabulary import Progress
from household import NOON
from mechanisms.notifications.letterbox import Inbox, make_reader, office, tell_of, the_message, work

USER, PASSWORD, SECRET = "mailbox@example.org", "a password of the mailbox", "a client secret"


class Guarded(Inbox):
    """An inbox behind a sign-in; `good` is the password or the token that opens it. Keeps what was shown to it."""

    def __init__(self) -> None:
        super().__init__()
        self.good = PASSWORD
        self.shown: list[str] = []

    def judge(self, server: SMTP, session: Session, envelope: Envelope, way: str, shown: Any) -> AuthResult:
        """By a password, as `AUTH LOGIN` and `AUTH PLAIN` give it."""
        assert isinstance(shown, LoginPassword)
        self.shown.append(shown.password.decode())
        right = (shown.login, shown.password) == (USER.encode(), self.good.encode())
        return AuthResult(success=right, handled=False)

    async def auth_XOAUTH2(self, server: SMTP, words: list[str]) -> AuthResult:  # noqa: N802  # aiosmtpd's name
        """By a token, refused as Microsoft and Google do: by a challenge that is answered with nothing."""
        user, way, *_ = b64decode(words[1]).decode().split("\1")
        self.shown.append(way.removeprefix("auth=Bearer "))
        if (user, self.shown[-1]) == (f"user={USER}", self.good):
            return AuthResult(success=True)
        await server.challenge_auth(json.dumps({"status": "401"}))
        return AuthResult(success=False, handled=False)


@contextmanager
def mail_server(
    handler: Guarded, port: int, *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None
) -> Iterator[None]:
    controller = Controller(
        handler,
        hostname="127.0.0.1",
        port=port,
        ssl_context=tls,
        tls_context=starttls,
        authenticator=handler.judge,
        auth_require_tls=False,  # it is for us to show no secret unencrypted
    )
    controller.start()
    try:
        yield
    finally:
        controller.stop()


class TokenDesk(ThreadingHTTPServer):
    """Gives tokens: `answer` is status and document; `asked` what it was sent."""

    daemon_threads = True

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), _Window)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.answer: tuple[int, Any] = (
            200,
            {"access_token": "t1", "token_type": "Bearer", "expires_in": 3600},
        )
        self.asked: list[dict[str, list[str]]] = []

    @property
    def endpoint(self) -> str:
        return f"https://127.0.0.1:{self.server_address[1]}/tenant/oauth2/v2.0/token"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Somebody who does not trust us hangs up; that is theirs to say."""


class _Window(BaseHTTPRequestHandler):
    server: TokenDesk

    def do_POST(self) -> None:  # the library's name
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append(parse_qs(body))
        status, document = self.server.answer
        said = document if isinstance(document, bytes) else json.dumps(document).encode()
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "https://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *words: Any) -> None:
        """Nothing."""


@contextmanager
def token_desk(context: ssl.SSLContext) -> Iterator[TokenDesk]:
    desk = TokenDesk(context)
    thread = Thread(target=desk.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield desk
    finally:
        desk.shutdown()
        desk.server_close()
        thread.join()


@dataclass
class Office:
    """The mail server of a test, not yet open, and the settings that lead to it."""

    settings: Settings
    stack: ExitStack
    inbox: Guarded

    def opens(self, *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None) -> None:
        """Let the server take mail, encrypted so."""
        port = self.settings.EMAIL_PORT
        self.stack.enter_context(mail_server(self.inbox, port, starttls=starttls, tls=tls))

    def gives_tokens(self, context: ssl.SSLContext) -> TokenDesk:
        """Let the way in be a token in place of a password."""
        desk = self.stack.enter_context(token_desk(context))
        self.settings.MAIL_TOKEN_ENDPOINT, self.settings.EMAIL_HOST_PASSWORD = desk.endpoint, SECRET
        self.inbox.good = "t1"
        return desk


def sent(post: Office) -> bool:
    """Whether one message goes out now."""
    with office():
        tell_of(make_reader())
        work()
        return bool(the_message().progress == Progress.ACCEPTED and len(post.inbox.mails) == 1)


def mail_line() -> Finding:
    """What doctor and the page say a quarter of an hour later."""
    return next(line.found for line in of_provider(NOON + timedelta(minutes=15)) if line.id == "mail")
