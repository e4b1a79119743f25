"""Commands that keep the house: init, serve, worker, migrate, sweep, reconcile, demo."""

from datetime import datetime

import click
from django.core.management import call_command

from ...ground.kernel.moments import utc_now
from ...ground.kernel.refusals import BadInput
from ...ground.tenancy.vocabulary import Nation


@click.command()
def migrate() -> None:
    """Bring the database to this version."""
    call_command("migrate", verbosity=0)
    click.echo("The database is up to date.")


def parse_now(text: str | None) -> datetime:
    """The time to act at: the machine's, or `--now` as ISO 8601 with a zone."""
    if text is None:
        return utc_now()
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"“{text}” is not a time. Write it like 2026-03-29T09:00:00+00:00.", field="now") from None
    if at.tzinfo is None:
        raise BadInput("Say which zone the time is in, for example 2026-03-29T09:00:00+00:00.", field="now")
    return at


COMMANDS: tuple[click.Command, ...] = (migrate,)
