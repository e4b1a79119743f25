"""The monthly spot check: ten people picked by chance, and whether their lines of the record are right."""

from random import SystemRandom
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ....authority.identity.queries import details
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput
from ....work.training.central_record import Found
from ....work.training.operations.spot_checks import draw_spot_check, record_spot_check
from ....work.training.queries.spot_checks import months, of_month
from ..writing import once
from .central_record import keeper
from .paper import foot


@require_http_methods(["GET", "POST"])
def spot_check(request: HttpRequest) -> HttpResponse:
    """Whom chance picked this month; let it pick; say what was found."""
    seen, page = keeper(request)
    if request.method == "POST":
        with once(request):
            if "row" in request.POST:
                row, found = _said(request)
                record_spot_check(spot_check_id=row, found=found, actor=seen.actor, now=seen.moment.as_at)
            else:
                draw_spot_check(chance=SystemRandom().sample, actor=seen.actor, now=seen.moment.as_at)
        return redirect("spot-check")
    rows = of_month(london_day(seen.moment.as_at).replace(day=1), seen.moment)
    known = details({row.person_id for row in rows}, seen.moment)
    page |= foot(seen) | {
        "rows": rows,
        "names": {person: row.full_name for person, row in known.items()},
        "months": months(seen.moment),
    }
    return render(request, "desk/spot_check.html", page)


def _said(request: HttpRequest) -> tuple[UUID, Found]:
    try:
        return UUID(request.POST["row"]), Found(request.POST.get("found", ""))
    except ValueError:
        raise BadInput("Say of somebody on the page whether their lines are right.") from None
