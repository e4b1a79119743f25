"""A whole invented year, and then every table of the database is searched for what people said in it."""

import logging
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection

from dueregard.faces.demo.building import build_house
from dueregard.faces.demo.people import HOUSES
from dueregard.faces.demo.stories import STORIES
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.operations import enter

pytestmark = pytest.mark.django_db
NAMES_ALLOWED = {"identity_person", "identity_persondetails", "tenancy_provider", "identity_account"}
"""The directory, which is in clear on purpose: SECURITY.md says so."""


def told(part: object) -> Iterator[str]:
    """Every sentence of a story; a single word may be a code."""
    if isinstance(part, str):
        if part.count(" ") >= 2:
            yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from told(one)
    elif isinstance(part, dict):
        yield from told(tuple(part.values()))
    elif is_dataclass(part):
        for field in fields(part):
            yield from told(getattr(part, field.name))


def cells() -> Iterator[tuple[str, bytes]]:
    """Every value of every table of the database, also of those that are no model's."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    yield table, raw


def test_a_year_of_concerns_leaves_no_word_and_no_name_in_clear(caplog: pytest.LogCaptureFixture) -> None:
    sentences = {sentence.encode() for story in STORIES for sentence in told(story)}
    assert len(sentences) > 40
    house = HOUSES[0]
    names = {one.name.partition(" ")[2].encode() for one in house.cast}
    with caplog.at_level(logging.DEBUG):
        build_house(house, now=utc_now())
    found = set()
    for table, raw in cells():
        assert not any(sentence in raw for sentence in sentences), table
        if any(name in raw for name in names):
            found.add(table)
    assert found, "the search itself finds nothing"
    assert found <= NAMES_ALLOWED
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("dueregard")]
    for said in (*ours, *(f"{letter.subject}\n{letter.body}" for letter in mail.outbox)):
        assert not any(part.decode() in said for part in (*sentences, *names))


def test_no_row_says_a_name_when_a_fault_prints_it() -> None:
    built = build_house(HOUSES[0], now=utc_now(), stories=STORIES[:2])
    names = {one.name.partition(" ")[2] for one in HOUSES[0].cast}
    with enter(built.provider):
        printed = [f"{row!r} {row}" for model in apps.get_models() for row in model._base_manager.all()[:50]]
    assert len(printed) > 100
    assert not [one for one in printed if any(name in one for name in names)]
