"""Files that are read and not kept: they lie in memory while their page is answered, and nowhere else."""

import io
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

V = TypeVar("V", bound=Callable[..., Any])
LARGEST = 10 * 1024**2
"""What a page takes in so. Of what is larger only the size is known."""


def reads_files(view: V) -> V:
    """Mark a view that reads a file of its form while it answers."""
    view.reads_files = True  # type: ignore[attr-defined]
    return view


class ReadingUploadHandler(FileUploadHandler):
    """Stands before the handler that keeps files, and lets pass what is not for such a view."""

    _content: io.BytesIO | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, if its page reads one."""
        super().new_file(*args, **kwargs)
        found = self.request.resolver_match if self.request else None
        self._content = None
        if found is not None and getattr(found.func, "reads_files", False):
            self._content = io.BytesIO()
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Take some more, up to the largest; the rest is read and let go."""
        if self._content is None:
            return raw_data
        if start + len(raw_data) <= LARGEST:
            self._content.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        """The file, at its beginning."""
        if self._content is None:
            return None
        self._content.seek(0)
        name, kind = self.file_name or "", self.content_type or ""
        return InMemoryUploadedFile(self._content, self.field_name, name, kind, file_size, None)
