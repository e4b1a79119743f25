"""Facts of the house: seldom written, read on every page; kept in memory until one of them is written.

Who holds which post, who is away, when it is open, which policies are in force, what people are called. Each writing
gives the provider's open head a new mark, in the same transaction. Memory is used only under the mark that the database
shows, so another process's writing is seen as soon as it is committed, and what was rolled back leaves nothing behind:
no mark is ever given twice.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID, uuid4

from django.db import connection

from ..kernel import memory, scope
from ..kernel.models import Fact, FactQuerySet, ScopedManager
from ..kernel.moments import Moment
from .models import Head
from .vocabulary import Stream


class HouseQuerySet(FactQuerySet):
    """Reads of facts of the house from the database itself, for whoever joins them with something else."""

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        """Insert many."""
        rows: list[Any] = super().bulk_create(*args, **kwargs)
        mark_anew()
        return rows


class HouseManager(ScopedManager.from_queryset(HouseQuerySet)):  # type: ignore[misc]
    """The manager of facts of the house."""


class MarkedFact(Fact):
    """A fact whose every writing marks the house."""

    lies_in_memory: ClassVar[bool] = True

    objects: ClassVar[Any] = HouseManager()

    class Meta(Fact.Meta):
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert, once."""
        super().save(*args, **kwargs)
        mark_anew()

    @classmethod
    def in_order(cls, **only: Any) -> Iterable[Self]:
        """Its rows in the order in which they were recorded."""
        rows: Iterable[Self] = cls.objects.filter(**only).order_by("recorded_at", "id")
        return rows


class HouseFact(MarkedFact):
    """A fact about the house. Not for what grows with concerns, people or years: all of it lies in memory."""

    class Meta(MarkedFact.Meta):
        abstract = True

    @classmethod
    def known_at(cls, at: datetime) -> tuple[Self, ...]:
        """What we had recorded by `at`, oldest row first: the same as `objects.known(at)`, from memory."""
        place = (cls, connection.alias, scope.provider_id())
        return memory.rows(place, _mark(), cls.in_order).known_at(at)

    @classmethod
    def at(cls, moment: Moment) -> tuple[Self, ...]:
        """Spans in force at the moment, oldest row first: the same as `objects.holding(moment)`, from memory."""
        return tuple(_holding(cls.known_at(moment.known_at), moment.as_at))


class FactOfSomebody(MarkedFact):
    """A fact about a person. Those of the people somebody asked for lie in memory, and no others."""

    class Meta(MarkedFact.Meta):
        abstract = True

    @classmethod
    def known_of(cls, people: Collection[UUID], at: datetime) -> dict[UUID, tuple[Self, ...]]:
        """What we had recorded of each of these people by `at`, oldest row first."""
        place = (cls, connection.alias, scope.provider_id())
        found = memory.rows_by(people, place, _mark(), lambda missing: _by_person(cls, missing))
        return {person: rows.known_at(at) for person, rows in found.items()}


def _by_person(model: Any, people: Collection[UUID]) -> Mapping[UUID, Iterable[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in model.in_order(person_id__in=people):
        found.setdefault(row.person_id, []).append(row)
    return found


def _holding(rows: Iterable[Any], as_at: datetime) -> Iterable[Any]:
    return (row for row in rows if row.since <= as_at and (row.until is None or row.until > as_at))


@scope.remembered
def _mark() -> UUID | None:
    mark: UUID | None = Head.objects.filter(stream=Stream.OPEN).values_list("house", flat=True).first()
    return mark


def mark_is(mark: UUID | None) -> None:
    """The mark of the provider in scope was read just now, with something else: so it need not be asked for again."""
    scope.know(_mark, mark)


def mark_anew() -> None:
    """Something of the house was written: what lies in memory of it counts no more."""
    Head.objects.filter(stream=Stream.OPEN).update(house=uuid4())
    scope.forget()
