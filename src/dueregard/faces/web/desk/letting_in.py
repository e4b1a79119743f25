"""Somebody cannot sign in: noting it, vouching for them, and what was read by those who were let in again."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ....authority.access.leaving import ended_since, ruling_on_ending
from ....authority.access.models import Readmission
from ....authority.access.queries import rows_of
from ....authority.access.readmitting import readmissions
from ....authority.access.reviewing import opening_posts
from ....authority.access.rules import APPOINTS, MAY_AGREE
from ....authority.access.vocabulary import Circle, Knew
from ....authority.access.vouching import (
    locked_out,
    note_lockout,
    ruling_on_vouching,
    take_back_lockout,
    vouch,
    vouchings_of,
)
from ....authority.identity.guessing import TooManyTries
from ....authority.identity.invitations import can_sign_in
from ....authority.identity.passkeys import CopySuspected, passkeys
from ....authority.identity.queries import details
from ....authority.identity.second_steps import has_second_step
from ....ground.kernel.actors import ActorKind
from ....ground.kernel.refusals import BadInput, NothingHere
from ....work.casework.queries.readings import readings, times_opened
from ..forms.fields import Narrative, OneOf
from ..scope import Visit, account_of
from ..writing import once
from .entering import site_here
from .inviting import show_paper
from .pages import shared
from .people import may_appoint
from .showing import ProvingForm, proof_of

_SHOWN_FOR = timedelta(days=7)
"""How long after their day somebody stays on the page."""
KNEW = {
    Knew.FACE: _("I have them in front of me"),
    Knew.NUMBER: _("I rang them on a number I knew before today"),
    Knew.VIDEO: _("I see them on a video call"),
}


class VouchForm(ProvingForm):
    """How somebody is sure, why, and a second step of their own, taken now."""

    knew = OneOf(
        label=_("How do you know that it is them?"),
        choices=list(KNEW.items()),
        hints={
            Knew.NUMBER: _(
                "Not on a number from a message you got today, and not because they rang you: voices can be copied."
            )
        },
    )
    reason = Narrative(
        label=_("What happened, and why are you sure?"),
        help_text=_("Everybody who handles concerns here can read this."),
        rows=3,
        max_length=2000,
    )


@require_http_methods(["GET", "POST"])
def let_in(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Vouch for somebody, and show the code for them once."""
    seen, page = shared(request, "who-opens")
    ruling = ruling_on_vouching(person_id, seen.who.person_id, seen.moment)
    if not _may_know(seen, person_id):
        raise NothingHere
    ruling.enforce(who_can_help="Ask somebody else who handles concerns here.")
    mine = account_of(request)
    form = VouchForm(request.POST or None, asks_code=has_second_step(mine))
    if form.is_valid():
        said = form.cleaned_data
        try:
            paper = vouch(
                person_id=person_id,
                knew=Knew(said["knew"]),
                reason=said["reason"],
                proof=proof_of(request, mine, said.get("code", "")),
                actor=seen.actor,
                now=seen.moment.as_at,
            )
        except CopySuspected as refusal:
            form.add_error(None, refusal.sentence)
        except TooManyTries as refusal:
            form.add_error(None, forms.ValidationError(refusal.sentence, refusal.code))
        except BadInput as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            return show_paper(request, seen, page, person_id, paper, back=reverse("let-in"), anew=True)
    usable = site_here(request) is not None and bool(passkeys(mine))
    page |= {"form": form, "passkeys": usable, "person": details([person_id], seen.moment)[person_id]}
    return render(request, "desk/vouch.html", page, status=form.status)


@require_POST
def note(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Note that somebody cannot sign in, or take that back."""
    seen, _page = shared(request)
    may_appoint(seen)
    do = take_back_lockout if request.POST.get("do") == "take-back" else note_lockout
    with once(request):
        do(person_id=person_id, actor=seen.actor, now=seen.moment.as_at)
    return redirect("person", person_id=person_id)


@require_GET
def let_in_again(request: HttpRequest) -> HttpResponse:
    """Who waits for somebody who vouches; who was let in again, who vouched and why, and what they have read since."""
    seen, page = shared(request, "let-in")
    if not (seen.who.capabilities & MAY_AGREE or page["vouches"]):
        raise NothingHere
    waiting = locked_out(seen.moment)
    rows = readmissions(seen.moment, ended_since=seen.moment.as_at - _SHOWN_FOR)
    people = {person for row in rows for person in (row.person_id, row.voucher_id)}
    people |= {person for row in waiting for person in (row.person_id, row.beginner_id)}
    ended = [
        (row, UUID(row.by.partition(":")[2]) if row.by.startswith(ActorKind.PERSON) else None)
        for row in ended_since(seen.moment.as_at - _SHOWN_FOR, seen.moment)
    ]
    people |= {person for row, by in ended for person in (row.person_id, by) if person}
    known = details(people, seen.moment)
    shown = {
        "waiting": [
            (row, ruling_on_vouching(row.person_id, seen.who.person_id, seen.moment)) for row in waiting
        ],
        "days": [_day(seen, row) for row in rows],
        "ended": ended,
        "knew": KNEW,
        "names": {person: row.full_name for person, row in known.items()},
    }
    return render(request, "desk/let_in.html", page | shown)


def _day(seen: Visit, row: Readmission) -> dict[str, Any]:
    """One person who was let in again: why, and what of what this reader may open they have opened since."""
    own = rows_of(row.person_id, seen.moment)
    why = (one for one in vouchings_of(row.person_id, seen.moment) if one[0].recorded_at == row.since)
    read = {
        circle: readings(own, seen.who, seen.moment, since=row.since, until=row.until, circle=circle)
        for circle in Circle
    }
    return {
        "row": row,
        "why": next(why, None),
        "ending": row.until > seen.moment.as_at
        and can_sign_in(row.person_id, seen.moment)
        and ruling_on_ending(row.person_id, seen.who.person_id, seen.moment),
        "times": times_opened(own, since=row.since, until=row.until),
        "open": read[Circle.OPEN],
        "sealed": read[Circle.SEALED],
    }


def _may_know(seen: Visit, person_id: UUID) -> bool:
    """Whether this reader may learn the name of that person: whoever keeps the directory; of others those whose posts
    are on the list of who opens concerns, and those of whom somebody said that they cannot sign in."""
    if person_id not in details([person_id], seen.moment):
        return False
    if seen.who.capabilities & APPOINTS:
        return True
    held = {row.person_id for post in opening_posts(seen.moment) for row in post.held}
    return person_id in held | {row.person_id for row in locked_out(seen.moment)}
