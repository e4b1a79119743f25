"""The base models: `Owned` for a provider's row, `Fact` for one that is recorded and never overwritten."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.lookups import Exact

from . import among, bulk, repeated, scope  # noqa: F401  # `among` and `repeated` are there by being imported
from .constraints import SameProvider
from .ids import uuid7
from .known import Held, Known, columns, narrow
from .moments import Moment


class AppendOnly(RuntimeError):
    """Somebody tried to change or delete a recorded row: a fault in our code."""


class ScopedManager(models.Manager[Any]):
    """Shows the rows of the provider in scope, and raises outside any scope."""

    def get_queryset(self) -> models.QuerySet[Any]:
        rows = super().get_queryset()
        [provider] = columns(rows, "provider_id")
        return narrow(rows, Exact(provider, scope.provider_id()))


class Owned(models.Model):
    """A row that belongs to exactly one provider."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    provider_id = models.UUIDField(default=scope.provider_id, editable=False)

    objects: ClassVar[Any] = ScopedManager()
    named_as: ClassVar[str] = ""
    """What the audit record calls each row: the kind of a subject, or the name of a value. Empty: it names none."""
    counted_as: ClassVar[tuple[str, ...]] = ()
    """The verbs of which one is written for each row, of the thing the row is about, where no entry names the row."""

    class Meta:
        abstract = True
        base_manager_name = "objects"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["provider_id", "id"], name="%(app_label)s_%(class)s_of_provider")
        ]

    def _do_insert(self, *_: Any, **__: Any) -> list[Any]:
        """Django's last step of `save`, where most of its time goes; what is stored is the same."""
        bulk.save(self)
        return []


class FactQuerySet(models.QuerySet[Any]):
    """Reads of recorded facts, and no way to change them."""

    def known(self, at: datetime) -> Self:
        """What we had recorded by `at`: rows not replaced, and not withdrawn, by then."""
        rows = self.all()
        return narrow(rows, Known(rows, scope.provider_id(), at))

    def holding(self, moment: Moment) -> Self:
        """Spans in force at the moment, as known at it: `since` included, `until` excluded."""
        rows = self.known(moment.known_at)
        return narrow(rows, Held(rows, moment.as_at))

    def update(self, **kwargs: Any) -> int:
        raise AppendOnly("facts are replaced by new rows, never updated")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("facts are withdrawn by new rows, never deleted")


class FactManager(ScopedManager.from_queryset(FactQuerySet)):  # type: ignore[misc]
    """The manager of recorded facts."""


class Recorded(models.Model):
    """A row that is written once: by whom and when. The database's own triggers refuse what comes past `save`."""

    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=60)
    """The actor as written: `person:<uuid>`, `outsider`, `system:<process>`."""
    withdrawn = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert, once."""
        if not self._state.adding:
            raise AppendOnly("facts are replaced by new rows, never saved again")
        super().save(*args, force_insert=True, using=kwargs.get("using"))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("facts are withdrawn by new rows, never deleted")


class Fact(Recorded, Owned):
    """Something recorded by a provider. Ending, correcting and withdrawing are new rows naming the row they
    replace."""

    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )

    objects: ClassVar[Any] = FactManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            SameProvider("replaces", name="%(app_label)s_%(class)s_replaces_own"),
            # Two people correcting the same row at once: one wins, the other looks again.
            models.UniqueConstraint(
                fields=["provider_id", "replaces"], name="%(app_label)s_%(class)s_replaced_once"
            ),
        ]

    def successor(self, *, recorded_at: datetime, by: str, **changes: Any) -> Self:
        """A row like this one but for `changes`, replacing it and not yet saved: how a span ends and a slip is mended.

        Not for rows with sealed words: those are sealed to the row they were written in.
        """
        own = {"id", "replaces", "recorded_at", "by"}
        same = {
            field.attname: getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if field.name not in own
        }
        return type(self)(**same | changes, replaces=self, recorded_at=recorded_at, by=by)
