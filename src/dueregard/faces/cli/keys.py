"""`dueregard keys`: the master key on paper, proved, and put back.

Nothing of a key is ever taken as an argument, where histories and process lists would keep it: a sheet comes from a
file or from the keyboard.
"""

import random
import sys
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click
from django.db import DatabaseError, connection

from ...ground.audit.operations import Subject, turn
from ...ground.audit.vocabulary import RecordKeysReturned, SheetProved, Stream
from ...ground.backups.operations import return_keys
from ...ground.backups.replaying import replay_what_waited
from ...ground.crypto.master import (
    NoMasterKey,
    close_with,
    former_master_key,
    install_master_key,
    master_key,
    next_master_key,
)
from ...ground.crypto.operations import keys_missing
from ...ground.crypto.passphrase import SHORTEST
from ...ground.crypto.sheets import fingerprint, make_sheet, read_sheet
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import utc_now
from ...ground.kernel.refusals import BadInput, Refusal
from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import all_opened_by, enter
from ...ground.tenancy.rotating import rotate as run_rotate
from .backups import file_path, first_line, to_open

_ASKED_BACK = 3
_KEEPER = Actor.system("keys")
sheet_argument = click.argument("sheet", type=click.File(encoding="utf-8", errors="replace"))


class WrongKey(Refusal):
    """The sheet is sound, but holds another key than the one that is needed here."""

    code = "wrong-key"


@click.group()
def keys() -> None:
    """The master key: a recovery sheet of it, proved, and put back."""


@keys.command()
def slip() -> None:
    """Print a recovery sheet. Older sheets stay good."""
    click.echo(make_sheet(master_key(), now=utc_now())[0], nl=False)


@keys.command()
@sheet_argument
def check(sheet: TextIO) -> None:
    """Prove a recovery sheet against the key in place. SHEET is a file, or - for the keyboard. Installs nothing."""
    held = read_sheet(sheet.read())
    try:
        in_place = master_key()
    except NoMasterKey as missing:
        raise NoMasterKey(
            f"The sheet is sound. There is nothing to compare it with: {missing.sentence}"
        ) from None
    if held != in_place:
        raise WrongKey(
            f"The sheet is sound, but it holds the key {fingerprint(held)}, "
            f"and the one in place is {fingerprint(in_place)}."
        )
    click.echo(f"The sheet is right: it holds the key in place, {fingerprint(held)}.")
    _note_proved(now=utc_now())


def _note_proved(*, now: datetime) -> None:
    """Write into the audit record of each provider that a sheet was proved. The proof holds without: where nothing can
    be written that is said, and no reason to doubt the sheet."""
    try:
        for provider in Provider.objects.order_by("slug"):
            with enter(provider), turn(actor=_KEEPER, now=now) as taken:
                taken.record(SheetProved(), Subject("provider", provider.id))
    except (DatabaseError, Refusal):
        click.echo(
            "The audit record could not be written, so `dueregard doctor` will not know of it.", err=True
        )


@keys.command()
@sheet_argument
def install(sheet: TextIO) -> None:
    """Put a lost key file back from its recovery sheet. Never over another key."""
    held = read_sheet(sheet.read())
    if Provider._meta.db_table in connection.introspection.table_names() and not all_opened_by(held):
        raise WrongKey(
            f"The sheet is sound, but the key {fingerprint(held)} does not open the records here. "
            "Nothing was changed."
        )
    if not install_master_key(held) and master_key() != held:
        raise WrongKey(
            "There is another key in the key folder. Nothing was changed. If it is not the right one, move it away "
            "first, and keep it."
        )
    click.echo(f"The key {fingerprint(held)} is in place.")
    if again := _done_again():
        click.echo(f"Done again from the register, because it needed the key: {again}.")


def _done_again() -> int:
    """After a restore, what waited for the master key."""
    if Provider._meta.db_table not in connection.introspection.table_names():
        return 0
    done = 0
    for provider in Provider.objects.order_by("slug"):
        with enter(provider):
            done += replay_what_waited(now=utc_now())
    return done


