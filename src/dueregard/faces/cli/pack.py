"""`dueregard pack`: judge policy files, and say which requirements of a catalogue they claim."""

import sys
from pathlib import Path

import click

from ...authority.policy.catalogue import Catalogue
from ...authority.policy.catalogue_files import read_catalogue
from ...authority.policy.catalogues import CATALOGUES, GUIDANCE, catalogue, guidance
from ...authority.policy.coverage import coverage as coverage_of
from ...authority.policy.gate import Judgement, judge
from ...authority.policy.printing import check_document, coverage_document
from ...authority.policy.problems import Severity
from ...authority.policy.shelf import shelf
from ...ground.kernel.refusals import BadInput
from .output import json_option, print_json

file_argument = click.Path(path_type=Path)


@click.group()
def pack() -> None:
    """Policy files: judge them, and see what they cover."""


@pack.command()
@click.argument("files", nargs=-1, required=True, type=file_argument)
@json_option
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Judge policy files, each alone and then together; every problem is printed with its line and column."""
    judgements = [judge(read(path), str(path)) for path in files]
    if as_json:
        print_json(check_document(judgements))
    else:
        for judgement in judgements:
            _print(judgement)
    together = shelf([judgement.pack for judgement in judgements if judgement.pack]) if len(files) > 1 else ()
    for found in together:
        click.echo(found.render(), err=True)
    if any(judgement.pack is None for judgement in judgements):
        sys.exit(1)


def _print(judgement: Judgement) -> None:
    for problem in judgement.problems:
        click.echo(problem.render(judgement.path), err=problem.severity is Severity.ERROR)
    found = judgement.pack
    if found is None:
        click.echo(f"{judgement.path}: not accepted", err=True)
        return
    click.echo(
        f"{judgement.path}: accepted, {len(found.clauses)} clauses, {len(found.controls)} controls, "
        f"{len(judgement.not_set)} not set, {len(judgement.clashes)} clashes"
    )


@pack.command()
@click.argument("file", type=file_argument)
@click.option(
    "--catalogue",
    "asked",
    required=True,
    type=file_argument,
    help="A CSV of requirements, or the name of one that ships, such as kcsie.",
)
@json_option
def coverage(file: Path, asked: Path, as_json: bool) -> None:
    """Say which requirements of a catalogue a policy claims to meet."""
    judgement = judge(read(file), str(file))
    if judgement.pack is None:
        if as_json:
            print_json(check_document([judgement]))
        else:
            _print(judgement)
        sys.exit(1)
    found = coverage_of(judgement.pack, catalogue_at(asked), guidance())
    if as_json:
        print_json(coverage_document(found))
        return
    click.echo(f"{len(found.claimed)} of {found.required} requirements claimed.")
    if found.unclaimed:
        click.echo("Not claimed: " + ", ".join(found.unclaimed))
    if found.unknown_ids:
        click.echo("In no catalogue: " + ", ".join(found.unknown_ids))


def catalogue_at(path: Path) -> Catalogue:
    """The catalogue in a file, or the one that ships under this name where there is no such file."""
    if not path.exists() and str(path) in CATALOGUES + GUIDANCE:
        return catalogue(str(path))
    return read_catalogue(read(path))


def read(path: Path) -> bytes:
    """A file's bytes, or a plain sentence why they cannot be had."""
    try:
        return path.read_bytes()
    except OSError as exc:
        reason = "there is no such file" if isinstance(exc, FileNotFoundError) else "it cannot be read"
        raise BadInput(f"{path}: {reason}.") from None
