"""An authority of our own for tests, and certificates by it: good ones, ones that have ended, ones for another name."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


class Authority:
    """Signs certificates into a folder; `file` is its own, for whoever is to trust it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority of a test")])
        itself = self._builder(self._name, self._key, NOW + 365 * DAY)
        itself = itself.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        self.file = folder / "authority.pem"
        self.file.write_bytes(itself.sign(self._key, SHA256()).public_bytes(Encoding.PEM))

    def certify(self, name: str, *, until: datetime = NOW + 90 * DAY) -> Path:
        """A file with a certificate for this name, and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        named = x509.IPAddress(ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
        made = self._builder(subject, key, until)
        made = made.add_extension(x509.SubjectAlternativeName([named]), critical=False)
        target = self.folder / f"{name}-{until:%Y%m%d}.pem"
        target.write_bytes(
            made.sign(self._key, SHA256()).public_bytes(Encoding.PEM)
            + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
        return target

    def serving(self, name: str, *, until: datetime = NOW + 90 * DAY) -> ssl.SSLContext:
        """What a server with such a certificate speaks by."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certify(name, until=until))
        return context

    def _builder(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, until: datetime
    ) -> x509.CertificateBuilder:
        made = x509.CertificateBuilder(subject_name=subject, issuer_name=self._name)
        made = made.public_key(key.public_key()).serial_number(x509.random_serial_number())
        return made.not_valid_before(NOW - 400 * DAY).not_valid_after(until)
