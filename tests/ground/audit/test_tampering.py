"""What verification notices of rows that somebody changes behind our back, table by table: `noticed.py` lists it."""

import json
from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from dueregard.authority.access.models import Holding
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.models import Adoption
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.promising import promised
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.crypto.envelopes import Unreadable
from dueregard.ground.crypto.fields import SealedField
from dueregard.ground.crypto.operations import Shut, key_of
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.work.casework.models import Concern, ConcernPerson, Entry, Referral
from dueregard.work.casework.operations.handling import link_person
from dueregard.work.casework.operations.referring import move_referral
from dueregard.work.casework.vocabulary import Stage
from faces.web.test_walls_of_rows import worked
from ground.audit.noticed import NOT_TRIED, NOTICED, ON_POSTGRESQL, PARTLY, PROMISED
from ground.audit.world import LATER, World
from household import NOON, SETUP, inside, make_holder, make_person
from tampering import past_the_triggers
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db


def raw(model: Any) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def delete(model: Any, rows: list[dict[str, Any]]) -> None:
    key = model._meta.pk.column
    past_the_triggers(model, f'DELETE FROM "{model._meta.db_table}" WHERE {key} = %s', [rows[-1][key]])


def insert(model: Any, rows: list[dict[str, Any]]) -> None:
    row = rows[-1] | {"id": uuid4() if connection.vendor == "postgresql" else uuid4().hex}
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
    past_the_triggers(
        model, f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', list(row.values())
    )


def to_another_provider(model: Any, rows: list[dict[str, Any]]) -> None:
    other = next(row["provider_id"] for row in rows if row["provider_id"] != rows[-1]["provider_id"])
    put(model, rows[-1], "provider_id", other)


def to_another_concern(model: Any, rows: list[dict[str, Any]]) -> None:
    column = next(name for name in ("concern_id", "thing_id") if name in rows[-1])
    mine = rows[-1]
    there = [
        r["id"] for r in raw(Concern) if r["provider_id"] == mine["provider_id"] and r["id"] != mine[column]
    ]
    put(model, mine, column, there[0])


def put(model: Any, row: dict[str, Any], column: str, value: Any) -> None:
    table, key = model._meta.db_table, model._meta.pk.column
    past_the_triggers(model, f'UPDATE "{table}" SET {column} = %s WHERE {key} = %s', [value, row[key]])


EXPERIMENTS = {"D": delete, "I": insert, "P": to_another_provider, "C": to_another_concern}


def test_every_table_says_what_is_noticed_of_it() -> None:
    listed = sorted([*NOTICED, *PARTLY, *NOT_TRIED])
    assert listed == sorted(model._meta.label for model in apps.get_models())


@pytest.mark.long
def test_what_is_noticed_behind_our_back_is_what_the_list_says() -> None:
    world = World()
    assert world.notices() == ""
    expected = NOTICED | {label: letters for label, (letters, _why) in PARTLY.items()}
    if connection.vendor == "postgresql":
        expected |= ON_POSTGRESQL
    assert {label: noticed(world, apps.get_model(label)) for label in expected} == expected


def test_what_a_row_says_beside_its_words_cannot_be_changed_unnoticed(subtests: pytest.Subtests) -> None:
    world = World()
    go_on(world.providers[-1])
    assert world.notices() == ""
    with enter(world.providers[-1]):
        told = {each for entry in LedgerEntry.objects.all() for each in json.loads(entry.commitments)}
    for label, columns in PROMISED.items():
        model = apps.get_model(label)
        for column in columns.split():
            row = newest_with_words(model, column, world.providers[-1])
            with subtests.test(f"{label}.{column}"), enter(world.providers[-1]), transaction.atomic():
                before = promises_of(model, row)
                assert before
                assert before <= told
                put(model, row, column, other_value(row[column]))
                # Then `verify_words` misses one, or says that words do not open: see `test_words.py`.
                assert promises_of(model, row) != before
                transaction.set_rollback(True)


def test_a_row_may_end_or_take_back_another_only_where_the_record_says_so() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        worked(concern_about_a_learner(), lead)
        text = archetype("apprenticeship-provider")
        adopt(data=text.replace(b"A learner", b"Some learner", 1), path="p.md", actor=SETUP, now=LATER)
        assert Adoption.objects.exclude(replaces=None).exists()
        assert verify_rows() is None
        entry = sorted(raw(apps.get_model("casework.Entry")), key=lambda row: str(row["id"]))[-1]
        insert(Entry, [entry | {"replaces_id": entry["id"], "withdrawn": True}])
        assert verify_rows() is not None


def go_on(provider: Provider) -> None:
    """Say who somebody in a report is, and send a referral: rows with words of which an entry tells."""
    with enter(provider):
        somebody, referral = ConcernPerson.objects.first(), Referral.objects.first()
        lead = Actor.person(Holding.objects.filter(role="dsl").order_by("id").first().person_id)
        link_person(
            concern_id=somebody.concern_id,
            row_id=somebody.id,
            person_id=make_person("Any One"),
            actor=lead,
            now=LATER,
        )
        move_referral(
            referral_id=referral.id,
            stage=Stage.SENT,
            happened_at=NOON,
            words="By mail.",
            actor=lead,
            now=LATER,
        )


def newest_with_words(model: Any, column: str, provider: Provider) -> dict[str, Any]:
    """The newest row with words of a provider, of those that say something in this column if any does."""
    own = (row for row in raw(model) if UUID(str(row["provider_id"])) == provider.id)
    rows = sorted(own, key=lambda row: (str(row["recorded_at"]), str(row["id"])))
    sealed = [field.column for field in model._meta.concrete_fields if isinstance(field, SealedField)]
    worded = [row for row in rows if any(row[name] for name in sealed) and not row["withdrawn"]]
    return ([row for row in worded if row[column] is not None] or worded)[-1]


def promises_of(model: Any, row: dict[str, Any]) -> set[str]:
    """What the record keeps of a row as it is now, each of its words; nothing of those that do not open."""
    found = model._base_manager.get(pk=row[model._meta.pk.column])
    names = [each.name for each in model._meta.concrete_fields if isinstance(each, SealedField)]
    kept = set()
    for name in names:
        with suppress(Unreadable, Shut):
            if getattr(found, name) is not None and (key := key_of(found, name)):
                kept.add(promised(found, name, key))
    return kept


def other_value(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, date):
        return value + timedelta(days=1)
    text = str(value)
    if text[:4].isdecimal() and text[4:5] == "-":
        return f"{int(text[:4]) + 1}{text[4:]}"
    return text[::-1] if text != text[::-1] else f"{text}x"


def noticed(world: World, model: Any) -> str:
    rows = sorted(raw(model), key=lambda row: str(row.get("recorded_at", "")))
    return "".join(
        letter
        for letter in sorted(EXPERIMENTS)
        if fits(letter, rows[-1]) and seen(world, letter, model, rows)
    )


def fits(letter: str, row: dict[str, Any]) -> bool:
    return {"P": "provider_id" in row, "C": bool({"concern_id", "thing_id"} & set(row))}.get(letter, True)


def seen(world: World, letter: str, model: Any, rows: list[dict[str, Any]]) -> bool:
    try:
        with transaction.atomic():
            EXPERIMENTS[letter](model, rows)
            found = world.notices()
            transaction.set_rollback(True)
    except IntegrityError:
        return True
    return found != ""
