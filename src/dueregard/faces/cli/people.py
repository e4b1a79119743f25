"""`dueregard people`: bring people in from a file. The plan is printed first; what is applied is exactly that plan."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from ...authority.people.imports.apart import taken
from ...authority.people.imports.applying import carry_on
from ...authority.people.imports.beginning import PlanChanged, begin, taken_up
from ...authority.people.imports.columns import told
from ...authority.people.imports.files import receive
from ...authority.people.imports.planning import drop_plan, plan_import
from ...authority.people.models import Intake
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, utc_now
from ...ground.kernel.refusals import BadInput
from ...ground.tenancy.operations import by_slug, enter
from .house import refuse_another_version
from .output import json_option, print_json

_ACTOR = Actor.system("command-line")
_FIGURES = ("added", "changed", "ended", "unchanged", "matched")


@click.group()
def people() -> None:
    """The people the provider knows."""


@people.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--provider", "slug", required=True)
@click.option("--dry-run", is_flag=True, help="Print the plan and apply nothing.")
@click.option("--plan", "expected", help="Apply only if the plan is this one, as printed before.")
@click.option(
    "--mapping", type=click.Path(path_type=Path, dir_okay=False), help="A JSON file: which column is what."
)
@click.option("--end-missing", is_flag=True, help="End what the file no longer names.")
@json_option
def import_(
    file: Path,
    slug: str,
    dry_run: bool,
    expected: str | None,
    mapping: Path | None,
    end_missing: bool,
    as_json: bool,
) -> None:
    """Bring people in: an ILR, a CSV file or a workbook. What could not be taken is said by row and column."""
    refuse_another_version()
    document = _read_mapping(mapping) if mapping else None
    with _opened(file) as stream, enter(by_slug(slug)):
        means = told(document, taken(Moment.now(utc_now()))) if mapping else None
        intake = plan_import(
            received=receive(stream),
            actor=_ACTOR,
            now=utc_now(),
            means=means,
            ends_missing=end_missing,
            say=lambda rows: _say(f"{rows:,} rows read"),
        )
        _print(intake, as_json=as_json)
        if dry_run:
            drop_plan(intake)
            return
        _apply(intake, expected)


def _apply(intake: Intake, expected: str | None) -> None:
    try:
        if expected is not None and expected != intake.plan:
            raise PlanChanged
        begun = taken_up(intake=intake, now=utc_now())
        if begun is None:
            begun = begin(intake=intake, plan=intake.plan, actor=_ACTOR, now=utc_now(), apart=False)
    finally:
        drop_plan(intake)  # what was not begun is not kept
    carry_on(
        intake=begun,
        actor=_ACTOR,
        clock=utc_now,
        say=lambda done, of: _say(f"{done} of {of} parts staged"),
    )
    click.echo("Applied.", err=True)


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    try:
        with file.open("rb") as stream:
            yield stream
    except OSError as trouble:
        reason = "there is no such file" if isinstance(trouble, FileNotFoundError) else "it cannot be read"
        raise BadInput(f"{file}: {reason}.") from None


def _read_mapping(path: Path) -> Any:
    with _opened(path) as stream:
        try:
            return json.loads(stream.read())
        except ValueError:
            raise BadInput(f"{path}: this is not JSON.", field="mapping") from None


def _say(what: str) -> None:
    """Progress: in place on a terminal, one line after another elsewhere."""
    ends = "\r" if sys.stderr.isatty() else "\n"
    click.echo(what + ends, nl=False, err=True)


def _print(intake: Intake, *, as_json: bool) -> None:
    figures = {name: intake.figures[name] for name in _FIGURES}
    if as_json:
        apart = intake.figures["apart"]
        said = {"plan": intake.plan, **figures, "kept_apart": apart}
        print_json(said | {"problems": [*map(_problem, intake.problems)]})
        return
    click.echo(f"Plan {intake.plan}")
    click.echo(", ".join(f"{number:,} {name}" for name, number in figures.items()))
    for kept, number in intake.figures["apart"].items():
        click.echo(f"kept apart: {kept} of {number:,}")
    for row, column, severity, message in intake.problems:
        where = f"row {row}" if row else "the file"
        click.echo(
            f"{severity}: {where}{f', {column}' if column else ''}: {message}", err=severity == "error"
        )
    if more := intake.figures["more_problems"]:
        click.echo(f"and {more:,} more problems.", err=True)


def _problem(said: list[Any]) -> dict[str, Any]:
    return dict(zip(("row", "column", "severity", "message"), said, strict=True))
