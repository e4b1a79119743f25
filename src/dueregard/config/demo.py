"""`dueregard demo`: build the invented providers in a folder of their own, then serve them with a worker beside."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import click

MARKER = "FICTIONAL"


def point_at_demo_folders() -> None:
    """Before settings load: the demonstration has data and keys of its own, and never another database."""
    from .environment import Environment  # noqa: PLC0415  # read before the variables change, and not before

    environment = Environment()
    os.environ["DUEREGARD_DATA"] = str(environment.data.with_name(f"{environment.data.name}-demo"))
    os.environ["DUEREGARD_KEYS"] = str(environment.keys.with_name(f"{environment.keys.name}-demo"))
    os.environ["DUEREGARD_DATABASE_URL"] = ""
    os.environ.pop("DUEREGARD_REGISTER_FOLDER", None)  # beside its own keys
    os.environ["DUEREGARD_DEMO"] = "true"


@click.command()
@click.option("--no-serve", is_flag=True, help="Only build them.")
@click.option("--port", default=8000, type=click.IntRange(1, 65535), help="Where to serve them.")
def demo(no_serve: bool, port: int) -> None:
    """Show five invented providers."""
    from ..faces.demo.building import build  # noqa: PLC0415  # models exist only after set-up

    _prepare()
    from ..faces.demo.remembering import remember  # noqa: PLC0415  # models exist only after set-up
    from ..ground.kernel.moments import utc_now  # noqa: PLC0415  # models exist only after set-up

    build(now=utc_now(), say=click.echo)
    if no_serve:
        return
    # Where they are shown stands on their posters, and is where an identity provider sends people back to.
    address = os.environ["DUEREGARD_ADDRESS"] = f"http://127.0.0.1:{port}"
    click.echo(f"Open {address}/ and choose who you are. Stop with Ctrl-C.")
    signal.signal(
        signal.SIGTERM, signal.default_int_handler
    )  # stopped otherwise than by keyboard, it stops both too
    command = [sys.executable, "-m", "dueregard.config.console"]
    worker = subprocess.Popen([*command, "worker"])  # noqa: S603  # our own program
    server = subprocess.Popen([*command, "serve", "--bind", f"127.0.0.1:{port}"])  # noqa: S603  # our own program
    try:
        remember(now=utc_now(), stop=lambda: server.poll() is not None)
        server.wait()
    except KeyboardInterrupt:
        click.echo("Stopped.")
    finally:
        for process in (server, worker):
            process.terminate()
            process.wait()


def _prepare() -> None:
    """Make the folders and the database; refuse a folder that is anything but a demonstration's."""
    from django.conf import settings  # noqa: PLC0415  # settings load only after the folders are chosen

    from ..faces.cli.house import bring_up_to_date, prepare_folders  # noqa: PLC0415  # models exist only after set-up
    from ..ground.kernel.refusals import BadInput  # noqa: PLC0415  # models exist only after set-up

    data = Path(settings.DATA)
    if data.exists() and any(data.iterdir()) and not (data / MARKER).exists():
        raise BadInput(f"{data} holds something that is not a demonstration. Move it away first.")
    prepare_folders()
    (data / MARKER).write_text("Everything in this folder is invented.\n")
    bring_up_to_date()
