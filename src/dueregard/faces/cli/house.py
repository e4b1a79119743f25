"""Commands that keep the house: its folders and tables, and the web."""

import secrets
import sys
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import click
from django.conf import settings
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.db import connection

from ...assurance.health.queries.records import fit
from ...assurance.health.rules.records import Fit
from ...ground.audit.keeping import keep_register
from ...ground.backups.occupancy import refuse_half_moved_and_left, work_here
from ...ground.backups.operations import back_up, refuse_unfinished
from ...ground.backups.sealing import for_recipient
from ...ground.crypto.master import create_master_key, is_closed, master_key
from ...ground.kernel.addresses import host_of, is_loopback
from ...ground.kernel.moments import utc_now
from ...ground.kernel.refusals import BadInput, Refusal
from ...ground.reference.operations import load_shipped_facts
from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import enter

HOW_WE_SERVE = [
    "--worker-class",
    "gthread",
    "--threads",
    "4",
    "--graceful-timeout",
    "20",
    "--no-control-socket",
    # No header may say under which path we lie: it would lead people elsewhere.
    "--forwarder-headers=",
]
"""How gunicorn runs, whatever the machine; bench/ serves what it compares with in the same way."""
_FILE = click.Path(exists=True, dir_okay=False)


@click.command()
@click.option("--without-backup", is_flag=True, help="There is a backup already.")
def migrate(without_backup: bool) -> None:
    """Bring the database to this version; one that holds something is backed up first."""
    prepare_folders()  # before anything opens the database: whoever opens one that is not there makes it readable
    if not without_backup:
        back_up_first(now=utc_now())
    bring_up_to_date()
    catch_up_register(now=utc_now())
    click.echo("The database is up to date.")


def back_up_first(*, now: datetime) -> None:
    """Back up a database of an earlier version that holds something, into the folder of the nightly backups; refuses,
    and says what to run, when none is set up."""
    if fit() is not Fit.EARLIER or not _holds_something():
        return
    if settings.BACKUPS is None:
        raise Refusal(
            "Nothing was changed: there is no backup of this database. Run `dueregard backup -o FILE`, then `dueregard "
            "migrate --without-backup`. With nightly backups set up (`dueregard nightly`), the backup is "
            "made by itself."
        )
    target = Path(settings.BACKUPS) / f"before-{version('dueregard')}-{now:%Y%m%d-%H%M%S}.backup"
    back_up(target, for_recipient(settings.BACKUP_RECIPIENT), now=now)
    click.echo(f"{target} holds everything as it was before.")


def _holds_something() -> bool:
    table = Provider._meta.db_table
    if table not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        # Not by the model: an earlier version may lack a column of it.
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  # a name of our own
        return bool(cursor.fetchone()[0])


def bring_up_to_date() -> bool:
    """Folders, tables, a key and the outside facts that ship, as this version wants them; True when the key is new.

    A second time changes nothing. Where there is a provider a lost key is never replaced: a new one opens nothing.
    """
    prepare_folders()
    call_command("migrate", verbosity=0)
    load_shipped_facts(now=utc_now())
    if Provider.objects.exists():
        master_key()
        return False
    return create_master_key()


def prepare_folders() -> None:
    """Make the folders and an empty SQLite database, private to this user, and a secret. Never overwrites."""
    for folder in (Path(settings.DATA), Path(settings.KEYS)):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if Path(settings.KEYS).resolve().is_relative_to(Path(settings.DATA).resolve()):
        raise BadInput(
            "Keep the key folder outside the data folder: who copies the data must not get the keys with it."
        )
    if Path(settings.REGISTER).resolve().is_relative_to(Path(settings.DATA).resolve()):
        raise BadInput(
            "Keep the register outside the data folder: it must be there when the data folder is lost, and say what no "
            "backup of it may bring back."
        )
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # Private in a folder that was there before and is not; what SQLite lays beside it takes its mode from it.
        Path(database["NAME"]).touch(mode=0o600)
    secret = Path(settings.KEYS) / "secret.key"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(48) + "\n")


