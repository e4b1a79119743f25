"""`dueregard move`: from PostgreSQL into a file and back again, and one sentence for everything that is in the way."""

import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from click.testing import CliRunner, Result
from django.conf import settings
from django.db import connection
from django.db.utils import ConnectionHandler

from another_machine import Run
from dueregard.faces.cli.main import dueregard
from dueregard.ground.audit.models import Head
from dueregard.ground.backups.aside import standing_on
from dueregard.ground.backups.moving import why_unreachable
from dueregard.ground.backups.occupancy import refuse_half_moved_and_left
from dueregard.ground.kernel.databases import SQLITE_FILE, sqlite
from dueregard.ground.kernel.refusals import Refusal
from dueregard.ground.tenancy.operations import enter
from household import inside
from work_casework_support import concern_about_a_learner


def _move(to: str) -> Result:
    return CliRunner().invoke(dueregard, ["move", "--to", to])


@pytest.mark.long
@pytest.mark.skipif(not os.environ["DUEREGARD_DATABASE_URL"], reason="needs both databases")
def test_from_one_kind_into_the_other_and_back(elsewhere: Run) -> None:
    """Takes its seconds: both databases are made by every migration there is, as in life."""
    with inside() as house:
        concern_about_a_learner()
        first = Head.objects.get(stream="open")
    there = _move("sqlite")
    assert there.exception is None, there.output
    assert f"harbour: the audit record ended at {first.hash} and goes on from " in there.output
    file = settings.DATA / SQLITE_FILE
    assert file.stat().st_mode & 0o077 == 0
    address: str = elsewhere.address  # type: ignore[attr-defined]
    with standing_on(ConnectionHandler({"default": sqlite(settings.DATA)})["default"]):
        back = _move(address)
        assert back.exception is None, back.output
        with pytest.raises(Refusal, match="moved out of this database"):
            refuse_half_moved_and_left()
    for left in settings.DATA.glob(f"{SQLITE_FILE}*"):
        left.unlink()
    to = {**settings.DATABASES["default"], "NAME": urlsplit(address).path[1:]}
    with standing_on(ConnectionHandler({"default": to})["default"]), enter(house):
        verified = CliRunner().invoke(dueregard, ["audit", "verify"])
        assert (verified.exit_code, verified.output) == (0, "harbour: the audit record holds.\n")
        assert Head.objects.get(stream="open").seq == first.seq + 2


def _on_this_server(**parts: str) -> str:
    return urlunsplit(urlsplit(os.environ["DUEREGARD_DATABASE_URL"])._replace(**parts))


@pytest.mark.django_db
def test_what_is_no_address_is_refused(tmp_path: Path) -> None:
    for to, said in (
        ("mysql://dueregard:Sesame@localhost/records", "begins with postgres://"),
        ("postgres://dueregard:Sesame@127.0.0.1:1/records", "cannot be reached"),
    ):
        refused = _move(to).exception
        assert isinstance(refused, Refusal)
        assert (said in refused.sentence, "Sesame" in refused.sentence) == (True, False)
        assert refused.__cause__ is None


@pytest.mark.skipif(not os.environ["DUEREGARD_DATABASE_URL"], reason="asks a server of PostgreSQL")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("make", "parts", "said"),
    [
        ("", {"path": "/none_of_this_name"}, "There is no such database"),
        ("CREATE DATABASE move_latin ENCODING 'LATIN1' TEMPLATE template0", {"path": "/move_latin"}, "not in UTF-8"),
        ("CREATE DATABASE move_theirs", {"path": "/move_theirs", "netloc": "guest:Sesame@"}, "may not make tables"),
        ("", {"netloc": "stranger:Sesame@"}, "does not let this user in"),
    ],
)  # fmt: skip
def test_a_database_that_will_not_do_is_refused(make: str, parts: dict[str, str], said: str) -> None:
    with connection.cursor() as cursor:
        if make:
            cursor.execute("CREATE ROLE guest LOGIN")
            cursor.execute(make)
    try:
        refused = _move(_on_this_server(**parts)).exception
        assert isinstance(refused, Refusal)
        assert (said in refused.sentence, "Sesame" in refused.sentence) == (True, False)
        assert refused.sentence.endswith("Nothing was changed.")
        refuse_half_moved_and_left()
    finally:
        with connection.cursor() as cursor:
            if make:
                cursor.execute(f"DROP DATABASE {parts['path'][1:]} WITH (FORCE)")
                cursor.execute("DROP ROLE guest")


@pytest.mark.parametrize(
    ("server_says", "said"),
    [
        (
            'FATAL:  password authentication failed for user "dueregard"',
            "does not take this user and password",
        ),
        ("fe_sendauth: no password supplied", "does not take this user and password"),
        ('FATAL:  database "records" does not exist', "no such database"),
        ('FATAL:  role "dueregard" does not exist', "does not let this user in"),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.1"', "does not let this user in"),
        ("could not translate host name", "cannot be reached"),
    ],
)
def test_why_a_server_cannot_be_used(server_says: str, said: str) -> None:
    """The server of the tests asks for no password, so what others answer is given here."""
    assert said in why_unreachable(server_says)
