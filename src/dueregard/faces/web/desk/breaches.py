"""The breach log: noting one, what is written about it, and how long is left to tell the regulator."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from ....assurance.rights.breach_log import Said, note_breach, write_about_breach
from ....assurance.rights.models import Breach
from ....assurance.rights.queries.breaches import breach, breaches, notes_breaches, sees, written
from ....assurance.rights.rules.breaches import due
from ....assurance.rights.vocabulary import DECIDES, BreachPart, Telling
from ....authority.identity.queries import details
from ....ground.kernel.refusals import BadInput, NothingHere
from ..forms.fields import Narrative, OneOf, Tick
from ..forms.times import LondonMoment
from ..scope import Visit
from ..writing import once
from .pages import shared

PARTS = {
    BreachPart.HAPPENED: _("What happened, and how you came to know"),
    BreachPart.PEOPLE: _("Whose data, of what kinds, and of about how many people"),
    BreachPart.CONSEQUENCES: _("What is likely to come of it for them"),
    BreachPart.MEASURES: _("What was done, and what will be"),
    BreachPart.REGULATOR: _("Telling the Information Commissioner"),
    BreachPart.AFFECTED: _("Telling the people it is about"),
}
HINTS = {
    BreachPart.PEOPLE: _("For example: names and health of about 12 learners under 18. Write no names here."),
    BreachPart.CONSEQUENCES: _("Could somebody be hurt, found, shamed, or cheated of money?"),
    BreachPart.REGULATOR: _(
        "They are told within 72 hours unless a risk to people is unlikely. Later, say why it is late."
    ),
    BreachPart.AFFECTED: _(
        "They are told without delay where the risk to them is high. Will it put anybody in danger?"
    ),
}
TELLINGS = {
    Telling.TELL: _("We will tell them"),
    Telling.TOLD: _("We have told them"),
    Telling.NOT: _("We do not tell them"),
}


class NoteForm(forms.Form):
    """What is known in the first minutes."""

    aware = LondonMoment(
        label=_("When did anybody here first know?"),
        help_text=_("The 72 hours run from then, weekends too; not from when it happened."),
    )
    what = Narrative(
        label=_("What happened, as far as you know?"), help_text=_("Write no names."), rows=5, max_length=8000
    )
    restricted = Tick(
        label=_("It touches a restricted concern: only for whoever is accountable, and for me"),
        required=False,
    )


class PartForm(forms.Form):
    """One part; those that hold a decision ask for it."""

    telling = OneOf(label=_("What did you decide?"), choices=list(TELLINGS.items()))
    told = LondonMoment(label=_("When were they told?"), required=False)
    words = Narrative(label=_("In words, with reasons"), rows=6, max_length=8000)

    def __init__(self, *args: Any, part: BreachPart, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].help_text = HINTS.get(part, "")
        if part not in DECIDES:
            del self.fields["telling"], self.fields["told"]


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """Every breach this reader may see, with the time that is left."""
    seen, page = shared(request, "breaches")
    rows = breaches(seen.who, seen.moment)
    if not (rows or notes_breaches(seen.who, seen.moment)):
        raise NothingHere
    known = details({row.writer_id for row in rows}, seen.moment)
    page |= {"rows": [(row, due(row.aware_at)) for row in rows], "names": _names(known)}
    return render(request, "desk/breaches.html", page)


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    """Note a breach: the clock starts, and whoever may see it is told."""
    seen, page = shared(request, "breaches")
    if not notes_breaches(seen.who, seen.moment):
        raise NothingHere
    form = NoteForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            with once(request):
                row = note_breach(
                    aware_at=said["aware"][0],
                    restricted=said["restricted"],
                    what=said["what"],
                    actor=seen.actor,
                    now=seen.moment.as_at,
                )
                return redirect("breach", log_id=row.log)
            return redirect("breaches")
        except BadInput as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    page |= {"form": form, "title": _("Note a breach"), "lead": _("Stop it first, if you can. Then write.")}
    return render(request, "desk/breach_step.html", page, status=422 if form.errors else 200)


@require_GET
def one(request: HttpRequest, log_id: UUID) -> HttpResponse:
    """One breach: what is written, what is not yet, and the time left."""
    seen, page, row = _one(request, log_id)
    said = written(log_id, seen.moment)
    everything = [w for part in said.values() for w in (part, *part.before)]
    known = details({w.row.writer_id for w in everything} | {row.writer_id}, seen.moment)
    page |= {
        "row": row,
        "due": due(row.aware_at),
        "parts": [(part, title, said.get(part)) for part, title in PARTS.items()],
        "tellings": TELLINGS,
        "names": _names(known),
    }
    return render(request, "desk/breach.html", page)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, log_id: UUID, part: str) -> HttpResponse:
    """Write one part, or write it anew."""
    seen, page, _row = _one(request, log_id)
    if part not in list(BreachPart):
        raise NothingHere
    which = BreachPart(part)
    form = PartForm(request.POST or None, part=which)
    if form.is_valid():
        given = form.cleaned_data
        telling, told = given.get("telling"), given.get("told")
        try:
            with once(request):
                said = Said(
                    which, given["words"], Telling(telling) if telling else None, told[0] if told else None
                )
                write_about_breach(log=log_id, said=said, actor=seen.actor, now=seen.moment.as_at)
            return redirect("breach", log_id=log_id)
        except BadInput as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    page |= {"form": form, "title": PARTS[which], "lead": "", "log_id": log_id}
    return render(request, "desk/breach_step.html", page, status=422 if form.errors else 200)


def _one(request: HttpRequest, log_id: UUID) -> tuple[Visit, dict[str, Any], Breach]:
    seen, page = shared(request, "breaches")
    row = breach(log_id, seen.moment)
    if row is None or not sees(row, seen.who, seen.moment):
        raise NothingHere
    return seen, page, row


def _names(known: Any) -> dict[UUID, str]:
    return {person: row.full_name for person, row in known.items()}
