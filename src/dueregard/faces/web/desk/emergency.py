"""Emergency access: opening a concern when nobody whose it is can be reached; who did; and looking at it afterwards."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from ....authority.access.emergencies import is_accountable, ruling_on_emergency, use
from ....authority.access.vocabulary import READS_CASES, Verdict
from ....authority.identity.guessing import TooManyTries
from ....authority.identity.passkeys import CopySuspected, passkeys
from ....authority.identity.queries import details
from ....authority.identity.second_steps import has_second_step
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....work.casework.operations.emergencies import end_emergency, look_at_emergency, open_in_emergency
from ....work.casework.queries.emergencies import known_to, may_know, shown
from ....work.casework.queries.ladder_end import end_of_ladders
from ..forms.fields import Line, Narrative, OneOf
from ..scope import PROVEN, Visit, account_of
from ..writing import once
from .entering import site_here
from .pages import shared
from .showing import ProvingForm, proof_of

_SHOWN_FOR = timedelta(days=90)
"""How long a use somebody has looked at stays on the page."""
FOUND = {
    Verdict.JUSTIFIED: _("It was right to open it"),
    Verdict.NOT_JUSTIFIED: _("It should not have been opened"),
}


class OpenForm(ProvingForm):
    """Which concern, why it cannot wait, and a second step taken now."""

    reference = Line(
        label=_("Reference of the concern"),
        help_text=_(
            "Eight letters and numbers, like K7QF-3MWD. Whoever reported it has it on their receipt."
        ),
        max_length=20,
    )
    reason = Narrative(
        label=_("What has happened, and why can it not wait?"),
        help_text=_("Whoever looks at this afterwards reads it."),
        rows=3,
        max_length=2000,
    )


class LookForm(forms.Form):
    """How it was, and in what one sees that."""

    verdict = OneOf(label=_("How do you find it?"), choices=list(FOUND.items()))
    words = Narrative(label=_("Why, and what follows from it?"), rows=4, max_length=4000)


@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest) -> HttpResponse:
    """Open a concern in an emergency; see who did, and what waits to be looked at."""
    seen, page = shared(request, "emergency")
    if not _may_come(seen):
        raise NothingHere
    mine = account_of(request)
    form = OpenForm(request.POST or None, asks_code=has_second_step(mine))
    if form.is_valid():
        said = form.cleaned_data
        try:
            row = open_in_emergency(
                reference=said["reference"],
                reason=said["reason"],
                proof=proof_of(request, mine, said.get("code", "")),
                actor=seen.actor,
                now=seen.moment.as_at,
            )
        except TooManyTries as refusal:
            form.add_error(None, forms.ValidationError(refusal.sentence, refusal.code))
        except BadInput as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        except (OutOfTurn, CopySuspected) as refusal:
            form.add_error(None, refusal.sentence)
        else:
            request.session[PROVEN] = True
            return redirect("door", concern_id=row.thing_id)
    usable = site_here(request) is not None and bool(passkeys(mine))
    page |= _list(seen) | {
        "passkeys": usable,
        "form": form,
        "ruling": ruling_on_emergency(seen.who.person_id, seen.moment),
    }
    return render(request, "desk/emergency.html", page, status=form.status)


def _may_come(seen: Visit) -> bool:
    """Whoever opens concerns, or is accountable; whoever only looks after the machine has nothing to do here."""
    return bool(seen.who.capabilities & READS_CASES) or is_accountable(seen.who.person_id, seen.moment)


def _list(seen: Visit) -> dict[str, Any]:
    rows = known_to(seen.who, seen.moment, since=seen.moment.as_at - _SHOWN_FOR)
    uses = shown(rows, seen.who, seen.moment)
    people = {one.row.person_id for one in uses} | {said.writer_id for one in uses for said in one.written}
    known = details(people, seen.moment)
    return {
        "uses": uses,
        "found": FOUND,
        "names": {person: row.full_name for person, row in known.items()},
        "resort": end_of_ladders(seen.moment),
    }


@require_POST
def end(request: HttpRequest, use_id: UUID) -> HttpResponse:
    """End an emergency access before its time."""
    seen, _page = shared(request)
    with once(request):
        end_emergency(use_id=use_id, actor=seen.actor, now=seen.moment.as_at)
    return redirect("emergency")


@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, use_id: UUID) -> HttpResponse:
    """Say how an emergency access was, afterwards."""
    seen, page = shared(request, "emergency")
    row = use(use_id, seen.moment)
    if row is None or not may_know(row, seen.who, seen.moment):
        raise NothingHere
    one = shown((row,), seen.who, seen.moment)[0]
    one.looking.enforce(who_can_help="Somebody else whose post opens that concern can.")
    form = LookForm(request.POST or None)
    if form.is_valid():
        try:
            with once(request):
                look_at_emergency(
                    use_id=use_id,
                    verdict=Verdict(form.cleaned_data["verdict"]),
                    words=form.cleaned_data["words"],
                    actor=seen.actor,
                    now=seen.moment.as_at,
                )
            return redirect("emergency")
        except OutOfTurn as refusal:
            form.add_error(None, refusal.sentence)
    known = details({row.person_id}, seen.moment)
    page |= {
        "form": form,
        "one": one,
        "names": {person: found.full_name for person, found in known.items()},
        "resort": end_of_ladders(seen.moment),
    }
    return render(request, "desk/emergency_look.html", page, status=422 if form.errors else 200)
