"""Sex, ethnicity, disability and National Insurance numbers: of whom files may bring them, for what, until when, and of
how many people they are kept. What they are no page here shows."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from ....authority.identity.queries import details
from ....authority.people.imports.apart import kept_of, opted_in
from ....authority.people.imports.opting import ASK, Grounds, opt_in, opt_out, ruling_on_opting
from ....authority.people.vocabulary import OF_STAFF, USES, Apart, Use
from ....ground.kernel.refusals import BadInput, NothingHere, Refusal
from ....work.training.rules.workforce import FEWEST
from ..forms.fields import Line, Narrative, OneOf
from ..forms.times import Day
from ..scope import Visit
from ..writing import once
from .pages import shared
from .people import may_appoint

_AN_INSTANT = timedelta(microseconds=1)
KEPT = {
    Apart.ETHNICITY: _("Ethnicity of learners"),
    Apart.DISABILITY: _("Disability of learners"),
    Apart.NATIONAL_INSURANCE: _("National Insurance number of learners"),
    Apart.STAFF_SEX: _("Sex of staff"),
    Apart.STAFF_ETHNICITY: _("Ethnicity of staff"),
    Apart.STAFF_DISABILITY: _("Disability of staff"),
}
_USES = {
    Use.EQUALITY: _("Equality monitoring"),
    Use.ADJUSTMENTS: _("Reasonable adjustments"),
    Use.FUNDING: _("Evidence for the funder"),
}
_LAW = {
    Use.EQUALITY: _(
        "To see whether people are treated equally: figures alone, and no decision about one person. UK GDPR Article "
        "9(2)(g); Data Protection Act 2018, Schedule 1, paragraph 8. Of sex, which is no special category: Article "
        "6(1)(f)."
    ),
    Use.ADJUSTMENTS: _(
        "To give disabled people what they have a right to. Equality Act 2010, section 20; UK GDPR Article 9(2)(g); "
        "Data Protection Act 2018, Schedule 1, paragraph 6."
    ),
    Use.FUNDING: _("To show the funder whom publicly funded training was for. UK GDPR Article 6(1)(e)."),
}


class GroundsForm(forms.Form):
    """Why one of them is needed, and until when."""

    use = OneOf(label=_("What is it for?"))
    assessment = Line(
        label=_("Which data protection impact assessment speaks of it?"),
        help_text=_("Its title or number, and its date."),
        max_length=120,
    )
    reason = Narrative(
        label=_("Why is it needed here?"),
        help_text=_("A sentence or two. Name nobody."),
        max_length=500,
        rows=3,
    )
    last_day = Day(
        label=_("Until and including which day?"),
        help_text=_("A year from today at most. After that day everything kept is destroyed."),
    )

    def __init__(self, kept: Apart, *args: Any) -> None:
        super().__init__(*args)
        uses = self.fields["use"]
        if not isinstance(uses, OneOf):
            raise TypeError("use is declared as one of a few")
        uses.choices = [(use.value, _USES[use]) for use in USES[kept]]
        uses.hints = {use.value: _LAW[use] for use in USES[kept]}


@require_GET
def kept_apart(request: HttpRequest) -> HttpResponse:
    """Which of them are read, by whose word, and of how many people each is kept."""
    seen, page = shared(request, "people")
    _may_look(seen)
    read, counted = opted_in(seen.moment), kept_of(seen.moment)
    people = {row.id: UUID(row.by.partition(":")[2]) for row in read.values()}  # only people opt in
    names = details(people.values(), seen.moment)
    page |= {
        "rows": [(kept, words, read.get(kept)) for kept, words in KEPT.items()],
        "counted": {kept: _people(kept, many) for kept, many in counted.items()},
        "last_days": {kept: row.until - _AN_INSTANT for kept, row in read.items()},
        "uses": _USES,
        "by": {id_: names[person].full_name for id_, person in people.items() if person in names},
        "may_switch": bool(ruling_on_opting(seen.who, seen.moment)),
    }
    return render(request, "desk/kept_apart.html", page)


@require_http_methods(["GET", "POST"])
def switch(request: HttpRequest, kept: str) -> HttpResponse:
    """Switch one of them on, for a purpose; or off, which destroys what is kept."""
    seen, page = shared(request, "people")
    _may_look(seen)
    if kept not in set(Apart):
        raise NothingHere
    ruling_on_opting(seen.who, seen.moment).enforce(who_can_help=ASK)
    what = Apart(kept)
    form = GroundsForm(what, request.POST if request.POST.get("do") == "on" else None)
    problem = ""
    try:
        if _did(request, what, form, seen):
            return redirect("kept-apart")
    except BadInput as refusal:
        form.add_error(refusal.field or None, refusal.sentence)
    except Refusal as refusal:
        problem = refusal.sentence
    page |= {
        "form": form,
        "problem": problem,
        "title": KEPT[what],
        "of_staff": what in OF_STAFF,
        "is_read": what in opted_in(seen.moment),
        "counted": _people(what, kept_of(seen.moment)[what]),
    }
    return render(request, "desk/kept_apart_switch.html", page, status=422 if form.errors or problem else 200)


def _people(kept: Apart, many: int) -> str:
    """Of how many people it is kept. Of staff only to the ten: how many of a few colleagues did not say is theirs."""
    if kept not in OF_STAFF or not many:
        return ngettext("%(num)d person", "%(num)d people", many) % {"num": many}
    if many < FEWEST:
        return gettext("fewer than %(num)d people") % {"num": FEWEST}
    return gettext("%(num)d people or more") % {"num": many // FEWEST * FEWEST}


def _did(request: HttpRequest, kept: Apart, form: GroundsForm, seen: Visit) -> bool:
    """Whether what was sent was asked for and is done."""
    if request.method == "POST" and request.POST.get("do") == "off":
        with once(request):
            opt_out(kept=kept, actor=seen.actor, now=seen.moment.as_at)
        return True
    if form.is_bound and form.is_valid():
        grounds = Grounds(**form.cleaned_data | {"use": Use(form.cleaned_data["use"])})
        with once(request):
            opt_in(kept=kept, grounds=grounds, actor=seen.actor, now=seen.moment.as_at)
        return True
    return False


def _may_look(seen: Visit) -> None:
    """Whoever brings people in may see what is read; and so may whoever decides it."""
    if not ruling_on_opting(seen.who, seen.moment):
        may_appoint(seen)
