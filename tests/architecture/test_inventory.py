"""What the database holds is known: declared, of one provider, sealed where it is words, never a score of a person.

Each test walks every model, verb or column there is, so that a new one cannot be forgotten.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_args, get_type_hints
from uuid import UUID

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from architecture.sources import SRC, modules, named, tree
from dueregard.authority.access.vocabulary import Capability
from dueregard.authority.policy.kinds import KINDS
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.vocabulary import VERBS, Verb
from dueregard.ground.crypto.fields import SealedField
from dueregard.ground.kernel.constraints import SameProvider
from dueregard.ground.kernel.models import Owned, Recorded
from dueregard.ground.kernel.privacy import Privacy

Model = type[models.Model]

WITHOUT_A_PROVIDER = {
    "tenancy_provider": "the provider itself",
    "reference_outsidefact": "what is so outside is so for every provider",
    "identity_account": "a login: which provider it may enter is said by its memberships",
    "identity_passwordtries": "guessing is counted before anybody is known, so at no provider",
    "crypto_housekey": "what belongs to a login lies under it",
    "identity_authenticator": "belongs to a login, as its password does",
    "identity_recoverycode": "so does the sheet of codes for a lost device",
    "identity_opensession": "and so do its sessions",
    "django_session": "a login's session",
    "django_content_type": "Django's own",
    "auth_permission": "Django's own; nothing here asks it",
    "auth_group": "Django's own; nothing here asks it",
    "auth_group_permissions": "Django's own; nothing here asks it",
    "django_migrations": "which migrations have run",
    "jobs_heartbeat": "that the worker, which serves every provider, is alive",
}
"""Tables that belong to no provider, each with the reason. A longer list is a decision, not an accident."""

ACROSS_PROVIDERS = {
    "jobs.Job": "the worker takes what is due, whosever it is, and enters the provider to do it",
    "jobs.Slot": "so does the timetable",
}
"""Tables of providers that are read outside any scope, each with the reason; only their own package may read them."""

REFUSED = {
    "score", "scores", "scoring", "rank", "ranks", "ranking", "rating", "risk", "probability", "likelihood",
    "prediction", "predicted", "profile",
    "ethnicity", "ethnic", "race", "nationality", "citizenship", "immigration", "faith", "religion", "belief",
    "worship", "ideology", "dress", "language", "keyword", "keywords",
}  # fmt: skip
"""Words that no column, condition or power may speak of: people are not scored, ranked or matched (domain.md 4.4)."""


def our_models() -> list[Model]:
    return [model for model in apps.get_models() if model.__module__.startswith("dueregard.")]


def of_providers() -> list[Model]:
    """The models whose rows each belong to a provider, and are reached through its scope alone."""
    rows = [model for model in our_models() if "provider_id" in columns(model)]
    return [model for model in rows if model._meta.label not in ACROSS_PROVIDERS]


def columns(model: Model) -> dict[str, Any]:
    return {field.name: field for field in model._meta.local_fields}


def references(model: Model) -> Iterator[Any]:
    """The fields of a model that name a row of some table."""
    return (field for field in model._meta.local_fields if isinstance(field, models.ForeignKey))


# What each package says it holds


def test_every_model_declares_once_what_it_holds() -> None:
    declared = [(holding.model.partition(".")[0], holding.model) for _, holding in holdings()]
    assert sorted(label for _, label in declared) == sorted(model._meta.label for model in our_models())


def test_every_declaration_stands_in_its_own_package_and_says_everything() -> None:
    wrong = [
        f"{package}: {holding.model}"
        for package, holding in holdings()
        if holding.model.partition(".")[0] != package
        or not all((holding.holds, holding.about, holding.why, holding.kept))
    ]
    assert wrong == []


def holdings() -> list[tuple[str, Privacy]]:
    """Every declaration with the package it stands in; a package without any has its models missed above."""
    packages = {model._meta.app_config for model in our_models()}
    return [
        (package.label, holding)
        for package in packages
        if package is not None and find_spec(f"{package.name}.privacy")
        for holding in import_module(f"{package.name}.privacy").HOLDINGS
    ]


@pytest.mark.django_db
def test_the_migrations_make_what_the_models_say() -> None:
    """Else every promise below is about models, and not about the tables an installation has."""
    call_command("makemigrations", check=True, dry_run=True, interactive=False, verbosity=0)


# Every row is of one provider


@pytest.mark.django_db
def test_tables_without_a_provider_are_a_closed_list() -> None:
    without = {
        table for table in connection.introspection.table_names() if "provider_id" not in stored(table)
    }
    assert without == set(WITHOUT_A_PROVIDER)


def test_every_row_of_a_provider_is_read_through_the_scope() -> None:
    assert [model._meta.label for model in of_providers() if not issubclass(model, Owned)] == []


@pytest.mark.parametrize("label", ACROSS_PROVIDERS)
def test_what_is_read_across_providers_is_read_by_its_own_package_alone(label: str) -> None:
    package = Path(apps.get_app_config(label.partition(".")[0]).path)
    elsewhere = [
        named(path)
        for path in modules(SRC)
        if not path.is_relative_to(package)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(f"{package.name}.models")
    ]
    assert elsewhere == []


def test_ids_and_unique_rules_begin_with_the_provider() -> None:
    lacking = [m._meta.label for m in of_providers() if ["provider_id", "id"] not in list(unique_rules(m))]
    elsewhere = [
        f"{model._meta.label}: {rule}"
        for model in of_providers()
        for rule in unique_rules(model)
        if rule[0] != "provider_id"
    ]
    assert (lacking, elsewhere) == ([], [])


def unique_rules(model: Model) -> Iterator[list[str]]:
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield list(constraint.fields)
    yield from ([name] for name, field in columns(model).items() if field.unique and not field.primary_key)


def test_references_between_rows_of_providers_are_held_by_the_provider() -> None:
    """Only the composite constraint binds them; a plain foreign key would let one provider name another's row."""
    said = {(m, f.name): f.db_constraint for m in of_providers() for f in references(m) if same_provider(f)}
    held = {
        (model, constraint.field)
        for model in of_providers()
        for constraint in model._meta.constraints
        if isinstance(constraint, SameProvider)
    }
    assert {(model._meta.label, name) for model, name in held ^ set(said)} == set()
    assert [f"{model._meta.label}.{name}" for (model, name), wired in said.items() if wired] == []


