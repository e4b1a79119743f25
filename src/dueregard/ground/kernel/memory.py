"""Recorded rows kept in this process, each set of them under a mark: they count while the database shows that mark.

Whoever keeps something says what its mark is. A mark must be another one after every writing, and never come again.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

R = TypeVar("R")
K = TypeVar("K", bound=Hashable)

_MOST = 5000
"""Sets kept at a time; together they are some thousand rows."""
_kept: "dict[Hashable, _Marked]" = {}


@dataclass(frozen=True, slots=True)
class Rows(Generic[R]):
    """Rows of one table, of all times."""

    rows: tuple[R, ...]
    replaced_at: Mapping[UUID, datetime]
    """When a row was replaced, by its id."""

    @classmethod
    def of(cls, rows: Iterable[Any]) -> "Rows[R]":
        """These rows, in this order."""
        kept = tuple(rows)
        return cls(kept, {row.replaces_id: row.recorded_at for row in kept if row.replaces_id})

    def known_at(self, at: datetime) -> tuple[R, ...]:
        """What we had recorded by `at`: rows not replaced, and not withdrawn, by then."""
        return tuple(row for row in self.rows if self._was_known(row, at))

    def _was_known(self, row: Any, at: datetime) -> bool:
        replaced_at = self.replaced_at.get(row.id)
        return row.recorded_at <= at and not row.withdrawn and (replaced_at is None or replaced_at > at)


@dataclass(frozen=True, slots=True)
class _Marked:
    mark: Hashable
    rows: Rows[Any]


def rows(place: Hashable, mark: Hashable, read: Callable[[], Iterable[R]]) -> Rows[R]:
    """What is kept in a place, read anew when its mark is another one."""
    return rows_by([None], place, mark, lambda _: {None: read()})[None]


def rows_by(
    keys: Collection[K],
    place: Hashable,
    mark: Hashable,
    read: Callable[[Collection[K]], Mapping[K, Iterable[R]]],
) -> Mapping[K, Rows[R]]:
    """What is kept in a place under each of these keys; `read` is asked once, for those of which nothing is known."""
    found = {key: kept.rows for key in keys if (kept := _kept.get((place, key))) and kept.mark == mark}
    missing = [key for key in keys if key not in found]
    if missing:
        came = read(missing)
        found |= {key: Rows.of(came.get(key, ())) for key in missing}
        if len(_kept) + len(missing) > _MOST:
            _kept.clear()
        _kept.update(((place, key), _Marked(mark, found[key])) for key in missing)
    return found
