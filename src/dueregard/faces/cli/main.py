"""The root command, and the one place where refusals become exit statuses.

0 done; 1 refused or failed, with a plain reason on stderr; 2 wrong usage; 3 tampering found. `doctor` says with them
how things stand: 1 something to look at, 2 something broken.
"""

import sys

import click

from ...ground.kernel.refusals import Refusal
from . import (
    address,
    audit,
    backups,
    beginning,
    beginning_anew,
    doctor,
    export,
    guidance,
    house,
    keys,
    mail,
    moving,
    nightly,
    pack,
    people,
    policy,
    restoring,
    rounds,
)
from .output import refused


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def dueregard() -> None:
    """Run a training provider's safeguarding and Prevent policy."""


COMMANDS: tuple[click.Command, ...] = (
    beginning.init,
    beginning.invite_again,
    beginning.second,
    address.address,
    house.migrate,
    moving.move,
    house.serve,
    rounds.sweep,
    rounds.reconcile,
    audit.audit,
    keys.keys,
    mail.mail,
    doctor.doctor,
    backups.backup,
    nightly.nightly,
    backups.drill,
    restoring.restore,
    restoring.reopen,
    export.export,
    pack.pack,
    guidance.guidance,
    people.people,
    policy.policy,
)
keys.keys.add_command(beginning_anew.begin_anew)
for command in COMMANDS:
    dueregard.add_command(command)


def run(*more: click.Command) -> None:
    """Run the command line, with the commands the composition root adds, and exit."""
    for command in more:
        dueregard.add_command(command)
    try:
        dueregard(standalone_mode=False)
    except Refusal as refusal:
        refused(refusal, as_json="--json" in sys.argv)
        sys.exit(refusal.exit_status)
    except click.ClickException as problem:
        problem.show()
        sys.exit(2 if isinstance(problem, click.UsageError) else 1)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(1)
