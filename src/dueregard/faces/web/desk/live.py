"""Going live: what must stand before reports from real people are taken, how each stands, and where to put it right."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ....assurance.health.operations import NotReady, go_live, ruling_on_going_live
from ....assurance.health.queries.live import going_live
from ....assurance.health.rules.live import still_missing
from ....authority.access.powers import accountable_roles
from ....ground.kernel.refusals import NothingHere
from ..writing import once
from .health import DRAWN
from .pages import shared
from .papers import LOOKS

_WHERE = {"assessment": "papers", "bases": "papers", "cover": "who-opens", "readers": "people"}
"""The page where a line is put right; the others are for whoever looks after the machine."""


@require_http_methods(["GET", "POST"])
def live(request: HttpRequest) -> HttpResponse:
    """The list, and the button of whoever is accountable."""
    seen, page = shared(request, "live")
    accountable = accountable_roles(seen.moment)
    if not (seen.who.capabilities & LOOKS or seen.who.roles & accountable):
        raise NothingHere
    ruling, refused = ruling_on_going_live(seen.who.roles, accountable), ""
    if request.method == "POST":
        ruling.enforce(who_can_help="Ask them to open this page.")
        try:
            with once(request):
                go_live(actor=seen.actor, now=seen.moment.as_at)
            return redirect("going-live")
        except NotReady as refusal:
            refused = f"{refusal.sentence} {refusal.who_can_help}"
    lines = going_live(seen.moment.as_at)
    page |= {
        "lines": [(*DRAWN[line.found.state], line) for line in lines],
        "left": len(still_missing(lines)),
        "where": _WHERE,
        "ruling": ruling,
        "refused": refused,
    }
    return render(request, "desk/live.html", page, status=422 if refused else 200)