@keys.command(name="return")
@click.argument("file", type=file_path)
@click.option("--passphrase-file", type=file_path, help="A file whose first line is the passphrase.")
@click.option("--identity", "identity_file", type=file_path, help="A file with the age identity.")
def return_(file: Path, passphrase_file: Path | None, identity_file: Path | None) -> None:
    """Put back record keys that the records were restored without. FILE was written beside a backup."""
    secret = to_open(passphrase_file, identity_file)
    if not file.is_file():
        raise BadInput(f"{file}: there is no such file.")
    providers = list(Provider.objects.order_by("slug"))
    before = {provider.id: _missing_of(provider) for provider in providers}
    if not any(before.values()):
        raise BadInput("No record key is missing here.")
    placed = return_keys(file, secret, providers={str(provider.id) for provider in providers})
    for provider in providers:
        if came := before[provider.id] - _missing_of(provider):
            with enter(provider), turn(actor=_KEEPER, now=utc_now(), always=True) as taken:
                came_back = RecordKeysReturned(came)
                taken.record(came_back, Subject("provider", provider.id), stream=Stream.SEALED)
    left = f" {placed.missing} are still missing: look for a newer file." if placed.missing else ""
    click.echo(f"{placed.keys} record keys are back.{left}")


def _missing_of(provider: Provider) -> int:
    with enter(provider):
        return keys_missing()


@keys.command()
@click.option("--no-input", is_flag=True, help="Ask nothing, and print no recovery sheet.")
def rotate(no_input: bool) -> None:
    """Change the master key while people work, or go on where that was cut off. Needs a new recovery sheet."""
    now = utc_now()
    if (
        not all_opened_by(master_key())
        and former_master_key() is None
        and next_master_key(make=False) is None
    ):
        raise WrongKey("The key in place does not open the records here. Nothing was changed.")
    if former_master_key() is None:
        coming = next_master_key(make=True)
        hand_out_sheet(coming or b"", ask=not no_input and sys.stdin.isatty())
    done = run_rotate(actor=_KEEPER, now=now)
    click.echo(
        f"The master key is now {fingerprint(master_key())}; {done.record_keys} record keys were wrapped anew. Nothing "
        "needs to be started again."
    )
    if done.former:
        click.echo(
            f"The former key is kept as {done.former}. Backups of before today need it, or the recovery sheet of "
            "before, unless they are restored with record keys from after today. When the last of them is gone, delete "
            "that file and burn that sheet."
        )
    click.echo(
        "Recovery sheets of before do not hold the new key. Prove the new one: dueregard keys check SHEET (dueregard "
        "keys slip prints another). And make a backup now: dueregard backup -o FILE."
    )


@keys.command()
@click.option("--passphrase-file", type=file_path, help="A file whose first line is the passphrase.")
@click.option("--remove", is_flag=True, help="Ask for none any more.")
def passphrase(passphrase_file: Path | None, remove: bool) -> None:
    """Close the key file with a passphrase, which whoever starts the program then gives; or change or remove it."""
    if former_master_key() or next_master_key(make=False):
        raise BadInput("The master key is being changed. Let `dueregard keys rotate` end first.")
    master_key()  # whoever changes the passphrase gives the one of before
    new = "" if remove else first_line(passphrase_file) if passphrase_file else _asked_twice()
    if not remove and len(new) < SHORTEST:
        raise BadInput(f"The passphrase is too short: take {SHORTEST} letters or more, such as five words.")
    close_with(new)
    if remove:
        click.echo("The key file is open: whoever copies it has the key.")
        return
    click.echo(
        "The key file is closed. Whoever starts the web, the worker or a command that needs the key gives the "
        "passphrase: at the terminal, as the systemd credential dueregard-passphrase, or through an open file whose "
        "number is in DUEREGARD_PASSPHRASE_FD. Forgotten, the recovery sheet brings the key back: move master.key "
        "away, then dueregard keys install SHEET."
    )


def _asked_twice() -> str:
    asked: str = click.prompt("New passphrase", hide_input=True, confirmation_prompt=True)
    return asked.strip()


def hand_out_sheet(key: bytes, *, ask: bool) -> None:
    """Print the first sheet of a new key and ask some words of it back; in a script do neither, and say so.

    What a script prints is kept in logs, where a key has no business.
    """
    if not ask:
        click.echo(
            "No recovery sheet was printed, for nobody was there to keep it. Print one now: dueregard keys slip. "
            "Without the key file and without a sheet nobody can ever read the records again."
        )
        return
    text, words = make_sheet(key, now=utc_now())
    click.echo(f"\n{text}")
    click.echo("Write it down or print it now. To be sure that you have it, three words of it are asked for.")
    for place in sorted(random.SystemRandom().sample(range(len(words)), _ASKED_BACK)):
        while click.prompt(f"Word {place + 1}").strip().lower() != words[place]:
            click.echo(f"That is not word {place + 1} of the sheet. Look again.", err=True)
    click.echo(
        "Right. Without the key file and without this sheet nobody can ever read the records again. Prove what you "
        "wrote or printed, once: dueregard keys check -"
    )
