"""Our own certificate as browsers meet it; and the drill: it ended on a Saturday."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from pytest_django.fixtures import Settings

from certificates import DAY, NOW, Authority
from dueregard.assurance.health.queries.certificates import certificates, look_at
from dueregard.assurance.health.rules.certificates import Seen, judge_certificates
from dueregard.assurance.health.vocabulary import State
from dueregard.ground.kernel.addresses import Former


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(autouse=True)
def _trusted(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))


class _Proxy(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *request: object) -> None:
        """Somebody who does not trust us hangs up."""


@contextmanager
def proxy(context: ssl.SSLContext) -> Iterator[str]:
    """Something that ends TLS; its address."""
    server = _Proxy(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_what_a_browser_would_meet(authority: Authority, tmp_path: Path) -> None:
    until = NOW + 40 * DAY
    with proxy(authority.serving("127.0.0.1", until=until)) as address:
        found = look_at(address)
        assert (found.host, found.seen, found.ends) == ("127.0.0.1", Seen.GOOD, until.replace(microsecond=0))
    assert look_at(address).seen is Seen.SILENT
    with proxy(authority.serving("127.0.0.2")) as address:
        assert look_at(address).seen is Seen.UNTRUSTED
    with proxy(Authority(tmp_path).serving("127.0.0.1")) as address:
        assert look_at(address).seen is Seen.UNTRUSTED


def test_it_ended_on_a_saturday_and_doctor_says_what_to_do(authority: Authority, settings: Settings) -> None:
    """Also when it is the one of a former name that still leads on."""
    with (
        proxy(authority.serving("127.0.0.1", until=NOW - DAY)) as ended,
        proxy(authority.serving("127.0.0.1")) as good,
    ):
        for present, former in ((ended, ()), (good, (Former(ended, NOW + DAY),))):
            settings.ADDRESS, settings.FORMER_ADDRESSES = present, former
            found = judge_certificates(NOW, certificates(NOW), real=True)
            assert found.state is State.BROKEN
            assert "has ended: browsers let nobody in" in found.sentence
            assert "certbot renew" in found.mend
            assert "telephone numbers" in found.mend
        settings.FORMER_ADDRESSES = (Former(ended, NOW - DAY),)
        assert judge_certificates(NOW, certificates(NOW), real=True).state is State.GOOD
    settings.ADDRESS = "http://127.0.0.1:8000"
    assert certificates(NOW) == []
