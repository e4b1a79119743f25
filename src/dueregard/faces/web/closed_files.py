"""A closed file of any size, read once while its page is answered: it lies in a nameless file of the data folder, as
closed as it came, and is gone with the answer."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

from ...ground.kernel.room import has_room

V = TypeVar("V", bound=Callable[..., Any])
LARGEST = 300 << 20


def takes_closed_files(view: V) -> V:
    """Mark a view whose form takes a closed file."""
    view.takes_closed_files = True  # type: ignore[attr-defined]
    return view


class ClosedUploadHandler(FileUploadHandler):
    """Stands before the handlers that keep or read files, and lets pass what is not for such a view."""

    _file: Any = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, if its page takes a closed one."""
        super().new_file(*args, **kwargs)
        found = self.request.resolver_match if self.request else None
        self._file = None
        if found is not None and getattr(found.func, "takes_closed_files", False):
            self._file = tempfile.TemporaryFile(dir=settings.DATA)  # noqa: SIM115 - closed with the request
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Take some more, as far as there is room; of what is larger only the size is known."""
        if self._file is None:
            return raw_data
        if start + len(raw_data) <= LARGEST and has_room(Path(settings.DATA), beside=len(raw_data)):
            self._file.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The file, at its beginning."""
        if self._file is None:
            return None
        self._file.seek(0)
        return UploadedFile(self._file, self.file_name or "", self.content_type, file_size)

    def upload_interrupted(self) -> None:
        """The browser went away."""
        if self._file is not None:
            self._file.close()
