"""`dueregard restore` and `dueregard reopen`: a backup put back, and nothing with it that may not come back."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

import click
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command

from ...authority.identity.models import Account
from ...ground.audit.keeping import NAME, install_register
from ...ground.audit.operations import turn
from ...ground.audit.register import Register
from ...ground.backups import operations as backups
from ...ground.backups.nightly import keys_beside
from ...ground.backups.replaying import RESTORER, replay
from ...ground.backups.rules import Manifest
from ...ground.backups.vocabulary import RegisterWanted
from ...ground.crypto.master import NoMasterKey, master_key
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import utc_now
from ...ground.kernel.refusals import BadInput
from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import all_opened_by, enter, make_read_only, open_again
from .backups import file_path, to_open
from .house import prepare_folders

register_option = click.option(
    "--register", "register_file", type=file_path, help=f"The register; {NAME} beside the backup unless said."
)


@click.command()
@click.argument("file", type=file_path)
@click.option("--passphrase-file", type=file_path, help="A file whose first line is the passphrase.")
@click.option("--identity", "identity_file", type=file_path, help="A file with the age identity.")
@register_option
@click.option(
    "--record-keys",
    "keys_file",
    type=file_path,
    help="The file of record keys; beside the backup unless said.",
)
@click.option(
    "--without-register", is_flag=True, help="The register is lost: open the records for reading only."
)
@click.option(
    "--readers", default="", help="With --without-register: two sign-in names, with a comma between."
)
def restore(
    file: Path,
    passphrase_file: Path | None,
    identity_file: Path | None,
    register_file: Path | None,
    keys_file: Path | None,
    without_register: bool,
    readers: str,
) -> None:
    """Put a backup and its record keys into an empty data folder, do again what the register says, and write into the
    audit record that it was."""
    secret = to_open(passphrase_file, identity_file)
    for wanted in (file, keys_file):
        if wanted is not None and not wanted.is_file():
            raise BadInput(f"{wanted}: there is no such file.")
    names = _two_names(readers) if without_register else []
    path = None if without_register else register_file or _beside(file)
    keys = keys_file or keys_beside(file.resolve())
    manifest, register = backups.put_back(file, secret, register=path, keys=keys)
    prepare_folders()
    call_command("migrate", verbosity=0)
    Session.objects.all().delete()
    if path:
        install_register(path)
    now = utc_now()
    accounts = _accounts(names)
    missing = sum(
        _restore_one(provider, manifest, register, accounts, now)
        for provider in Provider.objects.order_by("slug")
    )
    backups.finish()
    if missing:
        _say_of_missing_keys(missing, keys)
    _say_what_is_left(manifest, names)


def _restore_one(
    provider: Provider, manifest: Manifest, register: Register, readers: Sequence[UUID], now: datetime
) -> int:
    """Returns how many of its record keys are missing."""
    with enter(provider):
        again, missing = backups.note_restored(manifest, register, actor=RESTORER, now=now)
        if readers:
            make_read_only(provider=provider, readers=readers, actor=RESTORER, now=now)
        heads = backups.heads()
    old = {s: h for owner, s, _, h in manifest.contents.heads if owner == str(provider.id)}
    click.echo(f"{provider.slug}: restored as it was at {manifest.made_at:%Y-%m-%d %H:%M} UTC.")
    click.echo(f"    the audit record ended at {old['open']} and goes on from {heads['open']}")
    if not readers:
        click.echo(f"    done again from the register: {again}")
    return missing


def _say_of_missing_keys(missing: int, keys: Path | None) -> None:
    found = f"Not in {keys.name}" if keys else "There is no file of record keys beside this backup. Missing"
    click.echo(
        f"{found}: {missing} record keys. The words under them cannot be read, neither with the master key nor with "
        "the recovery sheet, until a file that holds them is found: dueregard keys return FILE. All else is here, and "
        "new reports are taken and can be read."
    )


def _say_what_is_left(manifest: Manifest, readers: Sequence[str]) -> None:
    address, sender = (manifest.settings.get(f"DUEREGARD_{name}", "") for name in ("ADDRESS", "MAIL_FROM"))
    click.echo(f"It was reached at {address}. If it is to be again: dueregard address {address}")
    click.echo(f"Its mail went out as {sender} (DUEREGARD_MAIL_FROM); passwords are in no backup.")
    click.echo("Everybody is signed out. What was written after the backup is gone.")
    if readers:
        click.echo(
            f"The records can only be read, by {' and '.join(readers)}: words disposed of and posts ended after the "
            "backup may be back. Reports are taken. When both have looked through the records, or the register is "
            "found: dueregard reopen."
        )
    try:
        if not all_opened_by(master_key()):
            raise NoMasterKey
    except NoMasterKey:
        click.echo("Now put the key back, so that the words can be read: dueregard keys install SHEET")


@click.command()
@register_option
@click.option(
    "--looked-through", is_flag=True, help="There is no register; two people looked through the records."
)
def reopen(register_file: Path | None, looked_through: bool) -> None:
    """Let people work again with records that were restored without their register."""
    if (register_file is None) != looked_through:
        raise click.UsageError("Say either --register and its file, or --looked-through.")
    closed = Provider.objects.exclude(read_only_since=None).order_by("slug")
    if not closed:
        raise BadInput("Nothing here is read-only.")
    register = backups.register_in(register_file) if register_file else Register()
    for provider in closed:
        with enter(provider), turn(actor=Actor.system("reopen"), now=utc_now(), always=True) as t:
            again = replay(t, register)
            open_again(t, provider)
        click.echo(f"{provider.slug}: open again. Done again from the register: {again}")


def _beside(file: Path) -> Path:
    """The register of this machine, if it outlived the records, or the one beside the backup."""
    for path in (Path(settings.REGISTER) / NAME, file.resolve().parent / NAME):
        if path.exists():
            return path
    raise RegisterWanted(
        f"There is no {NAME} beside this backup. Without it, words disposed of and posts ended after the "
        "backup would be back. Find it and say --register. If it is lost: --without-register --readers NAME,NAME "
        "opens the records to two people, for reading only."
    )


def _two_names(said: str) -> list[str]:
    names = list(dict.fromkeys(name.strip().casefold() for name in said.split(",") if name.strip()))
    if len(names) != 2:
        raise click.UsageError("Say --readers and two sign-in names, with a comma between.")
    return names


def _accounts(names: Sequence[str]) -> list[UUID]:
    known = dict(Account.objects.filter(username__in=names).values_list("username", "id"))
    if missing := [name for name in names if name not in known]:
        raise BadInput(f"Nobody signs in as {' or '.join(missing)}. Empty the data folder and restore again.")
    return [known[name] for name in names]
