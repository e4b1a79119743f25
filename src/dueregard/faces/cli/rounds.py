"""The rounds a machine makes by itself, as commands: sweep and reconcile."""

from datetime import datetime

import click

from ...ground.kernel.moments import Moment, utc_now
from ...ground.kernel.refusals import BadInput
from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import enter
from ...mechanisms.clocks.operations.reconciling import reconcile as run_reconcile
from ...mechanisms.clocks.operations.sweeping import sweep as run_sweep
from ...mechanisms.clocks.queries.duties import owed_now
from .output import json_option, print_json

now_option = click.option("--now", "at", help="Another time than the machine's; fictional providers only.")


def _providers_at(at: str | None) -> tuple[list[Provider], datetime]:
    """Every provider this may run for, and when: another clock never touches a real one."""
    providers = Provider.objects.order_by("slug")
    if at is None:
        return list(providers), utc_now()
    if not providers.filter(fictional=True).exists():
        raise BadInput(
            "Another time than now works only for fictional providers, and there is none.", field="now"
        )
    return list(providers.filter(fictional=True)), read_time(at)


def _say(provider: Provider, counts: dict[str, int], as_json: bool) -> None:
    said = ", ".join(f"{count} {name}" for name, count in counts.items())
    click.echo(f"{provider.slug}: {said}", err=as_json)


def read_time(text: str) -> datetime:
    """A time as ISO 8601 with its zone."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(
            f"“{text}” is not a time. Write it like 2026-03-29T09:00:00+00:00.", field="now"
        ) from None
    if at.tzinfo is None:
        raise BadInput("Say which zone the time is in, for example 2026-03-29T09:00:00+00:00.", field="now")
    return at


@click.command()
@now_option
@json_option
def sweep(at: str | None, as_json: bool) -> None:
    """Announce every reminder and every late matter that has been reached."""
    providers, now = _providers_at(at)
    found = []
    for provider in providers:
        with enter(provider):
            told = run_sweep(now=now)
        found.append(
            {
                "provider": provider.slug,
                "reminded": told.reminded,
                "late": told.late,
                "escalated": told.escalated,
            }
        )
        click.echo(
            f"{provider.slug}: {told.reminded} reminded, {told.late} late, {told.escalated} escalated",
            err=as_json,
        )
    if as_json:
        print_json({"providers": found})


@click.command()
@now_option
@json_option
def reconcile(at: str | None, as_json: bool) -> None:
    """Compare what the policies say is owed with what is open, and mend the difference."""
    providers, now = _providers_at(at)
    found = []
    for provider in providers:
        with enter(provider):
            changes = run_reconcile(owed_now(Moment.now(now)), provider=provider, now=now)
        found.append(
            {
                "provider": provider.slug,
                "opened": changes.opened,
                "moved": changes.moved,
                "ended": changes.ended,
            }
        )
        click.echo(
            f"{provider.slug}: {changes.opened} opened, {changes.moved} moved, {changes.ended} ended",
            err=as_json,
        )
    if as_json:
        print_json({"providers": found})
