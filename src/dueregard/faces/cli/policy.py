"""`dueregard policy`: whether each clause is kept, from the records, now or at the end of a past day."""

from datetime import date, datetime
from typing import Any

import click

from ...assurance.status.keeping import keep_days, keep_reading
from ...assurance.status.past import PastDay, stood
from ...assurance.status.queries import clauses
from ...assurance.status.rules.documents import document
from ...assurance.status.rules.findings import Finding
from ...assurance.status.self_audit import LookedThrough, self_audit
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, utc_now
from ...ground.kernel.refusals import BadInput, NothingHere
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
    """How every clause stands. Of a past day, from the records; when they no longer say what was kept of that day, that
    is said too."""
    now = utc_now()
    with enter(by_slug(slug)):
        past = _past(day, known, now, policy_id)
    found = [one for one in past.clauses if policy_id in (None, one.policy)]
    differs = _difference(past)
    if as_json:
        said = {"as_at": past.moment.as_at, "known_at": past.moment.known_at}
        print_json(
            {**said, "clauses": [document(one) for one in found], **({"differs": differs} if differs else {})}
        )
        return
    if differs:
        click.echo(differs["sentence"], err=True)
    for clause in found:
        click.echo(f"{clause.policy} {clause.id} {clause.title}: {clause.status}")
        for control in clause.controls:
            click.echo(f"    {control.reading.status}: {control.reading.because}")


@policy.command()
@click.option("--provider", "slug", required=True)
@json_option
def keep(slug: str, as_json: bool) -> None:
    """Keep how every clause stands now, and of each day that is over and was not kept. The worker does so by itself."""
    now, by = utc_now(), Actor.system("readings")
    with enter(by_slug(slug)):
        kept = keep_days(actor=by, now=now) + keep_reading(Moment.now(now), actor=by, now=now)
    if as_json:
        print_json({"provider": slug, "kept": kept})
    else:
        click.echo(f"{slug}: {kept} readings kept")


@policy.command()
@click.option("--provider", "slug", required=True)
@click.option("--policy", "policy_id", help="One policy; all of them unless said.")
@json_option
def audit(slug: str, policy_id: str | None, as_json: bool) -> None:
    """What contradicts itself, cannot happen or has gone stale in the policies in force, and who can mend it."""
    now = utc_now()
    with enter(by_slug(slug)):
        found = self_audit(Moment.now(now), policy=policy_id)
    if policy_id and not found:
        raise NothingHere(f"No policy “{policy_id}” is in force here.")
    if as_json:
        print_json(
            {"as_at": now, "findings": [_finding(one, each) for one in found for each in one.findings]}
        )
    for one in () if as_json else found:
        click.echo(f"{one.pack.policy}: {len(one.findings)} findings")
        for each in one.findings:
            where = one.title_of(each) or "the policy as a whole"
            click.echo(f"    {each.grave}: {where}: {each.sentence} ({one.who_mends(each)})")


def _finding(one: LookedThrough, found: Finding) -> dict[str, str]:
    return {
        "policy": one.pack.policy,
        "clause": found.clause,
        "title": one.title_of(found),
        "what": found.flaw,
        "grave": found.grave,
        "sentence": found.sentence,
        "who_mends": one.who_mends(found),
    }


def _past(day: str | None, known: str | None, now: datetime, policy_id: str | None) -> PastDay:
    if day is None:
        moment = Moment.now(now)
        return PastDay(moment, clauses(moment, policy=policy_id), None)
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise BadInput(f"“{day}” is not a day. Write it like 2026-03-04.", field="at") from None
    return stood(on, known_at=now if known else None)


def _difference(past: PastDay) -> dict[str, Any] | None:
    """How what the records say of a day differs from what was kept of it, as a sentence and as data."""
    if past.kept is None or past.difference is None:
        return None
    since, names = past.difference.since, past.difference.clauses
    if not names:
        said = "What was kept of this day is not what was written then. Verify the audit record."
    elif past.from_kept:
        said = "Records of this day were disposed of since. This is what was kept of it."
    else:
        said = f"{len(names)} clauses are not as they were kept that day: {', '.join(names)}."
    entry = None
    if since:
        entry = {"stream": since.stream, "seq": since.seq, "at": since.at, "verb": since.verb}
        said += f" Since entry {since.seq} of the audit record ({since.verb}, {since.at:%Y-%m-%d})."
    return {
        "sentence": said,
        "answered_by": "what was kept" if past.from_kept else "records",
        "kept_at": past.kept.recorded_at,
        "sha256": past.kept.digest,
        "clauses": names,
        "since": entry,
    }
