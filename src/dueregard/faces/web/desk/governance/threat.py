"""The national threat level at the desk: what it is, what it means, when it was seen; and what a change asks for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from .....authority.policy.controls.definition import DefinitionBlock
from .....authority.policy.queries import shelf
from .....ground.crypto.operations import Shut, unseal
from .....ground.kernel.moments import Moment, london_day
from .....ground.kernel.refusals import NothingHere, NotPermitted
from .....ground.tenancy.models import Site
from .....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from .....work.governance.models import ThreatSight, ThreatTaskLook
from .....work.governance.operations.threat import correct_level, finish_task, see_level
from .....work.governance.queries.threat import (
    Owed,
    Placed,
    before_corrections,
    controls,
    look_again,
    owed,
    sightings,
)
from .....work.governance.threat import Level
from ...forms.fields import Line, Narrative, OneOf
from ...forms.times import Day
from ...scope import Visit
from ...writing import filled
from ..pages import shared
from .keeping import WHO_CAN_HELP, writes
from .words import names_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LEVELS: "dict[Level, StrPromise]" = {
    Level.LOW: _("Low"),
    Level.MODERATE: _("Moderate"),
    Level.SUBSTANTIAL: _("Substantial"),
    Level.SEVERE: _("Severe"),
    Level.CRITICAL: _("Critical"),
}

_NOT_YOURS = "You do not look up the threat level here."


class SightForm(forms.Form):
    """Which level somebody saw published."""

    level = OneOf(label=_("Which level is published?"), choices=list(LEVELS.items()))
    seen_on = Day(label=_("On which day did you see it?"))
    source = Line(
        label=_("Where did you see it?"),
        help_text=_("The page, or the office that told us. Name nobody."),
        max_length=200,
    )


class CorrectionForm(SightForm):
    """What was wrong about a level somebody wrote down."""

    why = Line(
        label=_("What was wrong?"),
        help_text=_("Both stay in the history, and this beside them. Name nobody."),
        max_length=300,
    )


class TaskForm(forms.Form):
    """A place or a plan was looked at."""

    done_on = Day(label=_("On which day was it looked at?"))
    words = Narrative(
        label=_("What was looked at, and what came of it"),
        help_text=_("About places and plans. Name nobody."),
        rows=4,
        max_length=5_000,
    )


@require_http_methods(["GET", "POST"])
def level(request: HttpRequest) -> HttpResponse:
    """The level as it was last seen, for everybody who works here; whoever sees to it writes down what they saw."""
    seen, page = shared(request, "policies")
    found = controls(seen.moment)
    may = _looks_it_up(found, seen)
    if request.method == "POST" and not may:
        raise NotPermitted(_NOT_YOURS, who_can_help=WHO_CAN_HELP)
    form = SightForm(request.POST or None, initial={"seen_on": london_day(seen.moment.as_at)})
    if request.method == "POST" and filled(request, form, lambda: _write(form, seen)):
        return redirect("threat-level")
    rows, former = sightings(seen.moment), before_corrections(seen.moment)
    writers = [row.by for row in (*rows, *(row for some in former.values() for row in some))]
    page |= {
        "said": [_said(one, seen.moment) for one in found],
        "rows": rows[::-1],
        "former": former,
        "levels": LEVELS,
        "form": form,
        "writes": may,
        "today": london_day(seen.moment.as_at),
        "names": names_of(writers, seen.moment) if may else {},
        "sites": {row.id: row.name for row in Site.objects.holding(seen.moment)},
    }
    return render(request, "desk/governance/threat.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, sight_id: UUID) -> HttpResponse:
    """Putting right a level that was written down wrongly; for whoever looks it up."""
    seen, page = shared(request, "policies")
    if not _looks_it_up(controls(seen.moment), seen):
        raise NotPermitted(_NOT_YOURS, who_can_help=WHO_CAN_HELP)
    row = ThreatSight.objects.filter(pk=sight_id).first()
    if row is None:
        raise NothingHere
    stands = {"level": row.level, "seen_on": row.seen_on, "source": row.source}
    form = CorrectionForm(request.POST or None, initial=stands)

    def write() -> None:
        said = form.cleaned_data | {"level": Level(form.cleaned_data["level"])}
        correct_level(sight=sight_id, actor=seen.actor, now=seen.moment.as_at, **said)

    if request.method == "POST" and filled(request, form, write):
        return redirect("threat-level")
    page |= {"row": row, "levels": LEVELS, "form": form}
    return render(request, "desk/governance/threat_correct.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """One place or plan that the last change asks to be looked at; read and written by whoever sees to it."""
    seen, page = shared(request, "policies")
    found = [(one, each) for one in controls(seen.moment) for each in _owed(one, seen.moment)]
    control, one = next(((c, each) for c, each in found if each.to_do.id == task_id), (None, None))
    if control is None or one is None:
        raise NothingHere
    roles = control.block.owner.roles() | one.to_do.task.owner.roles()
    if not (writes(seen) or _sees_to(roles, seen)):
        raise NotPermitted("You do not see to this.", who_can_help=WHO_CAN_HELP)
    form = TaskForm(request.POST or None, initial={"done_on": london_day(seen.moment.as_at)})

    def write() -> None:
        said = form.cleaned_data
        finish_task(
            task=task_id,
            done_on=said["done_on"],
            words=said["words"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if request.method == "POST" and filled(request, form, write):
        return redirect("threat-level")
    site = Site.objects.filter(pk=one.to_do.site).first() if one.to_do.site else None
    page |= {
        "one": one,
        "site": site.name if site else "",
        "form": form,
        "words": _words(one.done) if one.done else "",
    }
    return render(request, "desk/governance/threat_task.html", page, status=422 if form.errors else 200)


def _looks_it_up(found: Sequence[Placed], seen: Visit) -> bool:
    return bool(found) and (writes(seen) or any(_sees_to(one.block.owner.roles(), seen) for one in found))


def _write(form: SightForm, seen: Visit) -> None:
    said = form.cleaned_data
    see_level(
        level=Level(said["level"]),
        seen_on=said["seen_on"],
        source=said["source"],
        actor=seen.actor,
        now=seen.moment.as_at,
    )


def _said(control: Placed, moment: Moment) -> dict[str, Any]:
    """What one policy says of it, and when it is looked up again."""
    pack = shelf(moment).pack(control.policy)
    term = pack.control("definition", control.block.term) if pack and control.block.term else None
    try:
        _since, by = look_again(control, moment)
    except (HoursNotSet, TermsNotSet):
        by = None
    return {
        "control": control,
        "title": pack.header.title if pack else "",
        "means": term.block.means if term and isinstance(term.block, DefinitionBlock) else "",
        "by": by,
        "owed": _owed(control, moment),
    }


def _owed(control: Placed, moment: Moment) -> list[Owed]:
    try:
        return owed(control, moment)
    except (HoursNotSet, TermsNotSet):
        return []


def _sees_to(roles: frozenset[str], seen: Visit) -> bool:
    return not roles.isdisjoint(seen.who.roles)


def _words(row: ThreatTaskLook) -> str:
    try:
        return unseal(row, "words", row.key)
    except Shut:
        return ""
