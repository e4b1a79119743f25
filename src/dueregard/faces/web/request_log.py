"""What the log may say of a request: which page, how it ended and how long it took; never what was asked or written.

The page is named by its route (`desk/concern/<uuid:concern_id>/`), so that no id, code or query string is logged.
"""

import logging
import traceback
from collections.abc import Callable
from time import perf_counter
from types import TracebackType

from django.http import HttpRequest, HttpResponseBase

log = logging.getLogger("dueregard.requests")
UNLOGGED = ("/r/", "/static/", "/health/", "/metrics")
"""Pages of which no line is written: who reports without a name is promised that no precise time is kept, and what
machines ask every few seconds would bury the rest."""


class RequestLogMiddleware:
    """Writes one line for each request; stands outermost, so that it sees how the request truly ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then write the line."""
        began = perf_counter()
        response = self.get_response(request)
        if not request.path.startswith(UNLOGGED):
            route = request.resolver_match.route if request.resolver_match else "-"
            took = round((perf_counter() - began) * 1000)
            log.info("%s /%s %s %sms", request.method, route, response.status_code, took)
        return response


class PlacesOnly(logging.Formatter):
    """Says of a fault what kind it is and where in the code it happened.

    Its message is left out, and so is the address of the page: either may hold somebody's words or a receipt.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line; a fault of a request is named by its kind alone."""
        if record.name != "django.request":
            return super().format(record)
        said = f"{record.levelname}: a request failed with {getattr(record, 'status_code', 'no answer')}"
        return f"{said}\n{self.formatException(record.exc_info)}" if record.exc_info else said

    def formatException(  # noqa: N802 - the name the logging module asks for
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The kinds of the fault and of what caused it, each with its places, innermost last."""
        lines: list[str] = []
        fault: BaseException | None = ei[1]
        while fault is not None:
            places = [
                f"  {frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(fault.__traceback__)
            ]
            lines = [type(fault).__qualname__, *places, *lines]
            fault = fault.__cause__ or fault.__context__
        return "\n".join(lines)
