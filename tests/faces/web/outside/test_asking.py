"""Where an identity provider may be asked: nowhere inside the network, over TLS, and not for long."""

import socket
from typing import Any
from urllib.parse import urlsplit

import pytest

from dueregard.authority.identity import fetching
from dueregard.authority.identity.fetching import Origin, Unreachable, ask
from lying_provider import Lies, LyingProvider

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


@pytest.mark.parametrize(
    "address",
    ["https://127.0.0.1", "https://10.0.0.1", "https://169.254.169.254", "https://[::1]", "https://[fe80::1]",
     "https://[::ffff:10.0.0.1]", "https://192.168.1.1:8443", "https://localhost", "https://0.0.0.0"],
)  # fmt: skip
def test_nothing_inside_the_network_is_ever_asked(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    def never(*_: Any) -> Any:
        raise AssertionError("it was connected to")

    name = urlsplit(address).hostname
    found = "127.0.0.1" if name == "localhost" else name
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (found, 443))])
    monkeypatch.setattr(socket, "create_connection", never)
    with pytest.raises(Unreachable):
        ask(Origin(address), f"{address}/x")


def test_a_real_provider_asks_nothing_without_tls_and_no_place_of_another_origin(
    there: LyingProvider,
) -> None:
    with pytest.raises(Unreachable):
        ask(Origin(there.issuer), f"{there.issuer}/keys")
    with pytest.raises(Unreachable):
        ask(Origin(there.issuer, on_this_machine=True), "http://127.0.0.1:9/keys")
    assert there.paths == []


def test_one_that_answers_drop_by_drop_is_not_waited_for(
    there: LyingProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "SECONDS_IN_ALL", 0.2)
    there.lies = Lies(slow=0.05, answers={"/keys": (200, b" " * 100_000)})
    with pytest.raises(Unreachable, match="slowly"):
        ask(Origin(there.issuer, on_this_machine=True), f"{there.issuer}/keys")
