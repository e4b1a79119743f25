"""Every table of ours, for tests that walk them all."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

Model = type[models.Model]

ACROSS_PROVIDERS = {
    "jobs.Job": "the worker takes what is due, whosever it is, and enters the provider to do it",
    "jobs.Slot": "so does the timetable",
}
"""Tables of providers that are read outside any scope, each with the reason; only their own package may read them."""


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
