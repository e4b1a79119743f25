"""`dueregard export`: everything of a provider as one closed file, once two people agreed; and whether such a file is
whole."""

import shutil
from pathlib import Path

import click

from ...assurance.transfer.operations.exporting import take_export
from ...assurance.transfer.verifying import verify_export
from ...ground.kernel.moments import utc_now
from ...ground.kernel.refusals import BadInput
from ...ground.tenancy.operations import by_slug, enter
from .backups import file_path, to_open
from .output import json_option, print_json


@click.group(invoke_without_command=True)
@click.option("--provider", "slug")
@click.option("-o", "--output", type=file_path, help="The file to write.")
@click.pass_context
def export(context: click.Context, slug: str | None, output: Path | None) -> None:
    """Write out everything of a provider, as far as whoever asked for it on their page may see it, and once a second
    person agreed. The file is closed with what they gave; it opens with the age tool."""
    if context.invoked_subcommand:
        return
    if not slug or output is None:
        raise click.UsageError("Say --provider and -o.")
    if output.exists():
        raise BadInput(f"{output.name} is there already.", field="output")
    click.echo("Making the file, if it is not made yet …", err=True)
    with enter(by_slug(slug)):
        file, size = take_export(now=utc_now())
    partial = output.with_name(f"{output.name}.part")
    try:
        with file, partial.open("xb") as target:
            shutil.copyfileobj(file, target, 1 << 20)
        partial.replace(output)
    except OSError as trouble:
        raise BadInput(f"{output.name} cannot be written: {trouble.strerror}.") from None
    finally:
        partial.unlink(missing_ok=True)
    click.echo(f"{output}: {size:,} bytes. That it was taken is in the audit record.")


@export.command()
@click.argument("file", type=file_path)
@click.option("--passphrase-file", type=file_path, help="A file whose first line is the passphrase.")
@click.option("--identity", "identity_file", type=file_path, help="A file with the age identity.")
@json_option
def verify(file: Path, passphrase_file: Path | None, identity_file: Path | None, as_json: bool) -> None:
    """Whether every part of an export is as its manifest says, and its audit record as it was written."""
    secret = to_open(passphrase_file, identity_file)
    if not file.is_file():
        raise BadInput(f"{file}: there is no such file.")
    with file.open("rb") as source:
        found = verify_export(source, secret)
    if as_json:
        print_json({"provider": found.provider, "members": found.members, "entries": found.entries})
        return
    click.echo(
        f"{file.name} is whole: {found.members} parts of {found.provider}, made {found.made_at}; "
        f"{found.entries} entries of the audit record, each as it was written."
    )
