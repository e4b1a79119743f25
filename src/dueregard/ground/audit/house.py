"""Facts of the house: few rows, seldom written, read on every page; kept in memory until one of them is written.

Who holds which post, who is away, when it is open, which policies are in force. Each writing gives the provider's open
head a new mark, in the same transaction. Memory is used only under the mark that the database shows, so another
process's writing is seen as soon as it is committed, and what was rolled back leaves nothing behind: no mark is ever
given twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, Self, TypeVar
from uuid import UUID, uuid4

from django.db import connection

from ..kernel import scope
from ..kernel.models import Fact, FactQuerySet, ScopedManager
from ..kernel.moments import Moment
from .models import Head
from .vocabulary import Stream

F = TypeVar("F", bound="HouseFact")

_MOST = 500
"""Tables kept in memory at a time, each of one provider."""
_kept: "dict[tuple[type[HouseFact], str, UUID], _Table[Any]]" = {}


@dataclass(frozen=True, slots=True)
class _Table(Generic[F]):
    """Every row of a provider in one table, of all times, as the database had them under a mark."""

    mark: UUID | None
    rows: tuple[F, ...]
    replaced_at: dict[UUID, datetime]
    """When a row was replaced, by its id."""

    def known_at(self, at: datetime) -> tuple[F, ...]:
        return tuple(row for row in self.rows if self._was_known(row, at))

    def _was_known(self, row: F, at: datetime) -> bool:
        replaced_at = self.replaced_at.get(row.id)
        return row.recorded_at <= at and not row.withdrawn and (replaced_at is None or replaced_at > at)


class HouseQuerySet(FactQuerySet):
    """Reads of facts of the house from the database itself, for whoever joins them with something else."""

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        """Insert many."""
        rows: list[Any] = super().bulk_create(*args, **kwargs)
        _mark_anew()
        return rows


class HouseManager(ScopedManager.from_queryset(HouseQuerySet)):  # type: ignore[misc]
    """The manager of facts of the house."""


class HouseFact(Fact):
    """A fact about the house. Not for what grows with concerns, people or years: all of it lies in memory."""

    lies_in_memory: ClassVar[bool] = True

    objects: ClassVar[Any] = HouseManager()

    class Meta(Fact.Meta):
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert, once."""
        super().save(*args, **kwargs)
        _mark_anew()

    @classmethod
    def known_at(cls, at: datetime) -> tuple[Self, ...]:
        """What we had recorded by `at`, oldest row first: the same as `objects.known(at)`, from memory."""
        return _table(cls).known_at(at)

    @classmethod
    def at(cls, moment: Moment) -> tuple[Self, ...]:
        """Spans in force at the moment, oldest row first: the same as `objects.holding(moment)`, from memory."""
        return tuple(_holding(cls.known_at(moment.known_at), moment.as_at))


def _holding(rows: Iterable[Any], as_at: datetime) -> Iterable[Any]:
    return (row for row in rows if row.since <= as_at and (row.until is None or row.until > as_at))


def _table(model: type[F]) -> "_Table[F]":
    place, mark = (model, connection.alias, scope.provider_id()), _mark()
    known = _kept.get(place)
    if known is None or known.mark != mark:
        rows = tuple(model.objects.order_by("recorded_at", "id"))
        known = _Table(mark, rows, {row.replaces_id: row.recorded_at for row in rows if row.replaces_id})
        if len(_kept) >= _MOST:
            _kept.clear()
        _kept[place] = known
    return known


@scope.remembered
def _mark() -> UUID | None:
    mark: UUID | None = Head.objects.filter(stream=Stream.OPEN).values_list("house", flat=True).first()
    return mark


def _mark_anew() -> None:
    Head.objects.filter(stream=Stream.OPEN).update(house=uuid4())
    scope.forget()
