"""Two nodes with a worker each on one PostgreSQL server, which dies under load; its copy takes over.

What one node changes the other must know at its next page; whoever signed in is signed in on both; no message goes out
twice; and every receipt opens its concern afterwards, if the server waited for its copy.
"""

import argparse
import http.client
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.db import connection
from django.urls import reverse

from cluster import promote, standby_of
from dueregard.authority.access.operations import end_holding, give_holding
from dueregard.authority.identity.operations import record_person
from dueregard.authority.people.operations import record_span
from dueregard.authority.people.vocabulary import Standing
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from machine import find_postgresql

from .house import SETUP, make_house
from .kill import Load, drain, look
from .mortal import Command, Server
from .pages import lead
from .postbox import Postbox
from .serving import Talk, free_port, wait_for
from .table import Target, heading, row

_TRIES = 20


def main() -> None:
    """Begin, change things on one node, kill the server, promote its copy, and look."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--not-waited-for", action="store_true", help="the copy follows when it can")
    options, _ = parser.parse_known_args()
    url, programs = os.environ["DUEREGARD_DATABASE_URL"], find_postgresql()
    if not url or programs is None:
        print("failover: PostgreSQL only")
        return
    primary = Path(parse_qs(urlsplit(url).query)["host"][0])
    provider = make_house(with_mail=True)
    waited_for = not options.not_waited_for
    with (
        Postbox() as postbox,
        standby_of(programs, primary, waited_for=waited_for) as copy,
        _nodes(_either(url, primary, copy), postbox.port) as (ports, commands),
    ):
        heading(
            f"Two nodes, and a copy that takes over; acknowledged {'there too' if waited_for else 'here'}"
        )
        # Made by `make_house`, after the settings were read: without it no other process knows our session.
        settings.SECRET_KEY = (Path(settings.KEYS) / "secret.key").read_text().strip()
        cookie = lead(provider).cookies["sessionid"].value
        _agree(provider, ports)
        load = Load(provider, ports, options.reports, time.monotonic() + 600)
        people = [threading.Thread(target=load.report) for _ in range(options.clients)]
        for person in people:
            person.start()
        while len(load.held) < options.reports // 2:
            time.sleep(0.05)
        row(
            "sessions that both nodes know",
            [_signed_in(ports, cookie)],
            "of 2",
            must=Target(2, at_least=True),
        )
        before = len(load.held)
        Server(primary).kill()
        died = time.monotonic()
        promote(programs, copy)
        row("from death to the copy's taking over", [time.monotonic() - died], "s")
        for person in people:
            person.join()
        first = min(at for at in load.answered_at if at > died + 0.5)
        row("acknowledged before and after", [before, len(load.held) - before], "reports")
        row("from death to the next receipt", [first - died], "s")
        connection.settings_dict["HOST"] = str(copy)
        drain(commands)
        connection.close()
        row(
            "sessions that both nodes know",
            [_signed_in(ports, cookie)],
            "of 2",
            must=Target(2, at_least=True),
        )
        with enter(provider):
            look(load, postbox)


def _either(url: str, *folders: Path) -> str:
    """The address with both servers in it: whichever can be written to is meant."""
    hosts = urlencode({"host": ",".join(map(str, folders)), "target_session_attrs": "read-write"})
    return urlunsplit(urlsplit(url)._replace(query=hosts))


@contextmanager
def _nodes(url: str, mail_port: int) -> Iterator[tuple[tuple[int, ...], list[Command]]]:
    environment = dict(os.environ) | {
        "DUEREGARD_DATABASE_URL": url,
        "DUEREGARD_MAIL_HOST": "127.0.0.1",
        "DUEREGARD_MAIL_PORT": str(mail_port),
        "DUEREGARD_MAIL_SECURITY": "none",
    }
    ports = (free_port(), free_port())
    commands = [
        *(Command(f"web-{port}", ("serve", "--bind", f"127.0.0.1:{port}"), environment) for port in ports),
        *(Command(f"worker-{number}", ("worker",), environment) for number in range(2)),
    ]
    for command in commands:
        command.start()
    try:
        for port in ports:
            wait_for(port)
        yield ports, commands
    finally:
        for command in commands:
            command.kill()


def _agree(provider: Provider, ports: tuple[int, ...]) -> None:
    """Somebody gets a post and loses it, in this process: each node's next page says so."""
    page, wrong = f"/r/{provider.short_code}/", 0
    with enter(provider):
        person = record_person(given_names="Dora", family_name="Quill", actor=SETUP, now=utc_now())
        record_span(
            person_id=person.id,
            standing=Standing.STAFF,
            since=utc_now(),
            population="",
            actor=SETUP,
            now=utc_now(),
        )
        for _ in range(_TRIES):
            given = give_holding(person_id=person.id, role="dsl", actor=SETUP, now=utc_now())
            wrong += sum("Dora Quill" not in Talk(port).get(page) for port in ports)
            end_holding(holding=given, until=utc_now(), actor=SETUP, now=utc_now())
            wrong += sum("Dora Quill" in Talk(port).get(page) for port in ports)
    row(f"pages that knew an old fact, of {_TRIES * 4}", [wrong], "pages", must=Target(0))


def _signed_in(ports: tuple[int, ...], cookie: str) -> int:
    """On how many nodes the lead's queue opens."""
    opened = 0
    for port in ports:
        talk = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        talk.request("GET", reverse("desk-queue"), headers={"Cookie": f"sessionid={cookie}"})
        opened += talk.getresponse().status == 200
        talk.close()
    return opened
