"""`dueregard guidance`: what a new edition of law or guidance asks that the one before did not, and what it touches."""

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from ...assurance.status.new_guidance import Consequences, consequences
from ...authority.policy.catalogue import Header, Requirement
from ...authority.policy.catalogue_changes import Changes, compare
from ...ground.kernel.moments import Moment, london_day, utc_now
from ...ground.tenancy.operations import by_slug, enter
from .output import json_option, print_json
from .pack import catalogue_at, file_argument


@click.group()
def guidance() -> None:
    """New editions of law and guidance."""


@guidance.command()
@click.argument("old", type=file_argument)
@click.argument("new", type=file_argument)
@click.option("--provider", "slug", help="Say also what it would touch at this provider.")
@json_option
def diff(old: Path, new: Path, slug: str | None, as_json: bool) -> None:
    """Hold a new edition against the one before, row by row. Either may be a file, or the name of one that ships, such
    as kcsie. Nothing is kept: whoever keeps policies takes an edition on under Policies."""
    before, after = catalogue_at(old), catalogue_at(new)
    changes = compare(before, after)
    with enter(by_slug(slug)) if slug else nullcontext():
        moment = Moment.now(utc_now())
        since = changes.new.in_force_from or london_day(moment.as_at)
        found = consequences(after, changes, since, moment) if slug else None
    if as_json:
        print_json(_document(changes) | (_followed(found) if found else {}))
    else:
        _print(changes)
        _print_followed(found)


def _document(changes: Changes) -> dict[str, Any]:
    return {
        "document": changes.new.document,
        "old": _edition(changes.old),
        "new": _edition(changes.new),
        "added": [_row(row) for row in changes.added],
        "gone": [_row(row) for row in changes.gone],
        "changed": [
            {
                "id": one.new.id,
                "columns": {
                    name: {"old": _value(one.old, name), "new": _value(one.new, name)} for name in one.columns
                },
            }
            for one in changes.changed
        ],
    }


def _edition(header: Header) -> dict[str, Any]:
    return {"edition": header.edition, "dated": header.dated or None, "in_force_from": header.in_force_from}


def _row(row: Requirement) -> dict[str, Any]:
    return {"id": row.id, "section": row.section, "requirement": row.requirement, "force": row.force}


def _value(row: Requirement, name: str) -> Any:
    value = getattr(row, name)
    return list(value) if isinstance(value, tuple) else value


def _followed(found: Consequences) -> dict[str, Any]:
    return {
        "touched": [{"policy": one.policy, "clause": one.clause, "ids": one.ids} for one in found.touched],
        "cites": [
            {"policy": one.policy, "clause": one.clause, "sentence": one.finding.sentence}
            for one in found.cites
        ],
        "read_again": [
            {"policy": one.policy, "clause": one.clause, "document": one.document, "people": one.people}
            for one in found.read_again
        ],
        "look_again": [{"policy": one.policy, "by": one.by} for one in found.look_again],
    }


def _print(changes: Changes) -> None:
    click.echo(f"{changes.new.title}: {changes.old.edition} → {changes.new.edition}")
    for word, rows in (("added", changes.added), ("gone", changes.gone)):
        for row in rows:
            click.echo(f"    {word}: {row.id} {row.requirement}")
    for one in changes.changed:
        for name in one.columns:
            click.echo(f"    {one.new.id} {name}: {_said(one.old, name)} → {_said(one.new, name)}")
    if not (changes.added or changes.gone or changes.changed):
        click.echo("    Every row is as before.")


def _said(row: Requirement, name: str) -> str:
    value = getattr(row, name)
    return ", ".join(value) if isinstance(value, tuple) else str(value or "nothing")


def _print_followed(found: Consequences | None) -> None:
    if found is None:
        return
    if found.nothing:
        click.echo("No policy in force here is touched.")
    for touched in found.touched:
        click.echo(f"{touched.policy}: “{touched.clause_title}” claims {', '.join(touched.ids)}.")
    for cites in found.cites:
        click.echo(f"{cites.policy}: “{cites.clause_title}”: {cites.finding.sentence}")
    for read in found.read_again:
        people = "an unknown number of" if read.people is None else read.people
        click.echo(f"{read.policy}: {people} people would read {read.reads} again.")
    for look in found.look_again:
        by = f" by {look.by}" if look.by else ", with no time given"
        click.echo(f"{look.policy} would be looked at again{by}.")
