"""Every list of whom to turn to, for everybody who works here; and its lines, for whoever keeps them."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .....ground.kernel.moments import london_day
from .....ground.kernel.refusals import NothingHere, NotPermitted
from .....work.governance.directory import Line as Said
from .....work.governance.operations.directory import add_line, change_line, remove_line
from .....work.governance.queries.directory import Listed, Wanted, directories, directory, row_of, wanted
from .....work.governance.rules.directory import LONGEST, region_words
from ...forms.fields import Line, Pick, Tick
from ...forms.times import Day
from ...scope import Visit
from ...turning_to import shown
from ...writing import filled, once
from ..governance.keeping import WHO_CAN_HELP, writes
from ..governance.words import names_of
from ..pages import shared


class LineForm(forms.Form):
    """One line of a list."""

    called = Line(
        label=_("Who answers there?"),
        help_text=_("A post or a service. A name only of somebody who agreed to be named here."),
        max_length=LONGEST["called"],
    )
    region = Pick(label=_("For which region?"), required=False)
    population = Pick(label=_("For whom?"), required=False)
    phone = Line(label=_("Telephone"), max_length=LONGEST["phone"], required=False)
    email = Line(label=_("E-mail"), max_length=LONGEST["email"], required=False)
    web = Line(label=_("Web address"), max_length=LONGEST["web"], required=False)
    hours = Line(
        label=_("When does somebody answer?"),
        help_text=_("In words: Monday to Friday, 9 am to 5 pm. Leave it empty if you do not know."),
        max_length=LONGEST["hours"],
        required=False,
    )
    first = Tick(label=_("This is the first to turn to"), required=False)
    confirmed_on = Day(label=_("On which day did you check that it holds?"))

    def __init__(self, *args: object, asked: Wanted, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for name, words, choices in (
            ("region", _("All of them, or none in particular"), asked.regions),
            ("population", _("Everybody"), asked.populations),
        ):
            if choices:
                said = [("", words), *((one, region_words(one)) for one in choices)]
                self.fields[name].choices = said  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def line(self) -> Said:
        """What was said."""
        said = {key: self.cleaned_data.get(key, "") for key in Said.__slots__}
        return Said(**said | {"first": bool(said["first"])})


@require_GET
def every(request: HttpRequest) -> HttpResponse:
    """Every list, narrowed to a region or a group of people if one likes."""
    seen, page = shared(request, "policies")
    found = directories(seen.moment)
    asked = [wanted(one, seen.moment) for one in found]
    regions = dict.fromkeys(region for one in asked for region in one.regions)
    populations = dict.fromkeys(group for one in asked for group in one.populations)
    region, population = (request.GET.get(key, "") for key in ("region", "population"))
    lists = [
        shown(
            one,
            seen.moment,
            region=region if region in regions else "",
            population=population if population in populations else "",
        )
        for one in found
    ]
    page |= {
        "lists": lists,
        "regions": [(one, region_words(one)) for one in regions],
        "populations": [(one, region_words(one)) for one in populations],
        "region": region,
        "population": population,
        "keeps": {one.control.address for one in lists if _may_keep(one.control, seen)},
        "names": names_of([line.row.by for one in lists for line in one.lines], seen.moment),
    }
    return render(request, "desk/directory/every.html", page)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, policy: str, directory_id: str) -> HttpResponse:
    """Add a line to a list."""
    seen, page = shared(request, "policies")
    of = _kept(directory(f"{policy}/directory.{directory_id}", seen.moment), seen)
    form = _form(request, of, seen, {})

    def write() -> None:
        said = form.cleaned_data
        add_line(
            control=of.address, line=form.line(), confirmed_on=said["confirmed_on"], actor=seen.actor,
            now=seen.moment.as_at,
        )  # fmt: skip

    if filled(request, form, write):
        return redirect("directory")
    page |= {
        "form": form,
        "title": _("Add a line"),
        "lead": wanted(of, seen.moment).title,
        "button": _("Add it"),
    }
    return render(request, "desk/directory/line.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Change a line, or say that it still holds."""
    seen, page = shared(request, "policies")
    row = row_of(entry, seen.moment)
    of = _kept(directory(row.control, seen.moment) if row else None, seen)
    if row is None:
        raise NothingHere
    form = _form(request, of, seen, {key: getattr(row, key) for key in Said.__slots__})

    def write() -> None:
        change_line(
            row_id=_read(request, row.id), line=form.line(), confirmed_on=form.cleaned_data["confirmed_on"],
            actor=seen.actor, now=seen.moment.as_at,
        )  # fmt: skip

    if filled(request, form, write):
        return redirect("directory")
    page |= {
        "form": form,
        "row": row,
        "title": _("Check a line"),
        "lead": wanted(of, seen.moment).title,
        "button": _("It holds as it stands here"),
    }
    return render(request, "desk/directory/line.html", page, status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Take a line out."""
    seen, _page = shared(request, "policies")
    row = row_of(entry, seen.moment)
    _kept(directory(row.control, seen.moment) if row else None, seen)
    if row is None:
        raise NothingHere
    with once(request):
        remove_line(row_id=_read(request, row.id), actor=seen.actor, now=seen.moment.as_at)
    return redirect("directory")


def _form(request: HttpRequest, of: Listed, seen: Visit, now: dict[str, object]) -> LineForm:
    initial = now | {"confirmed_on": london_day(seen.moment.as_at)}
    return LineForm(request.POST or None, asked=wanted(of, seen.moment), initial=initial)


def _read(request: HttpRequest, now: UUID) -> UUID:
    """The row that was on the page: what somebody else wrote since is not written over."""
    try:
        return UUID(request.POST.get("read", str(now)))
    except ValueError:
        raise NothingHere from None


def _may_keep(control: Listed, seen: Visit) -> bool:
    """As the operation judges it."""
    return writes(seen) or bool(control.block.owner.roles() & seen.who.roles)


def _kept(found: Listed | None, seen: Visit) -> Listed:
    """A list the reader keeps. Whoever keeps none is refused, whether or not there is such a list."""
    if found is None and not writes(seen):
        raise NotPermitted("You do not keep this list.", who_can_help=WHO_CAN_HELP)
    if found is None:
        raise NothingHere
    if not _may_keep(found, seen):
        raise NotPermitted("You do not keep this list.", who_can_help=WHO_CAN_HELP)
    return found
