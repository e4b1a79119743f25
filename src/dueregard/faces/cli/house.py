"""Commands that keep the house: init, migrate, serve, worker, sweep and reconcile."""

import re
import secrets
import sys
from datetime import datetime
from pathlib import Path

import click
from django.conf import settings
from django.core.checks import Tags, run_checks
from django.core.management import call_command

from ...authority.policy.archetypes import ARCHETYPES, archetype
from ...authority.policy.operations import adopt
from ...ground.crypto.master import create_master_key
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, utc_now
from ...ground.kernel.refusals import BadInput
from ...ground.reference.operations import load_shipped_facts
from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import create_provider, enter
from ...ground.tenancy.vocabulary import Nation
from ...mechanisms.clocks.operations.reconciling import reconcile as run_reconcile
from ...mechanisms.clocks.operations.sweeping import sweep as run_sweep
from ...mechanisms.clocks.queries.duties import owed_now
from .output import json_option, print_json

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@click.command()
def migrate() -> None:
    """Bring the database to this version."""
    bring_up_to_date()
    click.echo("The database is up to date.")


def bring_up_to_date() -> None:
    """Folders, tables and the outside facts that ship, as this version wants them; a second time changes nothing."""
    prepare_folders()
    call_command("migrate", verbosity=0)
    load_shipped_facts(now=utc_now())


def prepare_folders() -> None:
    """Make the data and key folders, private to this user, with a secret for sessions. Never overwrites."""
    for folder in (Path(settings.DATA), Path(settings.KEYS)):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if Path(settings.KEYS).resolve().is_relative_to(Path(settings.DATA).resolve()):
        raise BadInput(
            "Keep the key folder outside the data folder: who copies the data must not get the keys with it."
        )
    secret = Path(settings.KEYS) / "secret.key"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(48) + "\n")
    create_master_key()


@click.command()
@click.option("--slug", help="A short name for addresses: small letters, figures and dashes.")
@click.option("--name", help="The provider's name, as learners know it.")
@click.option("--nation", type=click.Choice([nation.value for nation in Nation]), help="Where it works.")
@click.option("--ukprn", default="", help="Its UKPRN, if it has one.")
@click.option(
    "--archetype",
    "archetype_name",
    type=click.Choice(ARCHETYPES),
    multiple=True,
    help="A policy to start from.",
)
@click.option(
    "--fictional", is_flag=True, help="Nothing real will ever be put in here. Cannot be changed later."
)
@click.option("--no-input", is_flag=True, help="Ask nothing; refuse when something is missing.")
def init(
    slug: str | None,
    name: str | None,
    nation: str | None,
    ukprn: str,
    archetype_name: tuple[str, ...],
    fictional: bool,
    no_input: bool,
) -> None:
    """Create a provider, with its keys, its audit record and the policies it starts from."""
    name = name or _ask("Name of the provider", "--name", no_input)
    slug = slug or _ask("Short name for addresses", "--slug", no_input)
    nation = nation or _ask("Nation (england or wales)", "--nation", no_input)
    chosen = archetype_name or (
        _ask(f"Policy to start from ({', '.join(ARCHETYPES)})", "--archetype", no_input),
    )
    provider = _create(slug, name, nation, ukprn, chosen, fictional)
    click.echo(
        f"{provider.name} is ready. The address for reports is {settings.ADDRESS}/r/{provider.short_code}"
    )


def _ask(question: str, option: str, no_input: bool) -> str:
    if no_input:
        raise click.UsageError(f"{option} is missing.")
    answer: str = click.prompt(question)
    return answer


def _create(
    slug: str, name: str, nation: str, ukprn: str, chosen: tuple[str, ...], fictional: bool
) -> Provider:
    if not _SLUG.fullmatch(slug):
        raise BadInput("The short name has small letters, figures and single dashes only.", field="slug")
    if nation not in list(Nation):
        raise BadInput(
            "Only England and Wales: Scotland and Northern Ireland have their own law, which this does not know.",
            field="nation",
        )
    packs = [(f"{one}.md", archetype(one)) for one in chosen]
    bring_up_to_date()
    now = utc_now()
    actor = Actor.system("init")
    provider = create_provider(
        slug=slug, name=name, nation=Nation(nation), ukprn=ukprn, fictional=fictional, actor=actor, now=now
    )
    with enter(provider):
        for path, data in packs:
            adopt(data=data, path=path, actor=actor, now=now)
    return provider


def refuse_unless_safe(bind: str) -> None:
    """Refuse to start on an unguarded record, or beyond this machine while sign-in has no second factor."""
    errors = run_checks(tags=[Tags.database], databases=["default"])
    for error in errors:
        click.echo(f"{error.msg} {error.hint or ''}", err=True)
    if errors:
        sys.exit(1)
    host = bind.rpartition(":")[0]
    if host not in {"127.0.0.1", "localhost", "[::1]"} and Provider.objects.filter(fictional=False).exists():
        raise BadInput(
            "Sign-in has no second factor yet, so with real providers this listens on this machine only. "
            "Use --bind 127.0.0.1:8000."
        )


@click.command()
@click.option("--bind", default="127.0.0.1:8000", help="Address and port to listen on.")
@click.option("--workers", default=2, type=click.IntRange(1, 64), help="Web processes.")
def serve(bind: str, workers: int) -> None:
    """Run the web."""
    refuse_unless_safe(bind)
    from gunicorn.app.wsgiapp import WSGIApplication  # only here: nothing else needs a web server  # noqa: PLC0415

    sys.argv = ["gunicorn", "dueregard.config.wsgi:application", "--bind", bind, "--workers", str(workers)]
    sys.argv += [
        "--worker-class",
        "gthread",
        "--threads",
        "4",
        "--graceful-timeout",
        "20",
        "--no-control-socket",
    ]
    Path(settings.STATIC_ROOT).mkdir(
        parents=True, exist_ok=True
    )  # WhiteNoise warns of a folder that is not there
    WSGIApplication("%(prog)s [OPTIONS]").run()


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


COMMANDS: tuple[click.Command, ...] = (init, migrate, serve, sweep, reconcile)
