"""What keeps people safe here, how it stands and what mends it: the page of whoever looks after it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ....assurance.health.queries.lines import installation, of_provider
from ....assurance.health.vocabulary import State
from ....authority.access.rules import APPOINTS
from ....ground.kernel.refusals import NothingHere
from .pages import shared

DRAWN = {
    State.BROKEN: ("late", _("Broken")),
    State.LOOK: ("soon", _("Look at it")),
    State.GOOD: ("good", _("Good")),
}
"""The shape and the word for each state, the gravest first."""
_WHERE = {"posts": "who-opens", "review": "who-opens", "live": "going-live"}
"""The page where a line is put right, for those that have one."""


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Every line of `dueregard doctor` that concerns this provider, the gravest first. Nothing of another one."""
    seen, page = shared(request, "health")
    if not seen.who.capabilities & APPOINTS:
        raise NothingHere
    lines = installation(seen.moment.as_at) + of_provider(seen.moment.as_at)
    groups = [
        (kind, word, [line for line in lines if line.found.state is state])
        for state, (kind, word) in DRAWN.items()
    ]
    return render(request, "desk/health.html", page | {"groups": groups, "where": _WHERE})
