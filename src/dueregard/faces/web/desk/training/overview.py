"""How everything that people must have learnt or read stands, on any day."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from .....authority.access.vocabulary import Capability
from .....authority.policy.answers import Scope
from .....authority.policy.queries import shelf
from .....ground.audit.vocabulary import Stream
from .....ground.kernel.moments import Moment
from .....work.training.controls.gate import GATE
from .....work.training.controls.in_force import required
from .....work.training.queries.claims import waiting
from .....work.training.queries.sureness import courses_asked_of
from .....work.training.queries.whose import Whose, whose_training
from ...listings import Standing
from ...scope import Visit
from ..pages import shared
from .gates import needs_in_words
from .mine import titles
from .narrowing import NarrowForm
from .standings import SHAPES, stands


def entered(request: HttpRequest) -> tuple[Visit, dict[str, Any], Whose]:
    """The visit of somebody who may see training other than their own. Raises `NotPermitted`."""
    seen, page = shared(request, "training")
    whose = whose_training(seen.who, seen.moment)
    if not whose:
        seen.who.may(Capability.MANAGE_REGISTERS).enforce(
            who_can_help="Your own is under My training. Whoever looks after training here sees everybody's."
        )
    return seen, page | {"whose": whose}, whose


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Every requirement in force with its figures, for everybody or for the people the reader manages."""
    seen, page, whose = entered(request)
    form = NarrowForm(request.GET, seen.moment)
    page |= {"form": form}
    if not form.is_valid():
        return render(request, "desk/training/overview.html", page, status=422)
    asking, kept = form.narrowing(whose), form.kept()
    every = list(required(asking.moment))
    called = Counter(one.title for one in every)
    shown = {
        "asking": asking,
        "kept": kept,
        "narrowed": form.words(),
        "all": [stands(one, asking, kept) for one in every],
        # One document may be read by several audiences, each asked by itself.
        "often": {title for title, times in called.items() if times > 1},
        "claims": waiting(seen.moment).count() if whose.everybody else 0,
        "sure_of": _sure_of(seen.moment) if whose.everybody and not asking.is_past else [],
        "gates": _gates(seen, asking.moment) if whose.everybody and not form.words() else [],
    }
    return render(request, "desk/training/overview.html", page | shown)


def _sure_of(moment: Moment) -> list[tuple[str, str]]:
    """The courses of which people are asked how sure they feel, with their titles."""
    called = titles(moment)
    return [
        (course, called.get(course, course.replace("-", " "))) for course in sorted(courses_asked_of(moment))
    ]


def _gates(seen: Visit, moment: Moment) -> list[tuple[str, str, str, Standing, str]]:
    """What may not happen before something is there: its address, what, in words, and how it stands."""
    found = []
    scope = Scope(seen.provider.id, Stream.OPEN, moment)
    gates = list(shelf(moment).of_kind("gate"))
    for control, reading in zip(gates, GATE.evidence_of(gates, scope), strict=True):
        words = needs_in_words(control, moment)
        standing = Standing(SHAPES.get(reading.status, "plain"), reading.status.value.capitalize())
        found.append((control.address, control.block.before, words, standing, reading.because))
    return found
