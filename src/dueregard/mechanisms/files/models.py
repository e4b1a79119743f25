"""A file that was taken in, what was found out about it, and how large one may be."""

from typing import ClassVar

from django.db import models

from ...ground.crypto.fields import SealedField
from ...ground.crypto.models import DataKey
from ...ground.kernel.constraints import SameProvider
from ...ground.kernel.models import Fact


class StoredFile(Fact):
    """Somebody handed in a file. The row holds no word of it: what it is called, and what opens it, is sealed."""

    thing_kind = models.CharField(max_length=20)
    thing_id = models.UUIDField()
    key = models.ForeignKey(DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    """Of what the file is disposed of with."""
    kind = models.CharField(max_length=10)
    """By its content."""
    size = models.BigIntegerField()
    """Bytes of the original."""
    blob = models.UUIDField()
    """Where in the store the original lies."""
    to_the_hour = models.BooleanField(default=False)
    """It came with an anonymous report: of what happens to it, too, no finer time is kept."""
    sealed = SealedField(context="files.file.v1", key="key", null=True)
    """JSON: name, SHA-256 of the original, and the key of its bytes."""

    named_as = "file"

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("key", name="files_storedfile_own_key"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "thing_id"], name="files_storedfile_of_thing"),
            models.Index(fields=["provider_id", "key"], name="files_storedfile_under_key"),
        ]


class Finding(Fact):
    """Something was found out about a file, or done with it."""

    file = models.ForeignKey(
        StoredFile, on_delete=models.DO_NOTHING, db_constraint=False, related_name="findings"
    )
    found = models.CharField(max_length=20)
    copy = models.UUIDField(null=True, blank=True)
    """Where in the store the washed copy lies."""
    sealed = SealedField(context="files.copy.v1", key="file.key", null=True)
    """JSON: size, SHA-256 and key of the copy."""

    named_as = "finding"

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("file", name="files_finding_own_file"),
            models.UniqueConstraint(fields=["provider_id", "file", "found"], name="files_finding_once"),
        ]


class SizeLimit(Fact):
    """How large a file may be from a moment on, until the next such row."""

    megabytes = models.PositiveSmallIntegerField()
    since = models.DateTimeField()

    named_as = "limit"
