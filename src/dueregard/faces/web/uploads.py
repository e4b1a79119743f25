"""Files as browsers send them: taken in encrypted, chunk by chunk, and only by pages that ask for one.

Django's own handlers would lay a large file into the machine's temporary folder, in clear. Here what comes goes through
`Receiving` into the data folder, and what no operation kept is removed when the answer has been sent. A file that is
refused is read to its end and thrown away: then what else was typed arrives, and is shown again.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, StreamingHttpResponse

from ...ground.kernel.refusals import Refusal
from ...mechanisms.files.operations.opening import Copy
from ...mechanisms.files.operations.receiving import Received, Receiving

V = TypeVar("V", bound=Callable[..., Any])
_CHUNK = 64 << 10


def takes_files(view: V) -> V:
    """Mark a view whose form has an `Upload`; files that come to any other are not kept for a moment."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


class Sent(UploadedFile):
    """A file that came: received, or the refusal to say beside its question."""

    def __init__(self, name: str, *, received: Received | None, refusal: Refusal | None) -> None:
        super().__init__(name=name, size=received.size if received else 0)
        self.received, self.refusal = received, refusal

    def close(self) -> None:
        """The request is over: what nobody kept goes."""
        if self.received:
            self.received.discard()


class SealingUploadHandler(FileUploadHandler):
    """The one way in for a file."""

    chunk_size = _CHUNK
    _announced = 0
    _receiving: Receiving | None = None
    _refusal: Refusal | None = None

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Remember how much is about to come."""
        self._announced = args[2]  # the content length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, unless the page asked for none or there is no room: before a byte of it is read."""
        super().new_file(*args, **kwargs)
        self._receiving, self._refusal = None, None
        if not _is_asked_for(self.request):
            raise SkipFile
        self._guarded(self._begin)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take some more, or once it is refused let it pass."""
        if self._receiving:
            self._guarded(self._receiving.write, raw_data)

    def file_complete(self, file_size: int) -> Sent:
        """What came of it."""
        received = self._guarded(self._receiving.finish, self.file_name or "") if self._receiving else None
        self._receiving = None
        return Sent(self.file_name or "", received=received, refusal=self._refusal)

    def upload_interrupted(self) -> None:
        """The browser went away."""
        self._drop()

    def _begin(self) -> None:
        self._receiving = Receiving(announced=self._announced)

    def _guarded(self, step: Callable[..., Any], *args: Any) -> Any:
        try:
            return step(*args)
        except Refusal as refusal:
            self._refusal = refusal
            self._drop()
            return None

    def _drop(self) -> None:
        if self._receiving:
            self._receiving.abandon()
        self._receiving = None


def _is_asked_for(request: HttpRequest | None) -> bool:
    found = request.resolver_match if request else None
    return found is not None and getattr(found.func, "takes_files", False)


def hand_out(copy: Copy) -> StreamingHttpResponse:
    """The answer that hands a file out: to be saved, never shown by the browser, kept by nobody in between."""
    response = StreamingHttpResponse(copy.parts, content_type=copy.kind.media_type)
    response["Content-Disposition"] = f'attachment; filename="{copy.name}"'
    response["Content-Length"] = str(copy.size)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
