"""A mail server for the tests of messages, and nobody shut out."""

import socket
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from pytest_django.fixtures import Settings

from mechanisms.notifications import letterbox
from mechanisms.notifications.letterbox import Inbox


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
