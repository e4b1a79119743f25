"""The queues: the open one, and the restricted one behind its own door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from ....authority.access.queries import handles_in_person
from ....authority.access.vocabulary import READS_CASES, Circle
from ....ground.kernel.refusals import BadInput
from ....ground.tenancy.queries import shut_before
from ....mechanisms.clocks.queries.obligations import first_due
from ....work.casework.queries.cover import gaps_this_week
from ....work.casework.queries.desk import queue
from ....work.casework.queries.looking import numbers
from ....work.casework.queries.pressing import MANY, pressing
from ....work.casework.queries.reporter import own_reports
from ....work.casework.queries.stalled import stalled
from .narrowing import NarrowForm
from .pages import shared
from .since import new_since


def _queue(request: HttpRequest, circle: Circle, here: str) -> HttpResponse:
    seen, page = shared(request, here)
    if not (seen.who.capabilities & READS_CASES or handles_in_person(seen.who, seen.moment)):
        return redirect("my-reports")
    still = request.GET.get("stalled") == "1"
    narrow = NarrowForm({} if still else request.GET)
    after = request.GET.get("after", "")
    since = new_since(request, seen.moment.as_at)
    try:
        lines = (
            stalled(seen.who, seen.moment, circle, after=after)
            if still
            else queue(seen.who, seen.moment, circle, narrow.asks(since.at), after=after)
        )
    except (ValueError, OverflowError):
        raise BadInput("This place in the list does not exist. Start again from its beginning.") from None
    gaps = gaps_this_week(seen.moment)
    due = first_due("concern", [line.id for line in lines.lines])
    context = page | {
        "finds": bool(seen.who.capabilities & READS_CASES),
        "gaps": gaps,
        "lines": lines,
        "due": due,
        "restricted": circle is Circle.SEALED,
        "still": still,
        "narrow": narrow,
        "kept": narrow.kept(),
        "narrowed": narrow.said(),
        "pressing": pressing(seen.who, seen.moment, circle, since.at),
        "many": MANY,
        "since": since,
        "shut_before": shut_before(),
    }
    return render(request, "desk/queue.html", context)


@require_GET
def open_queue(request: HttpRequest) -> HttpResponse:
    """Concerns, newest first."""
    return _queue(request, Circle.OPEN, "desk-queue")


@require_GET
def restricted_queue(request: HttpRequest) -> HttpResponse:
    """Restricted matters this reader may see."""
    return _queue(request, Circle.SEALED, "desk-restricted")


@require_GET
def my_reports(request: HttpRequest) -> HttpResponse:
    """What the reader reported while signed in, and how it stands."""
    seen, page = shared(request, "my-reports")
    page |= {"reports": own_reports(seen.who.person_id, seen.moment), "shut_before": shut_before()}
    if page["shut_before"]:
        page |= {"ring": numbers(seen.moment)}
    return render(request, "desk/my_reports.html", page)
