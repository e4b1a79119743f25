"""Who works here beside the place around: shares alone, drawn and written, and how somebody judges them. There is no
way from a share to a person."""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from ....authority.identity.queries import details
from ....authority.people.imports.apart import taken
from ....authority.people.imports.opting import ASK
from ....authority.people.vocabulary import Apart
from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment, london_day
from ....ground.kernel.refusals import NothingHere
from ....work.training.controls.workforce import due_again
from ....work.training.models import Judgement
from ....work.training.operations.workforce import record_baseline, record_judgement
from ....work.training.queries.workforce import (
    Share,
    baseline,
    beside,
    groups_of,
    judgements,
    ruling_on_baseline,
    ruling_on_judging,
    ruling_on_seeing,
    words_of,
)
from ....work.training.rules.workforce import (
    ASIAN,
    BLACK,
    CENSUS,
    FEWEST,
    MIXED,
    OTHER,
    OTHER_GROUP,
    UNSAID,
    WHITE,
    written,
)
from ..drawings import Figure
from ..forms.fields import Line, Narrative
from ..forms.times import Day
from ..scope import Visit
from ..writing import done
from .pages import shared

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

NAMES: "dict[str, StrPromise]" = {
    ASIAN: gettext_lazy("Asian"),
    BLACK: gettext_lazy("Black"),
    MIXED: gettext_lazy("Mixed or multiple"),
    WHITE: gettext_lazy("White"),
    OTHER_GROUP: gettext_lazy("Other"),
    OTHER: gettext_lazy("Said in other words"),
    UNSAID: gettext_lazy("Did not say"),
}
"""What fits beside a bar: the census's groups by their first words, and the two that are no group."""
_FITS = 36


class BaselineForm(forms.Form):
    """Figures of who lives around."""

    source = Line(
        label=gettext_lazy("Where do the figures come from?"),
        help_text=gettext_lazy("For example: Census 2021, ethnic group, and the area it speaks of."),
    )
    counted_on = Day(label=gettext_lazy("Which day do they speak of?"))
    groups = Narrative(
        label=gettext_lazy("Of every 100 people who live around, how many belong to each group?"),
        help_text=gettext_lazy(
            "A line for each: its name, a colon, the figure. Take the groups of the census or your own. Other words "
            "your records use may follow in brackets, with semicolons between: “White (Cornish; Irish): 81.7”."
        ),
        rows=8,
        max_length=3000,
    )


class JudgementForm(forms.Form):
    """How somebody judges it."""

    judged_on = Day(label=gettext_lazy("On which day was it judged?"))
    words = Narrative(
        label=gettext_lazy("How do you judge it?"),
        help_text=gettext_lazy("Say what the figures show and what they cannot. Name nobody."),
        rows=4,
        max_length=3000,
    )
    doing = Narrative(
        label=gettext_lazy("What will be done?"),
        help_text=gettext_lazy("Who does what, by when. If it is nothing, say why."),
        rows=4,
        max_length=3000,
    )


@require_GET
def workforce(request: HttpRequest) -> HttpResponse:
    """Shares of who works here beside who lives around, and each judgement."""
    seen, page = _seen(request)
    found, row = beside(seen.moment), baseline(seen.moment)
    judged = judgements(seen.moment)
    people = {one.id: UUID(one.by.partition(":")[2]) for one in judged}  # only people judge
    names = details(people.values(), seen.moment)
    page |= {
        "found": found,
        "baseline": row,
        "figure": _drawn(found.shares) if found and found.whole else None,
        "fewest": FEWEST,
        "kept": Apart.STAFF_ETHNICITY in taken(seen.moment),
        "who_switches": ASK,
        "may_enter": bool(ruling_on_baseline(seen.who)),
        "may_judge": bool(ruling_on_judging(seen.who, seen.moment)),
        "judged": [(one, words_of(one, "words"), words_of(one, "doing")) for one in judged],
        "by": {id_: names[person].full_name for id_, person in people.items() if person in names},
        "due": _due(judged, seen.moment),
    }
    return render(request, "desk/workforce.html", page)


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Write down figures of who lives around."""
    seen, page = _seen(request)
    if not ruling_on_baseline(seen.who):
        raise NothingHere
    row = baseline(seen.moment)
    stands = {
        "source": row.source if row else "",
        "counted_on": row.counted_on if row else None,
        "groups": written(groups_of(row)) if row else "\n".join(f"{name}: " for name in CENSUS),
    }
    form = BaselineForm(request.POST or None, initial=stands)

    def write() -> None:
        record_baseline(**form.cleaned_data, actor=seen.actor, now=seen.moment.as_at)

    if form.is_bound and form.is_valid() and done(request, form, write):
        return redirect("workforce")
    lead = _(
        "They are compared with who works here, as shares alone. What stood before stays in the history."
    )
    return _asked(request, page, form, _("Figures of who lives around"), lead)


@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest) -> HttpResponse:
    """Write down how somebody judges it, and what will be done."""
    seen, page = _seen(request)
    if not ruling_on_judging(seen.who, seen.moment):
        raise NothingHere
    form = JudgementForm(request.POST or None, initial={"judged_on": london_day(seen.moment.as_at)})

    def write() -> None:
        record_judgement(**form.cleaned_data, actor=seen.actor, now=seen.moment.as_at)

    if form.is_bound and form.is_valid() and done(request, form, write):
        return redirect("workforce")
    lead = _("It stands beside the figures, with your name. Whoever may see them reads it.")
    return _asked(request, page, form, _("How you judge who works here"), lead)


def _seen(request: HttpRequest) -> tuple[Visit, dict[str, Any]]:
    seen, page = shared(request, "workforce")
    if not ruling_on_seeing(seen.who, seen.moment):
        raise NothingHere
    return seen, page


def _asked(
    request: HttpRequest, page: dict[str, Any], form: forms.Form, title: str, lead: str
) -> HttpResponse:
    page |= {"form": form, "title": title, "lead": lead}
    return render(request, "desk/workforce_step.html", page, status=422 if form.errors else 200)


def _drawn(shares: tuple[Share, ...]) -> Figure:
    """Each group here, and under it the same around. What nobody may be told is a gap."""
    points: list[tuple[Any, float | None]] = []
    for one in shares:
        name = _short(one.name)
        points.append((_("%(group)s: here") % {"group": name}, one.here))
        if one.around is not None:
            points.append((_("%(group)s: around") % {"group": name}, one.around / 10))
    return Figure(_("Who works here, and who lives around"), _("Group"), _("Of every 100 people"), points)


def _short(name: str) -> str:
    if name in NAMES:
        return str(NAMES[name])
    return name if len(name) <= _FITS else f"{name[: _FITS - 1]}…"


def _due(judged: list[Judgement], moment: Moment) -> date | None:
    """By which day it is judged again, where a policy says it: the soonest."""
    if not judged:
        return None
    controls = [one for one in in_force("workforce", moment) if one.block.judged_by]
    ends = [end for one in controls if (end := due_again(one, judged[0], moment))]
    return london_day(min(ends)) if ends else None
