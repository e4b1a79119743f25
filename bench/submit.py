"""Submit, end to end: form, check, send, through the production server, against a minimal Django view."""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from html import unescape
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.work.casework.models import Concern

from .house import make_house
from .places import new_database
from .serving import Sent, Server, Talk, send, serve
from .table import Target, heading, row

WORDS = "He showed me a film of men with guns and said it would be better for everybody. " * 19
"""About 1.5 kB."""
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
REQUEST_ID = re.compile(r'name="request_id"[^>]*value="([^"]+)"')
RECEIPT = re.compile(r"<code>([^<]+)</code>")
"""Reference, then code, on the page that says thank you."""
_TOKEN = re.compile(r'value="([^"]+)"')
_WRITES = ("INSERT", "UPDATE", "DELETE")


def main() -> None:
    """Measure ours and the minimal view, one after the other, with one client and with sixteen."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=8, help="how long each run of clients goes on")
    parser.add_argument("--clients", default="1,16", help="how many clients at a time")
    options, _ = parser.parse_known_args()
    provider = make_house()
    heading(f"Submit a report of {len(WORDS):,} bytes, {connection.vendor}")
    work_of_one(provider)
    ours, theirs = "dueregard.config.wsgi:application", environment_of_minimal()
    with serve(ours) as server, serve("bench.minimal:application", theirs) as least:
        for clients in map(int, options.clients.split(",")):
            compare(provider, server, least, clients, options.seconds)


def environment_of_minimal() -> Mapping[str, str]:
    """A database of its own of the same sort, with its tables made."""
    environment = dict(os.environ)
    del environment["DJANGO_SETTINGS_MODULE"]
    if url := environment["DUEREGARD_DATABASE_URL"]:
        environment["DUEREGARD_DATABASE_URL"] = new_database(url)
    else:
        environment["DUEREGARD_DATA"] += "/minimal"
        os.mkdir(environment["DUEREGARD_DATA"])
    subprocess.run([sys.executable, "-m", "bench.minimal"], env=environment, check=True)
    return environment


def work_of_one(provider: Provider) -> None:
    """What one flow asks of the database, counted in this process."""
    client = Client(headers={"host": "127.0.0.1"})

    def ask(method: str, path: str, body: str = "") -> str:
        answer = client.get(path) if method == "GET" else client.post(
            path, body, content_type="application/x-www-form-urlencoded"
        )  # fmt: skip
        return answer.content.decode()

    flow_through(ask, provider)
    with CaptureQueriesContext(connection) as captured:
        flow_through(ask, provider)
    said = [query["sql"] for query in captured.captured_queries]
    row("queries a flow", [len([sql for sql in said if sql not in ("BEGIN", "COMMIT")])], "number")
    row("write transactions a flow", [writing(said)], "number", must=Target(2))


def writing(statements: list[str]) -> int:
    """How many transactions of these wrote something; a write outside any is one of its own."""
    found, inside, wrote = 0, False, False
    for sql in statements:
        if sql.startswith("BEGIN"):
            inside, wrote = True, False
        elif sql.startswith("COMMIT"):
            found, inside = found + wrote, False
        elif sql.startswith(_WRITES):
            wrote = True
            found += not inside
    return found


def flow_through(ask: Callable[..., str], provider: Provider) -> None:
    """What one person does: open the form, write, check, send."""
    path = f"/r/{provider.short_code}/report/"
    form = ask("GET", path)
    found = REQUEST_ID.search(form)
    assert found, "the form carries no request id"
    said = {
        "request_id": found[1],
        "reporter": "anonymous",
        "about": "learner",
        "danger": "no",
        "seen": WORDS,
    }
    check = ask("POST", path, urlencode(said))
    again = [(name, unescape(value)) for name, value in HIDDEN.findall(check)]
    sent = ask("POST", path, urlencode([*again, ("step", "send")]))
    assert "put before" in sent, "no receipt came"


def flow_over(provider: Provider) -> Callable[[Talk], None]:
    """The flow over a connection."""

    def flow(talk: Talk) -> None:
        flow_through(
            lambda method, path, body="": talk.get(path) if method == "GET" else talk.post(path, body),
            provider,
        )

    return flow


def compare(provider: Provider, server: Server, least: Server, clients: int, seconds: float) -> None:
    """Send to both and show rates, times, processor and bytes."""
    our_flow = flow_over(provider)
    before, size = kept(provider), stored_bytes()
    for flow, each in ((our_flow, server), (minimal_flow, least)):
        send(flow, each.port, clients=clients, seconds=seconds / 8)
    warm = kept(provider)
    began = server.cpu()
    ours = send(our_flow, server.port, clients=clients, seconds=seconds)
    cpu = (server.cpu() - began) / len(ours.took) * 1000
    began = least.cpu()
    theirs = send(minimal_flow, least.port, clients=clients, seconds=seconds)
    their_cpu = (least.cpu() - began) / len(theirs.took) * 1000
    who = f"{clients} client{'s' if clients > 1 else ''}"
    milliseconds("minimal view: a flow", who, theirs)
    milliseconds("ours: a flow", who, ours)
    row(
        f"flows a second, {who}",
        [rate(ours)],
        "1/s",
        ratio=rate(ours) / rate(theirs),
        must=Target(0.35, at_least=True),
    )
    row(f"processor, {who}: minimal view", [their_cpu], "ms a flow")
    row(f"processor, {who}: ours", [cpu], "ms a flow", must=Target(8) if clients > 1 else None)
    row(
        f"acknowledged and lost, {who}", [len(ours.took) - (kept(provider) - warm)], "reports", must=Target(0)
    )
    grown = (stored_bytes() - size) / (kept(provider) - before)
    row(f"bytes a report, {who}", [grown], "B", must=Target(0.7 * 8800) if clients > 1 else None)


def minimal_flow(talk: Talk) -> None:
    """The same at the minimal view: it has no check page."""
    found = _TOKEN.search(talk.get("/"))
    assert found
    assert "Sent" in talk.post("/", urlencode({"csrfmiddlewaretoken": found[1], "seen": WORDS}))


def milliseconds(what: str, who: str, sent: Sent) -> None:
    """One line of times."""
    row(f"{what}, {who}", [took * 1000 for took in sent.took], "ms")


def rate(sent: Sent) -> float:
    """Flows a second."""
    return len(sent.took) / sent.span


def kept(provider: Provider) -> int:
    """How many reports the database holds, read anew."""
    connection.close()
    with enter(provider):
        return int(Concern.objects.count())


def stored_bytes() -> int:
    """What the database takes on disk, with its indexes and without what waits to be written into it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])
