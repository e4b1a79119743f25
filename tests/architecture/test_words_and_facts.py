"""Words lie under keys, facts stay as they were written, and no verb of the audit record has room for words.

Each test walks every model, verb or column there is, so that a new one cannot be forgotten.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from importlib import import_module
from typing import Any, get_args, get_type_hints
from uuid import UUID

import pytest
from django.db import connection, models

from architecture.sources import SRC, modules
from architecture.tables import our_models
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.vocabulary import VERBS, Verb
from dueregard.ground.crypto.fields import SealedField
from dueregard.ground.kernel.models import Recorded


def test_every_sealed_column_has_a_context_of_its_own() -> None:
    sealed = [
        (model._meta.app_label, field)
        for model in our_models()
        for field in model._meta.local_fields
        if isinstance(field, SealedField)
    ]
    contexts = [field.context for _, field in sealed]
    assert sorted(contexts) == sorted(set(contexts))
    assert [
        field.context
        for package, field in sealed
        if not re.fullmatch(rf"{package}\.[a-z]+(-[a-z]+)*\.v[1-9][0-9]*", field.context)
    ] == []


def test_work_keeps_no_words_in_clear() -> None:
    """What is short enough for a code or an id may stand open; anything longer lies under a key or is not kept."""
    in_clear = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        if model.__module__.startswith("dueregard.work.")
        for field in model._meta.local_fields
        if isinstance(field, models.TextField | models.JSONField | models.FileField | models.EmailField)
        or (isinstance(field, models.BinaryField) and not isinstance(field, SealedField))
    ]
    # What is to be published, and what law and guidance ask: neither is about anybody.
    assert set(in_clear) == {"governance.Draft.text", "governance.GuidanceEdition.text"}


@pytest.mark.django_db
def test_every_fact_and_the_ledger_are_append_only_in_the_database() -> None:
    """Read from the database's own catalogue, and not by the names our code gives its triggers."""
    guarded = {model._meta.db_table for model in our_models() if issubclass(model, Recorded | Entry)}
    events: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger "
            "WHERE NOT tgisinternal AND tgenabled <> 'D'"
            if connection.vendor == "postgresql"
            else "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
        )
        for table, definition in cursor.fetchall():
            found = re.search(r" BEFORE ([A-Z ]+) ON ", definition)
            events.setdefault(table, set()).update(found[1].split(" OR ") if found else ())
    wanted = {"UPDATE", "DELETE"} | ({"TRUNCATE"} if connection.vendor == "postgresql" else set())
    assert {table: events[table] for table in sorted(events)} == dict.fromkeys(sorted(guarded), wanted)


def verbs() -> dict[str, type[Verb]]:
    """Every verb declared anywhere in the house, whoever has imported it so far."""
    for path in modules(SRC):
        if "@verb(" in path.read_text() and path.parent.name != "audit":
            import_module(".".join(path.relative_to(SRC.parent).with_suffix("").parts))
    return {name: verb for name, verb in VERBS.items() if verb.__module__.startswith("dueregard.")}


def test_no_verb_of_the_ledger_has_room_for_words() -> None:
    roomy = [
        f"{name}.{field}"
        for name, verb in verbs().items()
        for field, kind in get_type_hints(verb).items()
        if field != "name" and not set(leaves(kind)) <= {UUID, bool, int, date, datetime, Enum}
    ]
    assert roomy == []


def leaves(kind: Any) -> Iterator[Any]:
    """The plain types a hint is made of; every list of choices counts as Enum."""
    if parts := [part for part in get_args(kind) if part not in (Ellipsis, type(None))]:
        for part in parts:
            yield from leaves(part)
    else:
        yield Enum if isinstance(kind, type) and issubclass(kind, Enum) else kind


def test_every_verb_is_named_for_its_package_and_says_what_it_means() -> None:
    packages = {path.parent.name for path in modules(SRC) if path.name == "vocabulary.py"}
    strange = [
        name
        for name, verb in verbs().items()
        if not (
            name.partition(".")[0] in packages
            and name.partition(".")[0] in verb.__module__.split(".")
            and re.fullmatch(r"[a-z]+\.[a-z]+(-[a-z]+)*", name)
            and verb.__doc__
            and not verb.__doc__.startswith(f"{verb.__name__}(")
        )
    ]
    assert strange == []
