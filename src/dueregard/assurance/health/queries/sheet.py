"""What whoever looks after the machine hands over to the next: where everything is, and no secret of it."""

from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection

from ....ground.backups.drilling import last_drill
from ....ground.backups.nightly import newest_backup
from ....ground.crypto.master import NoMasterKey, is_closed, master_key
from ....ground.crypto.sheets import fingerprint
from ....ground.kernel.addresses import Former
from ....mechanisms.notifications.smtp import token_source
from ..rules.certificates import Certificate
from .certificates import certificates
from .records import sheet_proved


@dataclass(frozen=True, slots=True)
class Mail:
    """How letters leave; `host` is empty when they do not."""

    host: str
    port: int
    encryption: str
    """starttls, tls or none."""
    way_in: str
    """password, tokens or none."""
    sender: str


@dataclass(frozen=True, slots=True)
class MachineSheet:
    """One machine, as set up now."""

    version: str
    address: str
    former: tuple[Former, ...]
    certificates: tuple[Certificate, ...]
    proxy: str
    """Of another machine; empty when the proxy is on this one."""
    database: str
    """sqlite or postgresql."""
    database_at: str
    """For PostgreSQL its name and host, without user or password."""
    data: Path
    keys: Path
    register: Path
    backups: Path | None
    recipient: str
    newest_backup: datetime | None
    tried_at: datetime | None
    """When a backup was last restored to try it, and was whole."""
    key: str
    """The letters by which people tell the key from others; empty when there is none."""
    closed: bool
    sheet_proved: datetime | None
    mail: Mail


def machine_sheet(now: datetime) -> MachineSheet:
    """The sheet, for the provider in scope."""
    return MachineSheet(
        version=version("dueregard"),
        address=settings.ADDRESS,
        former=tuple(one for one in settings.FORMER_ADDRESSES if one.until > now),
        certificates=tuple(certificates(now)),
        proxy=settings.TRUSTED_PROXY,
        database=connection.vendor,
        database_at=_database_at(),
        data=Path(settings.DATA),
        keys=Path(settings.KEYS),
        register=Path(settings.REGISTER),
        backups=Path(settings.BACKUPS) if settings.BACKUPS else None,
        recipient=settings.BACKUP_RECIPIENT,
        newest_backup=newest_backup(),
        tried_at=_tried_at(),
        key=_key(),
        closed=is_closed(),
        sheet_proved=sheet_proved(),
        mail=_mail(),
    )


def _database_at() -> str:
    if connection.vendor == "sqlite":
        return ""
    said = connection.settings_dict
    return f"{said['NAME']} @ {said['HOST'] or 'localhost'}"


def _tried_at() -> datetime | None:
    try:
        last = last_drill()
    except (NoMasterKey, OSError):
        return None
    return last.at if last and not last.fault else None


def _key() -> str:
    try:
        return fingerprint(master_key())
    except NoMasterKey:
        return ""


def _mail() -> Mail:
    way_in = "tokens" if token_source() else "password" if settings.EMAIL_HOST_USER else "none"
    encryption = "tls" if settings.EMAIL_USE_SSL else "starttls" if settings.EMAIL_USE_TLS else "none"
    return Mail(settings.EMAIL_HOST, settings.EMAIL_PORT, encryption, way_in, settings.DEFAULT_FROM_EMAIL)
