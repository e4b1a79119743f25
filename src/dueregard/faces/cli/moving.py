"""`dueregard move`: everything into another database, PostgreSQL or back, verified."""

from pathlib import Path
from typing import Any

import click
from django.conf import settings

from ...ground.backups.moving import move as run_move
from ...ground.kernel.actors import Actor
from ...ground.kernel.databases import SQLITE_FILE, postgresql, sqlite
from ...ground.kernel.moments import utc_now
from ...ground.kernel.refusals import BadInput
from ...ground.tenancy.models import Provider
from .house import refuse_another_version

_BACK = "sqlite"


@click.command()
@click.option(
    "--to",
    "target",
    required=True,
    help="postgres://USER@HOST/NAME, an empty database; or the word sqlite, to come back.",
)
def move(target: str) -> None:
    """Move everything into another, empty database, and verify it there. Stop web and worker first."""
    to = _settings_of(target)
    refuse_another_version()
    slugs = dict(Provider.objects.values_list("id", "slug"))
    ends = run_move(
        to, actor=Actor.system("move"), now=utc_now(), say=lambda said: click.echo(said, err=True)
    )
    for provider, (old, new) in ends.items():
        click.echo(f"{slugs[provider]}: the audit record ended at {old} and goes on from {new}")
    click.echo(
        "Everything is in the new database, and is what it was. The old one is closed. Now take DUEREGARD_DATABASE_URL "
        "away and start web and worker."
        if target == _BACK
        else "Everything is in the new database, and is what it was. The old one is closed. Now set "
        "DUEREGARD_DATABASE_URL to the new one for web and worker, and start them."
    )


def _settings_of(target: str) -> dict[str, Any]:
    if target != _BACK:
        try:
            return postgresql(target)
        except ValueError:
            raise BadInput(
                "Say --to and an address that begins with postgres://, or sqlite.", field="to"
            ) from None
    file = Path(settings.DATA) / SQLITE_FILE
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.touch(mode=0o600)
    return sqlite(Path(settings.DATA))
