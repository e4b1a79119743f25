"""The least a Django view can do to keep a report safely: a form with a CSRF token, words encrypted under a fresh
key, an entry chained to the one before, one commit. The bench holds our submit against it, served in the same way.
"""

import hashlib
import json
import os
from pathlib import Path
from uuid import uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import path

from dueregard.config.environment import Environment, database

MASTER = hashlib.sha256(b"bench").digest()
_FORM = (
    '<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
    '<textarea name="seen"></textarea><button>Send</button></form>'
)
_FIRST = b"\0" * 32


def view(request: HttpRequest) -> HttpResponse:
    """The form, and what it sends."""
    if request.method == "GET":
        return HttpResponse(_FORM.format(token=get_token(request)))
    return HttpResponse(f"Sent: {keep(request.POST['seen'])}")


def keep(words: str) -> str:
    """Store a report and its entry in one transaction."""
    key, nonce, report = os.urandom(32), os.urandom(12), uuid4().hex
    sealed = nonce + AESGCM(key).encrypt(nonce, words.encode(), report.encode())
    wrapped = nonce + AESGCM(MASTER).encrypt(nonce, key, report.encode())
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT hash FROM head{lock}")
        before = bytes(cursor.fetchone()[0])
        entry = json.dumps({"verb": "reported", "report": report}, sort_keys=True)
        after = hashlib.sha256(before + entry.encode()).digest()
        cursor.execute("INSERT INTO report VALUES (%s, %s, %s)", [report, wrapped, sealed])
        cursor.execute("INSERT INTO entry VALUES (%s, %s, %s)", [report, entry, after])
        cursor.execute("UPDATE head SET hash = %s", [after])
    return report


def make_tables() -> None:
    """Reports, their entries, and the end of the chain."""
    octets = "bytea" if connection.vendor == "postgresql" else "blob"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE report (id char(32) PRIMARY KEY, wrapped {octets}, sealed {octets})")
        cursor.execute(f"CREATE TABLE entry (id char(32) PRIMARY KEY, entry text, hash {octets})")
        cursor.execute(f"CREATE TABLE head (hash {octets})")
        cursor.execute("INSERT INTO head VALUES (%s)", [_FIRST])


urlpatterns = [path("", view)]
environment = Environment()
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={"default": database(environment)},
    MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware"],
    ROOT_URLCONF=__name__,
    SECRET_KEY=uuid4().hex
    if not (keys := Path(environment.keys) / "secret.key").exists()
    else keys.read_text(),
    USE_TZ=True,
)
application = get_wsgi_application()

if __name__ == "__main__":
    make_tables()
