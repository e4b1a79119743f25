"""`dueregard backup` and `dueregard restore`: everything but the master key, into one encrypted file and out again."""

from pathlib import Path

import click
import pyrage
from django.contrib.sessions.models import Session
from django.core.management import call_command
from pyrage.x25519 import Identity, Recipient

from ...ground.backups import operations as backups
from ...ground.backups.sealing import Secret
from ...ground.crypto.master import NoMasterKey, master_key
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import utc_now
from ...ground.kernel.refusals import BadInput
from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import all_opened_by, enter
from .house import prepare_folders

_SHORTEST = 16
file_path = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("-o", "--output", required=True, type=file_path, help="The file to write.")
@click.option("--passphrase-file", type=file_path, help="A file whose first line is the passphrase.")
@click.option("--recipient", help="The age recipient that may open it: age1…")
def backup(output: Path, passphrase_file: Path | None, recipient: str | None) -> None:
    """Write one consistent, encrypted backup while people work. The master key is never in it."""
    secret = _to_close(passphrase_file, recipient)
    try:
        manifest = backups.back_up(output, secret, now=utc_now())
    except OSError as trouble:
        raise BadInput(f"{output.name} cannot be written: {trouble.strerror}.") from None
    click.echo(
        f"{output} holds {sum(manifest.contents.rows.values())} rows. Words in it open only with the key file or the "
        "recovery sheet: keep those elsewhere."
    )


@click.command()
@click.argument("file", type=file_path)
@click.option("--passphrase-file", type=file_path, help="A file whose first line is the passphrase.")
@click.option("--identity", "identity_file", type=file_path, help="A file with the age identity.")
def restore(file: Path, passphrase_file: Path | None, identity_file: Path | None) -> None:
    """Put a backup into an empty data folder, and write into the audit record that it was."""
    secret = _to_open(passphrase_file, identity_file)
    if not file.is_file():
        raise BadInput(f"{file}: there is no such file.")
    manifest = backups.put_back(file, secret)
    prepare_folders()
    call_command("migrate", verbosity=0)
    Session.objects.all().delete()
    for provider in Provider.objects.order_by("slug"):
        with enter(provider):
            heads = backups.note_restored(manifest, actor=Actor.system("restore"), now=utc_now())
        old = {s: h for owner, s, _, h in manifest.contents.heads if owner == str(provider.id)}
        click.echo(f"{provider.slug}: restored as it was at {manifest.made_at:%Y-%m-%d %H:%M} UTC.")
        click.echo(f"    the audit record ended at {old['open']} and goes on from {heads['open']}")
    for name, value in manifest.settings.items():
        click.echo(f"It ran with {name}={value}")
    click.echo(
        "Everybody is signed out. Whoever lost a post after the backup was made holds it again, and what was disposed "
        "of since is back: look through both before you let anybody in."
    )
    try:
        if not all_opened_by(master_key()):
            raise NoMasterKey
    except NoMasterKey:
        click.echo("Now put the key back, so that the words can be read: dueregard keys install SHEET")


def _to_close(passphrase_file: Path | None, recipient: str | None) -> Secret:
    if (passphrase_file is None) == (recipient is None):
        raise click.UsageError("Say either --passphrase-file or --recipient.")
    if passphrase_file is not None:
        passphrase = _first_line(passphrase_file)
        if len(passphrase) < _SHORTEST:
            raise BadInput(
                f"The passphrase is too short: take {_SHORTEST} letters or more, such as five words."
            )
        return Secret(passphrase=passphrase)
    try:
        return Secret(recipient=Recipient.from_str(str(recipient)))
    except pyrage.RecipientError:
        raise BadInput("That is not an age recipient. It begins with age1.", field="recipient") from None


def _to_open(passphrase_file: Path | None, identity_file: Path | None) -> Secret:
    if (passphrase_file is None) == (identity_file is None):
        raise click.UsageError("Say either --passphrase-file or --identity.")
    if passphrase_file is not None:
        return Secret(passphrase=_first_line(passphrase_file))
    lines = _text(Path(str(identity_file))).splitlines()
    try:
        return Secret(
            identity=Identity.from_str(next(line for line in lines if line.startswith("AGE-SECRET-KEY-")))
        )
    except (StopIteration, pyrage.IdentityError):
        raise BadInput(f"{identity_file} holds no age identity.", field="identity") from None


def _first_line(path: Path) -> str:
    return (_text(path).splitlines() or [""])[0].strip()


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except (OSError, UnicodeDecodeError):
        raise BadInput(f"{path}: it cannot be read.") from None
