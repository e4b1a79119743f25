"""A mail server for the tests of messages, and nobody shut out."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from aiosmtpd.controller import Controller
from pytest_django.fixtures import Settings

from certificates import Authority
from dueregard.mechanisms.notifications import tokens
from mechanisms.notifications import letterbox
from mechanisms.notifications.letterbox import Inbox
from mechanisms.notifications.post_office import PASSWORD, USER, Guarded, Office


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@pytest.fixture(autouse=True)
def _nobody_shut_out() -> Iterator[None]:
    letterbox.shut_out.clear()
    yield
    letterbox.shut_out.clear()


@pytest.fixture
def no_server(settings: Settings) -> None:
    """Mail is on, and nobody listens at the address."""
    settings.EMAIL_BACKEND, settings.EMAIL_USE_TLS = "dueregard.mechanisms.notifications.smtp.Backend", False
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()


@pytest.fixture
def inbox(no_server: None, settings: Settings) -> Iterator[Inbox]:
    """Mail is on, and this is the server."""
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Who signs the certificates of servers on this machine."""
    return Authority(tmp_path_factory.mktemp("authority"))


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
