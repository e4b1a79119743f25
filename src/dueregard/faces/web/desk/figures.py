"""What was reported in a time, drawn and written: never who, and small numbers only for those who sort concerns."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from ....assurance.reports.equality import ruling_on_monitoring
from ....assurance.reports.queries import ruling_on_reporting
from ....authority.access.vocabulary import OPENS_PAGES, Capability
from ....ground.kernel.refusals import BadInput, NothingHere
from ....work.casework.queries.figures import Reported, reported
from ....work.casework.rules.figures import Within, middle, shown, spread
from ....work.casework.vocabulary import AboutKind, SourceOfConcern
from ....work.training.queries.workforce import ruling_on_seeing
from ..drawings import Figure
from ..environment import span
from .age_figures import by_age
from .early_figures import early
from .pages import shared
from .strand_figures import under_which

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SPANS: "dict[str, tuple[StrPromise, int]]" = {
    "month": (gettext_lazy("30 days"), 30),
    "quarter": (gettext_lazy("91 days"), 91),
    "year": (gettext_lazy("365 days"), 365),
}
ABOUT: "dict[AboutKind, StrPromise]" = {
    AboutKind.SELF: gettext_lazy("The person who reported"),
    AboutKind.LEARNER: gettext_lazy("A learner"),
    AboutKind.COLLEAGUE: gettext_lazy("Somebody who works here"),
    AboutKind.EMPLOYER_STAFF: gettext_lazy("Somebody at an employer"),
    AboutKind.SUBCONTRACTOR_STAFF: gettext_lazy("Somebody at a subcontractor"),
    AboutKind.VISITOR: gettext_lazy("A visitor"),
    AboutKind.PARENT_OR_PARTNER: gettext_lazy("A parent or partner"),
    AboutKind.GROUP: gettext_lazy("A group"),
    AboutKind.OUTSIDER: gettext_lazy("Somebody from outside"),
    AboutKind.UNKNOWN: gettext_lazy("Somebody unknown"),
    AboutKind.NOT_SURE: gettext_lazy("Not sure"),
}
SOURCE: "dict[SourceOfConcern, StrPromise]" = {
    SourceOfConcern.CONVERSATION: gettext_lazy("Something said"),
    SourceOfConcern.BEHAVIOUR: gettext_lazy("How somebody behaved"),
    SourceOfConcern.APPEARANCE: gettext_lazy("How somebody looked"),
    SourceOfConcern.ACTIONS: gettext_lazy("Something somebody did"),
}
WITHIN: "dict[Within, StrPromise]" = {
    Within.HOUR: gettext_lazy("Within an hour"),
    Within.DAY: gettext_lazy("Within a day"),
    Within.WEEK: gettext_lazy("Within a week"),
    Within.LATER: gettext_lazy("Later"),
}


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """The figures of the last 30, 91 or 365 days."""
    seen, page = shared(request, "figures")
    if not seen.who.capabilities & OPENS_PAGES:
        raise NothingHere
    chosen = chosen_span(request)
    until = seen.moment.as_at
    since = until - timedelta(days=SPANS[chosen][1])
    found = reported(since, until, seen.moment)
    whole = Capability.TRIAGE in seen.who.capabilities
    sees_workforce = bool(ruling_on_seeing(seen.who, seen.moment))
    context = {"chosen": chosen, "spans": SPANS, "found": found, "whole": whole}
    context |= _drawn(found, whole=whole) | {"sees_workforce": sees_workforce}
    context["sees_board"] = bool(ruling_on_reporting(seen.who))
    context["sees_equality"] = bool(ruling_on_monitoring(seen.who))
    context["strands"] = under_which(since, until, seen.moment, whole=whole)
    context["early"] = early(since, seen.moment, whole=whole)
    context["ages"] = by_age(since, until, seen.moment, whole=whole)
    return render(request, "desk/figures.html", page | context)


def chosen_span(request: HttpRequest) -> str:
    """Of which time figures are asked for; raises `BadInput` for one that no page offers."""
    chosen = request.GET.get("last", "year")
    if chosen not in SPANS:
        raise BadInput("There are figures of the last 30, 91 or 365 days. Choose one of them.")
    return chosen


def _drawn(found: Reported, *, whole: bool) -> dict[str, Any]:
    half = middle(found.delays)
    return {
        "about": _figure(_("Whom concerns are about"), ABOUT, found.about, whole=whole),
        "source": _figure(_("What made somebody notice"), SOURCE, found.source, whole=whole),
        "within": _figure(_("From noticing to reporting"), WITHIN, spread(found.delays), whole=whole),
        "half": span(half) if half is not None else "",
    }


def _figure(
    title: str, names: "Mapping[Any, StrPromise]", counts: Mapping[Any, int], *, whole: bool
) -> Figure:
    numbers: Mapping[Any, int | None] = counts if whole else shown(counts)
    points = [(name, numbers[kind]) for kind, name in names.items() if kind in numbers]
    return Figure(title, _("What"), _("Concerns"), points)
