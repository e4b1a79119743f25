"""The environment, read once into a typed object.

Every default is fit for production; what is dangerous refuses to start.
"""

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from ..ground.kernel.addresses import HERE, Addresses, written_down
from ..ground.kernel.databases import postgresql, sqlite


class Environment(BaseSettings):
    """Everything the machine may say to us, as `DUEREGARD_*`."""

    model_config = SettingsConfigDict(env_prefix="DUEREGARD_")

    data: Path = Path.home() / ".dueregard" / "data"
    """Holds the SQLite database and attachments."""
    keys: Path = Path.home() / ".dueregard" / "keys"
    """Holds the master key; never inside `data`, so that a stolen backup opens nothing."""
    passphrase_fd: int | None = None
    """The number of an open file through which the passphrase comes, where the key file is closed with one."""
    credentials: Path | None = Field(default=None, validation_alias="CREDENTIALS_DIRECTORY")
    """Where systemd hands secrets over; it names this folder itself."""
    register_folder: Path | None = None
    """Holds the register of what no restore may bring back; beside `keys` unless said. Never inside `data`."""
    backup_folder: Path | None = None
    """Where the worker puts a backup each night, best on another machine; empty: as `dueregard nightly` wrote down, and
    if it never did, none is made."""
    backup_recipient: str = ""
    """The age recipient that may open those: age1…; its identity lies elsewhere."""
    database_url: str = ""
    """A PostgreSQL address; empty means SQLite in `data`."""
    address: str = ""
    """The public address, as people type it; empty: as `dueregard init` or `dueregard address` wrote it down, and if
    neither did, this machine."""
    trusted_proxy: str = ""
    """The address of a proxy on another machine that ends TLS, and says whence a request came: it alone is answered.
    One on this machine needs no naming."""
    idle_minutes: int = Field(default=30, ge=5, le=480)
    """After so many minutes without a page asked for, a session is locked: shared staff rooms have shared computers."""
    mail_host: str = ""
    """An SMTP server; empty means that no mail leaves and every page says so."""
    mail_port: int = 0
    """Empty: 587 for starttls, 465 for tls, 25 for none."""
    mail_security: Literal["starttls", "tls", "none"] = "starttls"
    """How mail is encrypted on its way to that server, whose certificate is verified. With `none` nobody signs in."""
    mail_ca: Path | None = None
    """A file with the certificate of an authority of your own, for that server and for what gives tokens."""
    mail_user: str = ""
    """Whom to sign in as; with a token endpoint, the mailbox that is sent from."""
    mail_password: str = ""
    """The password, or with a token endpoint the client's secret. Better kept by `dueregard mail secret`, or handed
    over by systemd as the credential dueregard-mail."""
    mail_token_endpoint: str = ""
    """Where OAuth 2.0 tokens come from, https://…; then the mail server is given these and no password."""
    mail_client_id: str = ""
    mail_scope: str = "https://outlook.office365.com/.default"
    mail_from: str = "Due Regard <no-reply@example.org>"
    clamd: str = ""
    """Where ClamAV's daemon listens: the path of its socket, or host:port. Empty: files are not scanned, and pages say
    so."""
    security_contact: str = ""
    """Whom to tell of a weakness, as a mail address or https://…; shown in /.well-known/security.txt."""
    metrics_token: str = ""
    """Whoever sends it as a bearer token may read /metrics; empty means that only this machine may."""
    debug: bool = False
    demo: bool = False
    """Whether this process shows the demonstration; set by `dueregard demo` alone."""


_PORTS = {"starttls": 587, "tls": 465, "none": 25}


def mail_port(environment: Environment) -> int:
    """The port that was said, else the one that belongs to the encryption."""
    return environment.mail_port or _PORTS[environment.mail_security]


def clamd(environment: Environment) -> str:
    """Where the virus scanner listens; what cannot be an address stops the start, for nothing would be scanned."""
    said = environment.clamd.strip()
    host, _, port = said.rpartition(":")
    if said and not said.startswith("/") and not (host and port.isdigit()):
        raise SystemExit(
            "DUEREGARD_CLAMD must be the path of a socket, /…, or host:port (leave it empty for none)."
        )
    return said


def backups(environment: Environment) -> tuple[Path | None, str]:
    """Folder and recipient of the nightly backups: from the environment, else as `dueregard nightly` wrote them down
    beside the keys."""
    if environment.backup_folder or environment.backup_recipient:
        return environment.backup_folder, environment.backup_recipient
    try:
        said = json.loads((environment.keys / "backups.json").read_text())
        return Path(said["folder"]), str(said["recipient"])
    except (KeyError, OSError, TypeError, ValueError):
        return None, ""  # nothing is stopped by it: every page and `doctor` say that no backup is made


def addresses(environment: Environment) -> Addresses:
    """The public address, from the environment, else as it was written down; and the former ones that still lead
    here."""
    said = written_down(environment.keys) or Addresses(HERE)
    return Addresses(environment.address.rstrip("/"), said.former) if environment.address else said


def database(environment: Environment) -> dict[str, Any]:
    """Django's database settings for this environment."""
    if not environment.database_url:
        return sqlite(environment.data)
    try:
        return postgresql(environment.database_url)
    except ValueError:
        raise SystemExit(
            "DUEREGARD_DATABASE_URL must begin with postgres:// (leave it empty for SQLite)."
        ) from None
