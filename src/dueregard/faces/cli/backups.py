"""`dueregard backup`: everything but the master key, into one encrypted file, and the record keys into one beside it.
What closes and opens such files."""

from pathlib import Path

import click
import pyrage
from django.conf import settings
from pyrage.x25519 import Identity

from ...ground.audit.keeping import NAME
from ...ground.backups import operations as backups
from ...ground.backups.certificates import OpenedWith
from ...ground.backups.drilling import drill as run_drill
from ...ground.backups.nightly import KEYS_KEPT, keys_beside
from ...ground.backups.sealing import Secret, for_recipient
from ...ground.crypto.passphrase import SHORTEST
from ...ground.kernel.moments import utc_now
from ...ground.kernel.refusals import BadInput, Refusal
from .house import catch_up_register
from .output import json_option, print_json


class DrillFailed(Refusal):
    """This backup could not be restored."""

    code = "drill-failed"


file_path = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("-o", "--output", required=True, type=file_path, help="The file to write.")
@click.option("--passphrase-file", type=file_path, help="A file whose first line is the passphrase.")
@click.option("--recipient", help="The age recipient that may open it: age1…")
def backup(output: Path, passphrase_file: Path | None, recipient: str | None) -> None:
    """Write one consistent, encrypted backup while people work, and its record keys beside it. The master key is in
    neither."""
    secret, now = _to_close(passphrase_file, recipient), utc_now()
    catch_up_register(now=now)
    try:
        manifest = backups.back_up(output, secret, now=now)
    except OSError as trouble:
        raise BadInput(f"{output.name} cannot be written: {trouble.strerror}.") from None
    click.echo(
        f"{output} holds {sum(manifest.contents.rows.values())} rows. Words in it open only with the key file or the "
        "recovery sheet: keep those elsewhere. And only with the record keys, "
        f"{backups.keys_of(output)}: delete that file after {KEYS_KEPT.days} days, for it opens what is disposed of "
        "from now on; a newer one fits this backup too. Beside the backup keep the newest copy of the register, "
        f"{Path(settings.REGISTER) / NAME}: it says what no restore may bring back."
    )


@click.command()
@click.argument("file", type=file_path)
@click.option("--passphrase-file", type=file_path, help="A file whose first line is the passphrase.")
@click.option("--identity", "identity_file", type=file_path, help="A file with the age identity.")
@json_option
def drill(file: Path, passphrase_file: Path | None, identity_file: Path | None, as_json: bool) -> None:
    """Try a backup: restore it into an empty database aside, look through it to the last word, throw it away, and keep
    a certificate. What is in use is not touched."""
    secret = to_open(passphrase_file, identity_file)
    if not file.is_file():
        raise BadInput(f"{file}: there is no such file.")
    keys = keys_beside(file.resolve())
    made = run_drill(file, secret, opened_with=OpenedWith.OWN, keys=keys, now=utc_now())
    if as_json:
        print_json(
            {
                "file": made.file,
                "sha256": made.sha256,
                "proved": [proof.name.lower() for proof in made.proved],
                "not_proved": [proof.name.lower() for proof in made.not_proved],
                "fault": made.fault,
            }
        )
    for proof in made.proved:
        click.echo(f"proved      {proof}", err=as_json)
    for proof in made.not_proved:
        click.echo(f"not proved  {proof}", err=as_json)
    if made.fault:
        raise DrillFailed(made.fault)
    click.echo(
        f"{file.name} can be restored. A drill never proves the recovery sheet: dueregard keys check SHEET.",
        err=as_json,
    )


def _to_close(passphrase_file: Path | None, recipient: str | None) -> Secret:
    if (passphrase_file is None) == (recipient is None):
        raise click.UsageError("Say either --passphrase-file or --recipient.")
    if passphrase_file is not None:
        passphrase = first_line(passphrase_file)
        if len(passphrase) < SHORTEST:
            raise BadInput(
                f"The passphrase is too short: take {SHORTEST} letters or more, such as five words."
            )
        return Secret(passphrase=passphrase)
    return for_recipient(str(recipient))


def to_open(passphrase_file: Path | None, identity_file: Path | None) -> Secret:
    if (passphrase_file is None) == (identity_file is None):
        raise click.UsageError("Say either --passphrase-file or --identity.")
    if passphrase_file is not None:
        if not (passphrase := first_line(passphrase_file)):
            raise BadInput(f"The first line of {passphrase_file} is empty.", field="passphrase-file")
        return Secret(passphrase=passphrase)
    lines = _text(Path(str(identity_file))).splitlines()
    try:
        return Secret(
            identity=Identity.from_str(next(line for line in lines if line.startswith("AGE-SECRET-KEY-")))
        )
    except (StopIteration, pyrage.IdentityError):
        raise BadInput(f"{identity_file} holds no age identity.", field="identity") from None


def first_line(path: Path) -> str:
    """The first line of a file, as people keep passphrases."""
    return (_text(path).splitlines() or [""])[0].strip()


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except (OSError, UnicodeDecodeError):
        raise BadInput(f"{path}: it cannot be read.") from None
