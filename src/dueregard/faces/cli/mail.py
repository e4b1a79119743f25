"""`dueregard mail`: what signs us in to the mail server, kept sealed."""

from pathlib import Path

import click
from django.conf import settings

from ...ground.kernel.refusals import BadInput
from ...mechanisms.notifications.secret import forget_mail_secret, keep_mail_secret
from .backups import file_path, first_line


@click.group()
def mail() -> None:
    """Sending mail: the secret it takes. All else is set in the environment."""


@mail.command()
@click.option("--file", "source", type=file_path, help="A file whose first line is the secret.")
@click.option("--remove", is_flag=True, help="Keep none any more.")
def secret(source: Path | None, remove: bool) -> None:
    """Seal the password, or with tokens the client secret, into the key folder. Asked for at the keyboard, never given
    as an argument."""
    if remove:
        forget_mail_secret()
        click.echo("No secret for mail is kept here.")
        return
    typed = first_line(source) if source else click.prompt("Password or client secret", hide_input=True)
    if not typed.strip():
        raise BadInput("That is empty.")
    keep_mail_secret(typed.strip())
    goes_before = (
        " DUEREGARD_MAIL_PASSWORD goes before it: unset that." if settings.EMAIL_HOST_PASSWORD else ""
    )
    click.echo(
        f"Kept, sealed. Nothing needs to be started again.{goes_before} Try it: dueregard doctor --send-mail-to ADDRESS"
    )
