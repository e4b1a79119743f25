"""An identity provider on this machine that speaks OpenID Connect, and lies wherever a test tells it to.

It knows the protocol from the specification and nothing of ours. What it publishes and signs are real keys.
"""

import hmac
import json
import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep, time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CLIENT, SECRET = "due-regard", "a secret: of / theirs"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Lies:
    """What it says otherwise than it should; empty, it is honest."""

    claims: dict[str, Any] = field(default_factory=dict)
    """Put over what a token says; None takes a word away."""
    discovery: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    algorithm: str = "RS256"
    key: Any = KEY
    publishes: Any = KEY
    kid: str = "one"
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """By path: status and body in place of the true ones."""
    slow: float = 0
    token: object = None


class LyingProvider:
    """The server. `asked`: every form that came to its token endpoint; `paths`: everything that was asked for."""

    def __init__(self) -> None:
        self.lies = Lies()
        self.asked: list[dict[str, str]] = []
        self.secrets: list[str] = []
        self.paths: list[str] = []
        self.nonce = ""
        self.issuer = ""

    def remember(self, address: str) -> dict[str, str]:
        """Take somebody's browser in, as they would sign in here; gives what their browser brought."""
        said = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.nonce = said["nonce"]
        return said

    def id_token(self) -> object:
        """What it says of whoever signed in."""
        lies = self.lies
        if lies.token is not None:
            return lies.token
        said: dict[str, Any] = {
            "iss": self.issuer,
            "sub": "subject-of-lea",
            "aud": CLIENT,
            "nonce": self.nonce,
        }
        said |= {"iat": int(time()), "exp": int(time()) + 300, "email": "somebody-else@example.org"}
        said = {name: word for name, word in (said | lies.claims).items() if word is not None}
        key = lies.key
        if lies.algorithm == "none":
            key = None
        if lies.algorithm == "HS256":  # the oldest trick: a published key taken for a shared secret
            return _by_public_key(said, lies)
        return jwt.encode(said, key, lies.algorithm, {"kid": lies.kid} | lies.header)

    def answer(self, path: str) -> tuple[int, bytes]:
        """What a path says."""
        if path in self.lies.answers:
            return self.lies.answers[path]
        if path == "/.well-known/openid-configuration":
            return 200, json.dumps(self._discovery() | self.lies.discovery).encode()
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.lies.publishes.public_key()))
            return 200, json.dumps({"keys": [public | {"kid": "one", "use": "sig"}]}).encode()
        if path == "/token":
            return 200, json.dumps({"access_token": "unused", "id_token": self.id_token()}).encode()
        return 404, b"{}"

    def _discovery(self) -> dict[str, Any]:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return {"issuer": self.issuer} | {name: f"{self.issuer}/{path}" for name, path in places.items()}


def _by_public_key(said: dict[str, Any], lies: Lies) -> str:
    pem = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def part(data: bytes) -> bytes:
        return urlsafe_b64encode(data).rstrip(b"=")

    head = part(json.dumps({"alg": "HS256", "kid": lies.kid}).encode())
    body = head + b"." + part(json.dumps(said).encode())
    return (body + b"." + part(hmac.digest(pem, body, sha256))).decode()


@contextmanager
def lying_provider() -> Iterator[LyingProvider]:
    """One that is listening, on a port of its own."""
    provider = LyingProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say()

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            provider.asked.append({name: values[0] for name, values in parse_qs(sent).items()})
            provider.secrets.append(self.headers.get("Authorization", ""))
            self._say()

        def _say(self) -> None:
            path = urlsplit(self.path).path
            provider.paths.append(path)
            status, body = provider.answer(path)
            self.send_response(status)
            if status in (301, 302, 307):
                self.send_header("Location", body.decode())
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for at in range(0, len(body), 100):
                sleep(provider.lies.slow)
                try:
                    self.wfile.write(body[at : at + 100])
                except OSError:
                    return

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
