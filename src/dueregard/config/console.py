"""The console script `dueregard`: sets Django up, adds what only the composition root knows, runs one command."""

import gc
import os
import sys

import click

from .demo import demo, point_at_demo_folders


@click.command()
def worker() -> None:
    """Run background work: reminders, escalations and messages."""
    from .worker import run_for_ever  # noqa: PLC0415  # models exist only after set-up

    click.echo("The worker is running. Stop it with Ctrl-C.")
    run_for_ever()


def main() -> None:
    """Run one command and leave with its exit status."""
    if sys.argv[1:2] == ["demo"]:
        point_at_demo_folders()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dueregard.config.settings")
    import django  # noqa: PLC0415  # the settings module must be named before Django is set up

    django.setup()
    from ..faces.cli.main import run  # noqa: PLC0415  # models exist only after set-up

    # What is loaded by now stays as long as the process. Whoever works through a large file makes the collector look
    # through everything every few thousand rows, and this was an eighth of the time.
    gc.freeze()
    run(worker, demo)


if __name__ == "__main__":
    main()
