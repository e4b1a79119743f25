"""Drill: the disk is full, the key is gone, the database gives up. Nobody types in vain; nothing is half written."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Head
from dueregard.ground.audit.queries import verify
from dueregard.ground.crypto import master
from dueregard.ground.crypto.models import DataKey
from dueregard.ground.kernel.room import LEAST_FREE, has_room
from dueregard.ground.reference.operations import load_shipped_facts
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.work.casework.models import Concern
from household import NOON, SETUP, inside, make_holder

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("dueregard.config.urls")]
WORDS = "He said it would be better for everybody. " * 400


@pytest.fixture
def provider() -> Provider:
    load_shipped_facts(now=NOON)
    with inside() as found:
        make_holder("Lea Dee", "dsl")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
    return found


def _sent(**more: str) -> dict[str, str]:
    said = {"reporter": "anonymous", "about": "learner", "danger": "no", "seen": WORDS, "step": "send"}
    return {"request_id": str(uuid4())} | said | more


def _text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def _kept(provider: Provider) -> tuple[int, int, int]:
    with enter(provider):
        assert verify().fault is None
        return Concern.objects.count(), DataKey.objects.count(), sum(head.seq for head in Head.objects.all())


@contextmanager
def _no_more_room() -> Iterator[None]:
    """On SQLite the file may not grow, and it says itself that the disk is full; on PostgreSQL nothing is written."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET default_transaction_read_only = on")
            yield
            cursor.execute("SET default_transaction_read_only = off")
            return
        cursor.execute("VACUUM")  # else there is room in pages that other tests left empty
        cursor.execute("PRAGMA max_page_count")
        (before,) = cursor.fetchone()
        cursor.execute("PRAGMA max_page_count = 1")  # SQLite makes it the pages there are
        yield
        cursor.execute(f"PRAGMA max_page_count = {before}")


def test_when_it_fills_while_sending_the_words_are_still_there_and_nothing_is_half_kept(
    provider: Provider,
) -> None:
    before, sent, page = _kept(provider), _sent(), f"/r/{provider.short_code}/report/"
    with _no_more_room():
        answer = Client().post(page, sent)
    assert answer.status_code == 503
    said = _text(answer)
    assert "This could not be kept just now, and nobody has seen it." in said
    assert WORDS.strip() in said
    assert 'href="tel:999"' in said.partition("<h1")[0].partition("This could not be kept")[2]
    assert f'value="{sent["request_id"]}"' in said
    assert _kept(provider) == before
    assert "Thank you. It is kept safe." in _text(Client().post(page, sent))  # a few minutes later
    assert _kept(provider)[0] == before[0] + 1


def test_on_a_full_disk_nobody_is_asked_to_write(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    full = os.statvfs_result((4096, 4096, 10**6, 0, (LEAST_FREE >> 12) - 1, 10**6, 10**6, 10**6, 0, 255))
    monkeypatch.setattr(os, "statvfs", lambda _: full)
    _says_whom_to_ring(provider)


@pytest.fixture
def _no_key(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    file = Path(settings.KEYS) / "master.key"
    monkeypatch.setattr(master, "_held", {})  # a process that was started since
    file.rename(file.with_name("away"))
    yield
    file.with_name("away").rename(file)


def test_without_a_key_nobody_is_asked_to_write(provider: Provider, _no_key: None) -> None:  # noqa: PT019
    _says_whom_to_ring(provider)
    answer = Client().post(f"/r/{provider.short_code}/report/", _sent())  # typed before it went
    assert (answer.status_code, WORDS.strip() in _text(answer)) == (503, True)


def _says_whom_to_ring(provider: Provider) -> None:
    for page in ("", "report/"):
        answer = Client().get(f"/r/{provider.short_code}/{page}")
        said = _text(answer)
        assert answer.status_code == 503
        assert "You cannot write to us just now" in said
        assert "0800 1111" in said
        assert "<textarea" not in said


def test_a_folder_of_another_machine_is_no_full_disk(tmp_path: Path) -> None:
    assert has_room(tmp_path / "not" / "here")
    assert has_room(tmp_path)
