"""Rows that come by the hundred thousand: staged in small turns, hidden, and shown all at once in one short turn.

A row with a `batch_id` counts for nobody, and hides no row it replaces, until that batch is shown; for a moment before
that it is not known either. The audit record names the batch with the number and fingerprint of its rows. A batch that
is never shown stays hidden: whoever stages takes it up again, as the job that stages does after its worker died.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar, Self
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from ..kernel import bulk, scope
from ..kernel.known import Known, narrow
from ..kernel.models import Fact, FactQuerySet, Owned, ScopedManager
from ..kernel.refusals import OutOfTurn
from .house import FactOfSomebody, HouseQuerySet, mark_anew
from .models import Showing
from .operations import Subject, Turn
from .vocabulary import RowsShown


class OvertakenByOthers(OutOfTurn):
    """Somebody changed the same records while these were being prepared. Nothing was changed by these; begin again."""

    code = "overtaken"


def _shown(at: datetime) -> models.Q:
    shown = Showing.objects.filter(recorded_at__lte=at).values("id")
    return models.Q(batch_id=None) | models.Q(batch_id__in=shown)


class BatchedQuerySet(FactQuerySet):
    """Reads of facts of which some came in batches."""

    def seen(self, at: datetime) -> Self:
        """All rows that were shown by `at`, also those that others replace."""
        return self.filter(_shown(at))

    def known(self, at: datetime) -> Self:
        """What we had recorded, and shown, by `at`."""
        rows = self.all()
        return narrow(rows, Known(rows, scope.provider_id(), at, Showing))


class Batched(models.Model):
    """A row that may have come in a batch."""

    batch_id = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


def of_a_batch(name: str = "%(app_label)s_%(class)s_batch") -> models.Index:
    """The index by which the rows of a batch are found; of the others it holds none."""
    batched = models.Q(batch_id__isnull=False)
    return models.Index(fields=["provider_id", "batch_id"], condition=batched, name=name)


def of_what_is_replaced() -> models.Index:
    """The index by which the row is found that replaces another. The rules below hold but one kind of row each, and so
    help no query: without this one SQLite looks through all rows for each."""
    return models.Index(
        fields=["provider_id", "replaces"],
        condition=models.Q(replaces__isnull=False),
        name="%(app_label)s_%(class)s_later",
    )


_REPLACED_ONCE: list[models.BaseConstraint] = [
    # What nobody sees yet must not keep anybody from correcting the same row: showing looks whether somebody did.
    models.UniqueConstraint(
        fields=["provider_id", "replaces"],
        condition=models.Q(batch_id=None),
        name="%(app_label)s_%(class)s_replaced_once",
    ),
    models.UniqueConstraint(
        fields=["provider_id", "replaces", "batch_id"],
        condition=models.Q(batch_id__isnull=False),
        name="%(app_label)s_%(class)s_replaced_once_a_batch",
    ),
]
_CONSTRAINTS: list[models.BaseConstraint] = [
    *(one for one in Fact.Meta.constraints if not one.name.endswith("_replaced_once")),
    *_REPLACED_ONCE,
]


class BatchedManager(ScopedManager.from_queryset(BatchedQuerySet)):  # type: ignore[misc]
    """The manager of facts of which some came in batches."""


class BatchedFact(Batched, Fact):
    """A fact that may have come in a batch."""

    objects: ClassVar[Any] = BatchedManager()

    class Meta(Fact.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = _CONSTRAINTS
        indexes: ClassVar[list[models.Index]] = [of_a_batch(), of_what_is_replaced()]


class _OfSomebody(BatchedQuerySet, HouseQuerySet):  # type: ignore[override]  # of a manager that nobody makes
    """Reads, and writes that mark the house."""


class BatchedManagerOfSomebody(ScopedManager.from_queryset(_OfSomebody)):  # type: ignore[misc]
    """The manager of facts about people of which some came in batches."""


class BatchedFactOfSomebody(Batched, FactOfSomebody):
    """A fact about a person that may have come in a batch."""

    objects: ClassVar[Any] = BatchedManagerOfSomebody()

    class Meta(FactOfSomebody.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = _CONSTRAINTS
        indexes: ClassVar[list[models.Index]] = [of_a_batch(), of_what_is_replaced()]

    @classmethod
    def in_order(cls, **only: Any) -> Iterable[Self]:
        """The rows that are seen, in the order in which they were."""
        shown = Showing.objects.filter(pk=models.OuterRef("batch_id")).values("recorded_at")
        rows = list(cls.objects.filter(**only).annotate(shown_at=models.Subquery(shown)))
        for row in rows:
            row.recorded_at = row.shown_at or row.recorded_at
        seen = [row for row in rows if row.batch_id is None or row.shown_at]
        return sorted(seen, key=lambda row: (row.recorded_at, row.id))


def stage(batch_id: UUID, rows: Sequence[Batched]) -> None:
    """Insert rows of one table that nobody sees until `show`."""
    for row in rows:
        row.batch_id = batch_id
    bulk.write(rows, hidden=True)


def stage_columns(
    batch_id: UUID, model: type[Batched], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """As `stage`, for rows that give these columns and nothing else: no object is made for each."""
    bulk.insert(model, ("batch_id", *columns), ((batch_id, *row) for row in rows), hidden=True)


def fingerprint(batch_id: UUID) -> tuple[int, UUID]:
    """How many rows a batch has, and a hash of what they are called. Takes time; done before the turn that shows."""
    digest, count = sha256(), 0
    for model in batched_models():
        digest.update(model._meta.label.encode())
        for id_ in _ids(model, batch_id):
            digest.update(id_)
            count += 1
    return count, UUID(bytes=digest.digest()[:16])


def show(t: Turn, batch_id: UUID, rows: int, told: UUID) -> None:
    """Let everybody see the rows of a batch, as counted by `fingerprint`. Raises `OvertakenByOthers`."""
    for model in batched_models():
        if issubclass(model, Fact) and _overtaken(model, batch_id):
            raise OvertakenByOthers(" ".join((OvertakenByOthers.__doc__ or "").split()))
    Showing(id=batch_id, recorded_at=t.now, by=t.actor.written).save()
    t.record(RowsShown(rows, told), Subject(Showing.named_as, batch_id))
    mark_anew()


def delete_unseen(batch_id: UUID, most: int) -> int:
    """Delete so many rows of a batch that was not shown, those first that name others; returns how many went. The
    database itself refuses this for a batch that was shown."""
    models_ = batched_models()
    named = {
        field.related_model for model in models_ for field in model._meta.fields if _names_another(field)
    }
    for model in sorted(models_, key=lambda model: model in named):
        some = list(model.objects.filter(batch_id=batch_id).values_list("pk", flat=True)[:most])
        if some:
            gone: int = model.objects.filter(batch_id=batch_id, pk__among=some)._raw_delete(connection.alias)
            return gone
    return 0


def _names_another(field: Any) -> bool:
    return field.related_model is not None and field.related_model is not field.model


def batched_models() -> list[type[Any]]:
    """Every table whose rows may come in batches."""
    found: list[type[Any]] = [
        model for model in apps.get_models() if issubclass(model, Batched) and issubclass(model, Owned)
    ]
    return sorted(found, key=lambda model: model._meta.label)


def _ids(model: type[Any], batch_id: UUID) -> Iterator[bytes]:
    return bulk.read_ids(model.objects.filter(batch_id=batch_id).order_by("id"))


def _overtaken(model: type[Any], batch_id: UUID) -> bool:
    seen = Showing.objects.values("id")
    others = model.objects.filter(
        models.Q(batch_id=None) | models.Q(batch_id__in=seen), replaces__isnull=False
    )
    ours = model.objects.filter(batch_id=batch_id, replaces_id__in=others.values("replaces_id"))
    found: bool = ours.exists()
    return found
