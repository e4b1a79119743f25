"""Saying that a file must not be opened, and disposing of files with the key they lie under."""

from contextlib import suppress
from functools import partial
from uuid import UUID

from django.db import transaction

from ....ground.audit.disposing import dispose_of
from ....ground.audit.operations import Subject, Turn
from ....ground.audit.vocabulary import Stream
from ....ground.crypto.models import DataKey
from .. import store
from ..models import Finding, StoredFile
from ..queries import file_with
from ..vocabulary import FilesDisposedOf, Found
from .finding import note


def must_not_be_opened(t: Turn, file_id: UUID) -> bool:
    """Nobody opens this file from now on, nor is it washed again; the copy that was made goes. In the caller's
    transaction. False when that was said before.

    The original stays as it is, sealed, until the police say what happens to it: looking at, copying or handing on a
    sexual picture of somebody under 18 is an offence, also for staff (UKCIS, *Sharing nudes and semi-nudes*).
    """
    file = file_with(file_id)
    copies = [one.copy for one in file.findings.all() if one.copy]
    if note(t, file, Found.MUST_NOT_BE_OPENED) is None:
        return False
    transaction.on_commit(partial(_remove, copies))
    return True


def dispose_of_files(t: Turn, key: DataKey, *, stream: Stream) -> None:
    """Destroy a key as `dispose_of` does, in the caller's transaction; then the bytes of the files under it go too.

    A restore of an older backup brings neither back to be read: its key is destroyed again by the register, and `tidy`
    removes what no key opens.
    """
    files = list(StoredFile.objects.filter(key=key).order_by("id").values_list("id", "blob"))
    copies = Finding.objects.filter(file__key=key).exclude(copy=None).values_list("copy", flat=True)
    blobs = [blob for _, blob in files] + list(copies)
    if key.wrapped is not None and files:
        disposed = FilesDisposedOf(tuple(file for file, _ in files))
        t.record(disposed, Subject("data-key", key.id), stream=stream)
    dispose_of(t, key, stream=stream)
    transaction.on_commit(partial(_remove, blobs))


def _remove(blobs: list[UUID]) -> None:
    for blob in blobs:
        with suppress(OSError):  # then `tidy` does it
            store.remove(blob)
