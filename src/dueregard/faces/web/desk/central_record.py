"""The single central record: people down, checks across; who may not teach; and the same as a workbook."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ....authority.access.powers import post_titles
from ....authority.access.vocabulary import Capability
from ....authority.people.vocabulary import Standing
from ....ground.kernel.moments import Moment, london_day
from ....ground.kernel.refusals import BadInput, NothingHere
from ....ground.tenancy.models import Site
from ....work.training.central_record import ProviderSort
from ....work.training.controls.beside_checks import beside_checks
from ....work.training.operations.checks import note_sheet, say_sort_of_provider
from ....work.training.queries.central_record import Narrowed, grid, may_not_teach
from ....work.training.queries.checks import sort_of_provider
from ..forms.fields import OneOf, Pick
from ..forms.times import Day
from ..scope import Visit
from ..writing import once
from .check_words import KINDS, LOOKS, SORTS, STANDINGS, learnt, said
from .pages import shared
from .paper import foot
from .workbook import workbook

LINES = 200
"""How many people stand on a page of the grid; on paper all do."""
_ANY = "any"


def keeper(request: HttpRequest) -> tuple[Visit, dict[str, Any]]:
    """As `shared`, for whoever keeps the record; there is nothing here for anybody else, whatever else they may see."""
    seen, page = shared(request, "central-record")
    if Capability.KEEP_CHECKS not in seen.who.capabilities:
        raise NothingHere
    return seen, page | {"kinds": KINDS, "standings": STANDINGS, "said": said, "looks": LOOKS}


class NarrowForm(forms.Form):
    """Which lines, and as at which day. Closed words and a day: what is asked for stands in the address."""

    site = Pick(label=_("Site"), choices=())
    standing = Pick(label=_("How they stand here"), choices=[(_ANY, _("Any way")), *STANDINGS.items()])
    post = Pick(label=_("Post"), choices=())
    show = Pick(
        label=_("Show"),
        choices=[(_ANY, _("Everybody")), ("lacking", _("Only where something is to be done"))],
    )
    day = Day(label=_("As it stood at the end of"), required=False)

    def __init__(self, request: HttpRequest, seen: Visit) -> None:
        asked = {name: request.GET.get(name, _ANY) for name in ("site", "standing", "post", "show")}
        super().__init__(
            asked | {name: value for name, value in request.GET.items() if name.startswith("day-")}
        )
        sites = Site.objects.holding(seen.moment).order_by("name").values_list("id", "name")
        self.fields["site"].choices = [(_ANY, _("Every site")), *((str(id_), name) for id_, name in sites)]  # type: ignore[attr-defined]
        titles = post_titles(seen.moment)
        self.fields["post"].choices = [(_ANY, _("Any or none")), *titles.items()]  # type: ignore[attr-defined]
        if not self.is_valid():
            raise BadInput("The record cannot be shown like this. Start again from its beginning.")

    def asks(self) -> Narrowed:
        """Which lines are asked for."""
        chosen = {name: "" if said == _ANY else said for name, said in self.cleaned_data.items()}
        return Narrowed(
            UUID(chosen["site"]) if chosen["site"] else None,
            Standing(chosen["standing"]) if chosen["standing"] else None,
            chosen["post"],
            bool(chosen["show"]),
        )

    def moment(self, seen: Visit) -> Moment:
        """As at which moment; a day that is still to come is today."""
        day: date | None = self.cleaned_data["day"]
        if day is None or day >= london_day(seen.moment.as_at):
            return seen.moment
        return Moment.end_of(day)


@require_GET
def record(request: HttpRequest) -> HttpResponse:
    """The grid."""
    seen, page = keeper(request)
    narrow = NarrowForm(request, seen)
    moment = narrow.moment(seen)
    found = grid(moment, narrow.asks())
    begins = _begins(request)
    whole = request.GET.get("all") == "1"
    shown = found.lines if whole else found.lines[begins : begins + LINES]
    more = begins + LINES if not whole and begins + LINES < len(found.lines) else 0
    kept = request.GET.copy()
    kept.pop("after", None)
    page |= foot(seen) | {
        "grid": found,
        "beside": beside_checks(moment),
        "learnt": learnt,
        "lines": shown,
        "narrow": narrow,
        "narrowed": bool(kept),
        "asked": kept.urlencode(),
        "more": more,
        "as_at": moment.as_at if moment is not seen.moment else None,
        "lacking": sum(not line.may_teach for line in found.lines),
        "sort": sort_of_provider(seen.moment),
        "sorts": SORTS,
    }
    return render(request, "desk/central_record.html", page)


def _begins(request: HttpRequest) -> int:
    after = request.GET.get("after", "0")
    return int(after) if after.isdecimal() and len(after) < 7 else 0


@require_GET
def not_teaching(request: HttpRequest) -> HttpResponse:
    """Who may not teach tomorrow, what is missing, and who can help. Missing checks only."""
    seen, page = keeper(request)
    page |= foot(seen) | {"lines": may_not_teach(seen.moment)}
    return render(request, "desk/may_not_teach.html", page)


@require_POST
def sheet(request: HttpRequest) -> HttpResponse:
    """The record as a workbook: the grid, and everything that was ever written down. By POST: it is written into the
    audit record that somebody took it, and whether the numbers of certificates were in it."""
    seen, _page = keeper(request)
    numbers = request.POST.get("numbers") == "yes"
    note_sheet(numbers=numbers, actor=seen.actor, now=seen.moment.as_at)
    answer = HttpResponse(
        workbook(seen.moment, numbers=numbers),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    answer["Content-Disposition"] = 'attachment; filename="single-central-record.xlsx"'
    return answer


class SortForm(forms.Form):
    """What the provider is in the law of checks."""

    sort = OneOf(
        label=_("What is this provider?"),
        help_text=_("It decides which checks the law and funding agreements ask for."),
        choices=list(SORTS.items()),
    )


@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Say what the provider is."""
    seen, page = keeper(request)
    form = SortForm(request.POST or None, initial={"sort": sort_of_provider(seen.moment)})
    if form.is_valid():
        with once(request):
            say_sort_of_provider(
                sort=ProviderSort(form.cleaned_data["sort"]), actor=seen.actor, now=seen.moment.as_at
            )
        return redirect("central-record")
    page |= {"form": form, "title": _("What this provider is"), "lead": ""}
    return render(request, "desk/check_step.html", page, status=422 if form.errors else 200)
