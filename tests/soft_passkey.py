"""A passkey in a test's pocket: makes keys and signs as a device does, and lies wherever it is told to.

It knows the protocol from the specification (Web Authentication Level 2, 6 and 7) and nothing of ours.
"""

import json
import os
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
ORIGIN = "http://localhost:8000"


def text(data: bytes) -> str:
    """As browsers write bytes."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def data(written: str) -> bytes:
    """The bytes again."""
    return urlsafe_b64decode(written + "=" * (-len(written) % 4))


@dataclass
class SoftPasskey:
    """One credential. `counter` goes up with each signature; None for a device that does not count."""

    counter: int | None = 0
    handle: bytes | None = None
    id: bytes = field(default_factory=lambda: os.urandom(32))
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, asked: dict[str, Any], **lies: Any) -> str:
        """The answer to being made, as the browser sends it."""
        self.handle = data(asked["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: lies.get("algorithm", -7), -1: 1}
        public |= {-2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor.encode(public)
        flags = lies.get("flags", PRESENT | VERIFIED | ATTESTED)
        said = self._data(asked["rp"]["id"], flags, lies) + attested
        return self._sent(
            {
                "clientDataJSON": text(_client(asked, "webauthn.create", lies)),
                "attestationObject": text(cbor.encode({"fmt": "none", "attStmt": {}, "authData": said})),
            }
        )

    def sign(self, asked: dict[str, Any], **lies: Any) -> str:
        """The answer to being asked, as the browser sends it."""
        if self.counter is not None:
            self.counter += 1
        said = self._data(asked["rpId"], lies.get("flags", PRESENT | VERIFIED), lies)
        client = _client(asked, "webauthn.get", lies)
        signature = self.key.sign(said + sha256(client).digest(), ec.ECDSA(SHA256()))
        handle = lies.get("handle", self.handle)
        return self._sent(
            {
                "clientDataJSON": text(client),
                "authenticatorData": text(said),
                "signature": text(lies.get("signature", signature)),
            }
            | ({"userHandle": text(handle)} if handle is not None else {})
        )

    def _data(self, rp_id: str, flags: int, lies: dict[str, Any]) -> bytes:
        name = lies.get("rp_id", rp_id)
        counter = lies.get("counter", self.counter or 0)
        return sha256(name.encode()).digest() + struct.pack(">BI", flags, counter)

    def _sent(self, response: dict[str, str]) -> str:
        return json.dumps(
            {
                "id": text(self.id),
                "rawId": text(self.id),
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )


def _client(asked: dict[str, Any], kind: str, lies: dict[str, Any]) -> bytes:
    said = {"type": lies.get("kind", kind), "challenge": lies.get("challenge", asked["challenge"])}
    said |= {"origin": lies.get("origin", ORIGIN), "crossOrigin": lies.get("framed", False)}
    return json.dumps(said).encode()
