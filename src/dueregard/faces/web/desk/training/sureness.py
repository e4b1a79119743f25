"""How sure people feel before and after a course: the squares for today's room, and the figures of a year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from .....ground.kernel.moments import london_day
from .....ground.kernel.refusals import NothingHere
from .....work.training.queries.sureness import courses_asked_of, sessions_of
from .....work.training.rules.sureness import Session, shares
from .....work.training.vocabulary import Side, SureOf
from ...drawings import Figure
from ...sureness import SURE, SURE_OF
from ..pages import shared
from .keeping import keeps_training
from .mine import titles
from .rooms import links


@require_GET
def sure(request: HttpRequest, course: str) -> HttpResponse:
    """The squares for today, and what people answered at the sessions of a year, or at one of them."""
    seen, page = shared(request, "training")
    keeps_training(seen)
    if course not in courses_asked_of(seen.moment):
        raise NothingHere
    sessions, called = sessions_of([course], seen.moment), titles(seen.moment)
    on = request.GET.get("on", "")
    chosen = [one for one in sessions if one.shown and on in ("", one.held_on.isoformat())]
    if on and not chosen:
        raise NothingHere
    shown = {
        "title": called.get(course, course.replace("-", " ")),
        "links": links([course], called, seen.provider, seen.moment),
        "today": london_day(seen.moment.as_at),
        "sessions": sessions,
        "sides": list(Side),
        "one": chosen[0].held_on if on else None,
        "figures": [figure(of, chosen) for of in SureOf] if chosen else [],
    }
    return render(request, "desk/training/sure.html", page | shown)


def figure(of: SureOf, sessions: list[Session]) -> Figure:
    """One question: each answer before and after, one under the other."""
    found = {side: shares(sessions, side, of) for side in Side}
    label = {Side.BEFORE: _("%(answer)s, before"), Side.AFTER: _("%(answer)s, after")}
    points = [
        (label[side] % {"answer": words}, found[side][answer])
        for answer, words in SURE.items()
        for side in Side
    ]
    return Figure(SURE_OF[of], _("Answer"), _("Of every 100 people"), points)