def refuse_another_version() -> None:
    """Refuse to work on a database that this version of the program does not fit, that was not restored or moved to the
    end, or that the records were moved out of; and say what to run."""
    refuse_unfinished()
    refuse_half_moved_and_left()
    fits = fit()
    if fits is Fit.LATER:
        raise Refusal(
            "The database was made by a later version of Due Regard. Install that version again, or restore a backup "
            "made with this one: `dueregard restore`."
        )
    if fits is Fit.EARLIER:
        raise Refusal(
            "The database is of an earlier version. Run `dueregard migrate`, which makes a backup first or says how."
        )


def open_key_if_closed() -> None:
    """Have the passphrase given now, where somebody can give it, if the key file is closed with one."""
    if is_closed():
        master_key()


def catch_up_register(*, now: datetime) -> None:
    """Write into the register what a machine that died could not write any more. What hinders it is said, and is no
    reason to turn anybody away. Nothing, while the database is of an earlier version: `migrate` makes up for it."""
    if fit() is Fit.EARLIER:
        return
    for provider in Provider.objects.order_by("slug"):
        try:
            with enter(provider):
                keep_register(now=now)
        except Refusal as fault:
            click.echo(fault.sentence, err=True)
        except OSError as trouble:
            click.echo(f"The register cannot be written: {trouble.strerror}.", err=True)


def refuse_unless_safe(bind: str, *, encrypted: bool = False) -> None:
    """Refuse to start on a database of another version or an unguarded record, or beyond this machine unless TLS is
    ended here (`encrypted`) or by a proxy that is named.

    That no post which reads cases opens by a password alone cannot be switched off, so there is nothing to ask about.
    """
    refuse_another_version()
    errors = run_checks(tags=[Tags.database], databases=["default"])
    for error in errors:
        click.echo(f"{error.msg} {error.hint or ''}", err=True)
    if errors:
        sys.exit(1)
    if not (encrypted or _listens_here_alone(bind) or _is_behind_a_proxy()):
        raise BadInput(
            f"At {bind} others would reach this unencrypted: use --bind 127.0.0.1:8000 with a proxy that ends TLS on "
            "this machine, as in deploy/, or name the proxy on another machine in DUEREGARD_TRUSTED_PROXY and give the "
            "public address with https (`dueregard address`), or end TLS here with --certificate and --key."
        )


def _listens_here_alone(bind: str) -> bool:
    """Without a host, as in `:8000`, every address of the machine is meant."""
    return bool(host_of(f"//{bind}")) and is_loopback(f"//{bind}")


def _is_behind_a_proxy() -> bool:
    return bool(settings.ADDRESS.startswith("https://") and settings.TRUSTED_PROXY)


def _believed() -> list[str]:
    """Who is believed when they say that a request was encrypted before it came here."""
    return ["127.0.0.1", "::1", *([settings.TRUSTED_PROXY] if settings.TRUSTED_PROXY else [])]


@click.command()
@click.option("--bind", default="127.0.0.1:8000", help="Address and port to listen on.")
@click.option("--workers", default=2, type=click.IntRange(1, 64), help="Web processes.")
@click.option(
    "--certificate", type=_FILE, help="To end TLS here, without a proxy: the certificate with its chain."
)
@click.option("--key", type=_FILE, help="The key of that certificate.")
def serve(bind: str, workers: int, certificate: str | None, key: str | None) -> None:
    """Run the web."""
    if (certificate is None) != (key is None):
        raise click.UsageError("Give --certificate and --key, both or neither.")
    refuse_unless_safe(bind, encrypted=certificate is not None)
    work_here()
    open_key_if_closed()  # here: the processes that answer people are made from this one, and have no terminal
    catch_up_register(now=utc_now())
    from gunicorn.app.wsgiapp import WSGIApplication  # only here: nothing else needs a web server  # noqa: PLC0415

    sys.argv = ["gunicorn", "dueregard.config.wsgi:application", "--bind", bind, "--workers", str(workers)]
    sys.argv += [*HOW_WE_SERVE, "--forwarded-allow-ips", ",".join(_believed())]
    if certificate and key:
        sys.argv += ["--certfile", certificate, "--keyfile", key]
    Path(settings.STATIC_ROOT).mkdir(
        parents=True, exist_ok=True
    )  # WhiteNoise warns of a folder that is not there
    WSGIApplication("%(prog)s [OPTIONS]").run()
