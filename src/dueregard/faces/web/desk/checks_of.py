"""The checks of one person: how each stands, all that was ever written down, and writing down and putting right."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ....authority.access.queries import rows_of
from ....authority.identity.queries import details
from ....authority.people.imports.by_hand import is_staff
from ....ground.kernel.moments import Moment, london_day
from ....ground.kernel.refusals import NothingHere
from ....work.training.central_record import CheckKind
from ....work.training.models import Check
from ....work.training.operations.checks import (
    Safeguards,
    record_check,
    record_early_start,
    take_back_check,
)
from ....work.training.operations.own_file import open_file
from ....work.training.queries.central_record import Line, grid, line_of
from ....work.training.queries.checks import early_starts, history, why_not_required
from ....work.training.queries.own_file import who_opened
from ..scope import Visit
from ..writing import done, once
from .central_record import keeper
from .check_forms import CheckForm, EarlyForm, as_typed
from .check_words import BARRED, EVIDENCE, KINDS, LEVELS, OUTCOMES, UPDATES, WHY_NOT
from .paper import foot


def on_record(request: HttpRequest, person_id: UUID) -> tuple[Visit, dict[str, Any], Line]:
    """As `keeper`, for a page about somebody on the record; there is nothing here of anybody else."""
    seen, page = keeper(request)
    line = line_of(person_id, seen.moment)
    if line is None:
        raise NothingHere
    return seen, page | {"line": line, "person_id": line.person}, line


@require_GET
def checks_of(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """How each check of somebody stands, and behind it everything that was written down."""
    seen, page, line = on_record(request, person_id)
    open_file(person_id=line.person, actor=seen.actor, now=seen.moment.as_at)
    rows = list(history(line.person, seen.moment))
    people = {person for row in rows for person in (row.checked_by, row.decided_by) if person}
    page |= foot(seen) | {
        "rows": rows,
        "why": {row.id: why_not_required(row) for row in rows if row.words is not None},
        "replaced": {row.replaces_id for row in rows},
        "today": [row.id for row in rows if london_day(row.recorded_at) == london_day(seen.moment.as_at)],
        "names": {person: row.full_name for person, row in details(people, seen.moment).items()},
        "early": early_starts(seen.moment).get(line.person),
        "own": line.person in rows_of(seen.who.person_id, seen.moment),
        "opens_apart": is_staff(line.person, seen.moment),
        "looked": _looked(line.person, seen.moment),
        "outcomes": OUTCOMES,
        "evidence": EVIDENCE,
        "why_not": WHY_NOT,
        "levels": LEVELS,
        "barred": BARRED,
        "updates": UPDATES,
    }
    return render(request, "desk/checks_of.html", page)


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, person_id: UUID, kind: str) -> HttpResponse:
    """Write down a check, or put one right: `?corrects=` names the row, which is already filled in."""
    seen, page, line = on_record(request, person_id)
    if kind not in list(CheckKind):
        raise NothingHere
    which = CheckKind(kind)
    before = _corrected(request, line, which, seen.moment)
    form = CheckForm(
        request.POST or None,
        kind=which,
        people=_people(seen.moment),
        initial=as_typed(before) if before else {},
    )
    if form.is_valid():

        def write() -> None:
            record_check(
                person_id=line.person,
                said=form.said(),
                corrects=before.id if before else None,
                actor=seen.actor,
                now=seen.moment.as_at,
            )

        if done(request, form, write):
            return redirect("checks-of", person_id=line.person)
    title = _("%(check)s of %(name)s") % {"check": KINDS[which], "name": line.name}
    lead = _("What stood before stays in the history.") if before else ""
    return _asked(request, page, form, title, lead)


@require_http_methods(["GET", "POST"])
def early(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Let somebody begin before their certificate is here."""
    seen, page, line = on_record(request, person_id)
    form = EarlyForm(request.POST or None, people=_people(seen.moment))
    if form.is_valid():

        def write() -> None:
            given = form.cleaned_data | {"supervised_by": UUID(form.cleaned_data["supervised_by"])}
            record_early_start(
                person_id=line.person, given=Safeguards(**given), actor=seen.actor, now=seen.moment.as_at
            )

        if done(request, form, write):
            return redirect("checks-of", person_id=line.person)
    title = _("%(name)s starts before the certificate") % {"name": line.name}
    lead = _(
        "Only with all of these. It stands in for the certificate until the day of review, and for nothing else."
    )
    return _asked(request, page, form, title, lead)


@require_POST
def take_back(request: HttpRequest, person_id: UUID, check_id: UUID) -> HttpResponse:
    """Take back what was written down by mistake. It stays in the history."""
    seen, _page, line = on_record(request, person_id)
    with once(request):
        take_back_check(person_id=line.person, check_id=check_id, actor=seen.actor, now=seen.moment.as_at)
    return redirect("checks-of", person_id=line.person)


def _looked(person_id: UUID, moment: Moment) -> list[tuple[datetime, str]]:
    """When somebody opened this page, and their names."""
    found = who_opened(person_id, moment)
    people = {actor: UUID(actor.partition(":")[2]) for _at, actor in found if actor.startswith("person:")}
    names = details(people.values(), moment)
    left = _("somebody who has left")
    return [(at, names[people[one]].full_name if people.get(one) in names else left) for at, one in found]


def _corrected(request: HttpRequest, line: Line, kind: CheckKind, moment: Moment) -> Check | None:
    wanted = request.GET.get("corrects")
    if wanted is None:
        return None
    for row in history(line.person, moment):
        if str(row.id) == wanted and row.kind == kind and not row.withdrawn:
            return row
    raise NothingHere


def _people(moment: Moment) -> list[tuple[str, str]]:
    """Who may supervise or decide: everybody on the record."""
    return [(str(line.person), line.name) for line in grid(moment).lines]


def _asked(
    request: HttpRequest, page: dict[str, Any], form: forms.Form, title: str, lead: str
) -> HttpResponse:
    page |= {"form": form, "title": title, "lead": lead}
    return render(request, "desk/check_step.html", page, status=422 if form.errors else 200)
