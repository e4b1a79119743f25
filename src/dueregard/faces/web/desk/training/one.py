"""One requirement: how it stands, who is behind each number, and how it went over a year."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from .....authority.identity.models import Organisation
from .....authority.identity.queries import details
from .....ground.kernel.moments import Moment
from .....ground.kernel.refusals import BadInput
from .....ground.tenancy.models import Site
from .....work.training.controls.in_force import Required, required_at
from .....work.training.queries.lists import Line, counted_by, in_order, in_states, lines, narrowed
from .....work.training.vocabulary import State
from .narrowing import NONE, NarrowForm, Narrowing
from .overview import entered
from .reminding import told
from .standings import Row, Stands, address_of, columns, history, row, stands
from .states import GROUP_WORDS, WORDS, standing_of, states_of

PAGE = 50
_PRESSING = {State.LATE, State.GRACE, State.UNDATED}
"""Whoever is in a list of these alone is ticked already: to remind them all is one click."""
_FACTS = {
    "site_id": ("site", _("Site")),
    "organisation_id": ("organisation", _("Employer or subcontractor")),
    "work": ("work", _("What they do")),
    "programme": ("programme", _("Programme")),
}
"""Columns of a span, what each is called in an address, and on the page."""
_NAMED: dict[str, Any] = {"site_id": Site, "organisation_id": Organisation}
"""Of these columns those that name a row."""


@require_GET
def one(request: HttpRequest, policy: str, control: str) -> HttpResponse:
    """A requirement with its figures, the list behind each, by site, organisation, work and programme, and over twelve
    months."""
    seen, page, whose = entered(request)
    form = NarrowForm(request.GET, seen.moment)
    valid = form.is_valid()
    asking = form.narrowing(whose) if valid else None
    here = required_at(f"{policy}/{control}", asking.moment if asking else seen.moment)
    page |= {"form": form, "title": here.title, "words": here.words, "clause": here.clause}
    page |= {"control": here.address, "take": reverse("training-list", args=[policy, control])}
    if here.control.kind == "checklist" and whose.everybody:
        page["tick"] = reverse("training-tick-sheet", args=[policy, control])
    if asking is None:
        return render(request, "desk/training/one.html", page, status=422)
    stood = stands(here, asking, form.kept())
    shown = page | {"asking": asking, "narrowed": form.words(), "stands": stood, "kept": form.kept()}
    if not stood.why_not:
        shown |= _list(request, stood, asking, seen.moment) | _tables(here, asking, form)
    return render(request, "desk/training/one.html", shown)


def _list(request: HttpRequest, stood: Stands, asking: Narrowing, today: Moment) -> dict[str, Any]:
    """A page of the list, by name, of those in one state or in all."""
    slug, begins = request.GET.get("state", ""), request.GET.get("from", "0")
    states = states_of(slug)
    if (slug and not states) or not begins.isdecimal() or len(begins) > 7:
        raise BadInput("This place in the list does not exist. Start again from its beginning.")
    asked = stood.required.asked
    stood_so = in_states(narrowed(asked.requirement, asked.audience, asking.moment, asking.only), states)
    start = int(begins)
    people = in_order(stood_so, today)[start : start + PAGE + 1]
    found = lines(asked.requirement, people, stood_so, asking.moment)
    names = details([line.person_id for line in found[:PAGE]], today)
    word = GROUP_WORDS.get(slug) or (WORDS[states[0]][1] if states else _("Everybody it asks"))
    return {
        "list_of": word,
        "state": slug,
        "reminds": not asking.is_past and set(states or WORDS) != {State.KEPT},
        "ticked": bool(states) and set(states) <= _PRESSING,
        "told": told(request),
        "lines": [_shown(line, names) for line in found[:PAGE]],
        "before": max(start - PAGE, 0) if start else None,
        "after": start + PAGE if len(found) > PAGE else None,
    }


def _shown(line: Line, names: dict[Any, Any]) -> dict[str, Any]:
    known = names.get(line.person_id)
    return {
        "person_id": line.person_id,
        "name": known.full_name if known else str(_("somebody whose name is not kept any more")),
        "standing": standing_of(line.state),
        "owes": line.state is not State.KEPT,
        "due": line.due,
        "done": max(line.done.values(), default=None),
    }


def _tables(here: Required, asking: Narrowing, form: NarrowForm) -> dict[str, Any]:
    where, asked = address_of(here), here.asked
    past = history(here, asking)
    months = [
        row(
            date_format(day, "j M Y"),
            found,
            where,
            "&".join(filter(None, [f"at={day.isoformat()}", form.kept(at=None)])),
        )
        for day, found in past
    ]
    groups = counted_by(asked.requirement, asked.audience, asking.moment, asking.only)
    tables = [(heading, _group(groups[fact], fact, where, form)) for fact, (_name, heading) in _FACTS.items()]
    return {
        "months": months,
        "columns": columns(past, lambda day: date_format(day, "M Y")),
        "tables": [(heading, rows) for heading, rows in tables if len(rows) > 1],
        "group_words": list(GROUP_WORDS.values()),
    }


def _group(groups: dict[Any, Any], fact: str, where: str, form: NarrowForm) -> list[Row]:
    """A line for each site, organisation, kind of work or programme, the unknown last."""
    name = _FACTS[fact][0]
    named = _NAMED[fact].objects.filter(pk__in=[key for key in groups if key]) if fact in _NAMED else None
    names = dict(named.values_list("pk", "name")) if named is not None else {}
    choices = dict(form.fields["work"].choices) if fact == "work" else {}  # type: ignore[attr-defined]
    rows = []
    for key, found in sorted(
        groups.items(), key=lambda group: (not group[0], str(names.get(group[0], group[0])))
    ):
        label = names.get(key) or (choices.get(key, key) if key else _("Not known"))
        kept = form.kept(**{name: None})
        rows.append(row(label, found, where, "&".join(filter(None, [f"{name}={key or NONE}", kept]))))
    return rows
