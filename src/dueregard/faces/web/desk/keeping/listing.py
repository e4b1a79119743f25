"""What falls due, and what was disposed of: of the open list, and of the restricted one behind its own door."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from .....assurance.rights.queries.disposals import disposals
from .....assurance.rights.queries.keeping import closed_records, decides_on_keeping
from .....authority.access.vocabulary import Circle
from .....ground.kernel.refusals import NothingHere
from ..pages import shared
from .words import ANCHORS, CLASSES, MISSING, STANDS

_MOST = 200
"""Lines on one page: what waits and what is due comes first."""


@require_GET
def open_list(request: HttpRequest) -> HttpResponse:
    """Closed records that this reader decides about, what waits and what is due first."""
    return _list(request, Circle.OPEN)


@require_GET
def restricted_list(request: HttpRequest) -> HttpResponse:
    """The same of restricted records."""
    return _list(request, Circle.SEALED)


def _list(request: HttpRequest, circle: Circle) -> HttpResponse:
    seen, page = shared(request, "keeping")
    if not decides_on_keeping(seen.who):
        raise NothingHere
    rows = closed_records(seen.who, seen.moment, circle)
    more: dict[str, Any] = {
        "rows": rows[:_MOST],
        "left": max(len(rows) - _MOST, 0),
        "gone": disposals(seen.who, seen.moment, circle),
        "restricted": circle is Circle.SEALED,
        "classes": CLASSES,
        "anchors": ANCHORS,
        "missing": MISSING,
        "stands": STANDS,
    }
    return render(request, "desk/keeping/list.html", page | more)
