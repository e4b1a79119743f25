"""`dueregard policy`: whether each clause is kept, from the records, now or at the end of a past day."""

from datetime import date, datetime
from typing import Any

import click

from ...assurance.status.queries import ClauseStatus, clauses
from ...ground.kernel.moments import Moment, utc_now
from ...ground.kernel.refusals import BadInput
from ...ground.tenancy.operations import by_slug, enter
from .output import json_option, print_json


@click.group()
def policy() -> None:
    """The policies in force."""


@policy.command()
@click.option("--provider", "slug", required=True)
@click.option("--policy", "policy_id", help="One policy; all of them unless said.")
@click.option("--at", "day", help="As at, and as known at, the end of a day: 2026-03-04.")
@click.option("--known", type=click.Choice(["now"]), help="With --at: as at that day, by what is known now.")
@json_option
def status(slug: str, policy_id: str | None, day: str | None, known: str | None, as_json: bool) -> None:
    """How every clause stands."""
    moment = _moment(day, known, utc_now())
    with enter(by_slug(slug)):
        found = clauses(moment, policy=policy_id)
    if as_json:
        print_json(
            {"as_at": moment.as_at, "known_at": moment.known_at, "clauses": [_document(c) for c in found]}
        )
        return
    for clause in found:
        click.echo(f"{clause.policy} {clause.id} {clause.title}: {clause.status}")
        for control in clause.controls:
            click.echo(f"    {control.reading.status}: {control.reading.because}")


def _moment(day: str | None, known: str | None, now: datetime) -> Moment:
    if day is None:
        return Moment.now(now)
    try:
        at = Moment.end_of(date.fromisoformat(day))
    except ValueError:
        raise BadInput(f"“{day}” is not a day. Write it like 2026-03-04.", field="at") from None
    return Moment(at.as_at, now) if known else at


def _document(clause: ClauseStatus) -> dict[str, Any]:
    return {
        "policy": clause.policy,
        "edition": clause.edition,
        "id": clause.id,
        "title": clause.title,
        "status": clause.status,
        "controls": [
            {
                "address": control.address,
                "status": control.reading.status,
                "figure": (
                    {"n": count.n, "of": count.of, "unit": count.unit}
                    if (count := control.reading.count)
                    else None
                ),
                "because": control.reading.because,
                "basis": control.reading.basis,
                "source": control.reading.source,
            }
            for control in clause.controls
        ],
    }
