"""`dueregard nightly`: where the worker puts a backup each night, and who alone can open it."""

import json
import os
from pathlib import Path

import click
from django.conf import settings
from pyrage.x25519 import Identity

from ...ground.backups.sealing import for_recipient
from ...ground.kernel.refusals import BadInput

_ASKED_BACK = 6


@click.command()
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="Best on another machine.")
@click.option("--recipient", help="The age recipient that may open them: age1…")
@click.option("--no-input", is_flag=True, help="Ask nothing; refuse when something is missing.")
def nightly(folder: Path | None, recipient: str | None, no_input: bool) -> None:
    """Have the worker make a backup each night. The environment (DUEREGARD_BACKUP_…) goes before what is said here."""
    if no_input and (folder is None or recipient is None):
        raise click.UsageError("Say --folder and --recipient.")
    set_up_nightly_backups(folder, recipient)


def see_to_nightly_backups(*, ask: bool) -> None:
    """Set nightly backups up unless they are; where nobody is there to be asked, say how."""
    if settings.BACKUPS is not None:
        return
    if ask:
        set_up_nightly_backups(None, None)
    else:
        click.echo("No backup is made by itself yet. Before real people come in: dueregard nightly")


def set_up_nightly_backups(folder: Path | None, recipient: str | None) -> None:
    """Write down folder and recipient, and ask for what is missing."""
    if folder is None:
        beside = Path(settings.DATA).with_name(f"{Path(settings.DATA).name}-backups")
        asked = click.prompt("Folder for nightly backups, best on another machine", default=str(beside))
        folder = Path(asked)
    folder = _made(folder.absolute())
    if recipient is None:
        recipient = click.prompt("age recipient that may open them (empty: one is made)", default="")
    recipient = recipient or _hand_out_identity()
    for_recipient(recipient)
    target = Path(settings.KEYS) / "backups.json"
    partial = target.with_name(f"{target.name}.part")
    partial.write_text(json.dumps({"folder": str(folder), "recipient": recipient}) + "\n")
    os.replace(partial, target)
    click.echo(
        f"From its next start on the worker makes a backup each night in {folder}. If that is on this machine, copy it "
        "elsewhere: whatever takes this machine takes it too."
    )


def _made(folder: Path) -> Path:
    for what, where in (("data", settings.DATA), ("key", settings.KEYS)):
        if folder.resolve().is_relative_to(Path(where).resolve()):
            raise BadInput(f"Keep backups outside the {what} folder: they are there for when it is lost.")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as trouble:
        raise BadInput(f"{folder} cannot be made: {trouble.strerror}.") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BadInput(f"{folder} cannot be written.")
    return folder


def _hand_out_identity() -> str:
    """Make who may open the backups, show it once, and ask the end of it back; nothing of it is kept here."""
    own = Identity.generate()
    secret = str(own)
    click.echo(
        f"\n{secret}\n\nNothing but this line opens the backups; the words in them open with the recovery sheet. It is "
        "shown once. Write it down or print it, and lock it away from this machine and from the sheet."
    )
    while click.prompt(f"Its last {_ASKED_BACK} letters").strip().upper() != secret[-_ASKED_BACK:]:
        click.echo("These are not its last letters. Look again.", err=True)
    return str(own.to_public())