def same_provider(field: Any) -> bool:
    return "provider_id" in columns(field.related_model)


@pytest.mark.django_db
def test_the_database_itself_holds_every_such_reference() -> None:
    lacking = [
        f"{model._meta.label}.{field.name}"
        for model in of_providers()
        for field in references(model)
        if same_provider(field)
        and (field.related_model._meta.db_table, (("provider_id", "provider_id"), (field.column, "id")))
        not in set(foreign_keys(model._meta.db_table))
    ]
    assert lacking == []


def foreign_keys(table: str) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """The foreign keys the database has on a table: to which table, and which column to which."""
    found: dict[Any, list[tuple[str, str, str]]] = {}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT c.oid, c.confrelid::regclass::text, a.attname, b.attname FROM pg_constraint c, "
                "unnest(c.conkey, c.confkey) WITH ORDINALITY AS k(here, there, place), "
                "pg_attribute a, pg_attribute b WHERE c.contype = 'f' AND c.conrelid = %s::regclass "
                "AND a.attrelid = c.conrelid AND a.attnum = k.here "
                "AND b.attrelid = c.confrelid AND b.attnum = k.there ORDER BY c.oid, k.place",
                [table],
            )
            rows = cursor.fetchall()
        else:
            cursor.execute(f'PRAGMA foreign_key_list("{table}")')
            rows = [(key, other, here, there) for key, _, other, here, there, *_ in sorted(cursor.fetchall())]
    for key, other, here, there in rows:
        found.setdefault(key, []).append((other, here, there))
    for pairs in found.values():
        yield pairs[0][0], tuple((here, there) for _, here, there in pairs)


def stored(table: str) -> set[str]:
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, table)}


# Words lie under keys, and facts stay as they were written


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
    assert in_clear == []


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


# The refuse list


def refused(names: Iterable[str]) -> list[str]:
    """The names that speak of scoring, ranking or matching people."""
    return [name for name in names if REFUSED & set(re.split(r"[^a-z]+", name.lower()))]


@pytest.mark.parametrize(
    ("name", "is_refused"),
    [
        ("casework.Concern.risk_score", True),
        ("identity.PersonDetails.nationality", True),
        ("place-of-worship", True),
        ("casework.Triage.urgency", False),
        ("casework.Delivery.rung", False),
        ("access.Recusal.tag", False),
    ],
)
def test_a_refused_name_is_known_when_seen(name: str, is_refused: bool) -> None:
    assert bool(refused([name])) is is_refused


def test_no_column_scores_ranks_or_sorts_people() -> None:
    assert refused(f"{model._meta.label}.{name}" for model in our_models() for name in columns(model)) == []


def test_no_policy_can_ask_for_it_either() -> None:
    """Conditions know only the facts a kind declares, and roles only the powers of a closed list."""
    facts = [f"{kind.name}.{fact}" for kind in KINDS for fact in (*kind.facts, *kind.persons)]
    assert refused([*facts, *Capability]) == []


def test_no_key_leads_from_work_to_the_people_it_is_about() -> None:
    """A concern names a person by an id or a keyed tag, so that no join, cascade or profile page can follow it."""
    led = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in our_models()
        if model.__module__.startswith("dueregard.work.")
        for field in references(model)
        if field.related_model._meta.app_label in {"people", "identity", "access"}
    ]
    assert led == []
