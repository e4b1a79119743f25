"""What the database holds is known: declared, and of one provider.

Each test walks every model or column there is, so that a new one cannot be forgotten.
"""

import ast
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection, models

from architecture.sources import SRC, modules, named, tree
from architecture.tables import ACROSS_PROVIDERS, Model, columns, of_providers, our_models, references
from dueregard.ground.kernel.constraints import SameProvider
from dueregard.ground.kernel.models import Owned
from dueregard.ground.kernel.privacy import Privacy

WITHOUT_A_PROVIDER = {
    "tenancy_provider": "the provider itself",
    "reference_outsidefact": "what is so outside is so for every provider",
    "identity_account": "a login: which provider it may enter is said by its memberships",
    "identity_passwordtries": "guessing is counted before anybody is known, so at no provider",
    "crypto_housekey": "what belongs to a login lies under it",
    "identity_authenticator": "belongs to a login, as its password does",
    "identity_passkey": "so does a passkey",
    "identity_challenge": "given out before anybody is known",
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


@pytest.mark.django_db
def test_django_finds_nothing_wrong_with_the_models() -> None:
    """Our own commands do not ask it: names too long for an index went in unseen once."""
    assert [str(found) for found in run_checks()] == []


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
