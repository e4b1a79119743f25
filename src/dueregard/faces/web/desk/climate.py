"""Whether people feel safe: the squares to print, what was answered term by term, and what is done about it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from ....authority.access.powers import post_titles
from ....authority.access.vocabulary import OPENS_PAGES, Capability
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import NothingHere, NotPermitted
from ....work.climate.operations.following_up import decide_follow_up, finish_follow_up
from ....work.climate.queries import (
    Placed,
    answers,
    asked,
    controls,
    follow_up,
    follow_ups,
    sees_to,
    terms,
    words_of,
)
from ....work.climate.rules import Answers
from ....work.climate.vocabulary import About, Audience, Felt
from ..climate_words import ASKED, AUDIENCES, FELT, address_for, called
from ..drawings import Figure
from ..forms.fields import Narrative, Pick
from ..forms.times import Day
from ..scope import Visit
from ..writing import filled
from .pages import shared

_NO_PERSON = gettext_lazy("About what is done for everybody; never about a person.")
_WHO_CAN_HELP = "Whoever the policy names for it can, or whoever adopts policies here."


class FollowUpForm(forms.Form):
    """Which post does what by which day."""

    words = Narrative(
        label=gettext_lazy("What is to be done?"), help_text=_NO_PERSON, rows=3, max_length=5000
    )
    post = Pick(label=gettext_lazy("Which post does it?"))
    due_on = Day(label=gettext_lazy("By which day?"))

    def __init__(self, *args: Any, posts: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["post"].choices = posts  # type: ignore[attr-defined]


class DoneForm(forms.Form):
    """What was done, and when."""

    words = Narrative(label=gettext_lazy("What was done?"), help_text=_NO_PERSON, rows=3, max_length=5000)
    done_on = Day(label=gettext_lazy("On which day?"))


@require_GET
def climate(request: HttpRequest) -> HttpResponse:
    """What each audience said, the latest term first; squares and addresses; what is to be done."""
    seen, page = shared(request, "figures")
    if not seen.who.capabilities & OPENS_PAGES:
        raise NothingHere
    audiences = asked(seen.moment)
    found = answers(audiences, seen.moment)
    placed = controls(seen.moment)
    decided = follow_ups([one.address for one in placed], seen.moment)
    titles = post_titles(seen.moment)
    page |= {
        "audiences": [(AUDIENCES[one], address_for(seen.provider, one)) for one in audiences],
        "parts": [_part(audience, found) for audience in audiences],
        "questions": ASKED,
        "felt": FELT,
        "writes": any(_may_write(one, seen) for one in placed),
        "decided": [
            {
                "row": row,
                "about": f"{AUDIENCES[Audience(row.audience)]}, {_called(row.term, seen)}",
                "post": titles.get(row.post, row.post),
                "words": words_of(row),
                "finishes": _may_write(one, seen) or row.post in seen.who.roles,
            }
            for one in placed
            for row in decided[one.address]
        ],
        "today": london_day(seen.moment.as_at),
    }
    return render(request, "desk/climate.html", page)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, audience: str, begins: str) -> HttpResponse:
    """Decide what is done because of what an audience said in a term."""
    seen, page = shared(request, "figures")
    theirs = [one for one in controls(seen.moment) if audience in one.block.asks]
    if not theirs or begins not in {one.begins.isoformat() for one in terms(seen.moment)}:
        raise NothingHere
    placed = next((one for one in theirs if _may_write(one, seen)), None)
    if placed is None:
        raise NotPermitted("Your post does not decide what is done about it.", who_can_help=_WHO_CAN_HELP)
    posts = sorted(post_titles(seen.moment).items(), key=lambda pair: pair[1])
    form = FollowUpForm(request.POST or None, posts=posts)

    def write() -> None:
        decide_follow_up(
            address=placed.address,
            audience=Audience(audience),
            term=date.fromisoformat(begins),
            actor=seen.actor,
            now=seen.moment.as_at,
            **form.cleaned_data,
        )

    return _step(request, page, form, write, _("Decide what is done about it"))


@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, followup_id: UUID) -> HttpResponse:
    """Write down that it was done."""
    seen, page = shared(request, "figures")
    found = follow_up(followup_id, seen.moment)
    if found is None:
        raise NothingHere
    placed, row = found
    if not (_may_write(placed, seen) or row.post in seen.who.roles):
        raise NotPermitted("This is for another post to do.", who_can_help=_WHO_CAN_HELP)
    page["lead"] = words_of(row).get("what", "")
    form = DoneForm(request.POST or None, initial={"done_on": london_day(seen.moment.as_at)})

    def write() -> None:
        finish_follow_up(
            followup_id=followup_id, actor=seen.actor, now=seen.moment.as_at, **form.cleaned_data
        )

    return _step(request, page, form, write, _("Write down that it was done"))


def _step(
    request: HttpRequest, page: dict[str, Any], form: forms.Form, write: Any, title: str
) -> HttpResponse:
    if filled(request, form, write):
        return redirect("climate")
    page |= {"form": form, "title": title}
    return render(request, "desk/climate_step.html", page, status=422 if form.errors else 200)


def _may_write(one: Placed, seen: Visit) -> bool:
    return sees_to(seen.who, one) or Capability.ADOPT_POLICY in seen.who.capabilities


def _called(begins: date, seen: Visit) -> str:
    """A term of which something was decided; one long ago by its first month."""
    return next((called(one) for one in terms(seen.moment) if one.begins == begins), f"{begins:%b %Y}")


def _part(audience: Audience, found: Sequence[Answers]) -> dict[str, Any]:
    """One audience, the oldest term first; without figures where nothing of it may be shown."""
    theirs = [one for one in reversed(found) if one.audience is audience]
    shown = [one for one in theirs if one.people]
    return {
        "audience": audience,
        "name": AUDIENCES[audience],
        "figures": [_drawn(of, theirs) for of in About] if shown else [],
        "rows": _rows(theirs),
        "decides": [(called(one.term), one.term.begins) for one in reversed(shown)],
    }


def _drawn(of: About, found: Sequence[Answers]) -> Figure:
    """One question: of every 100 who answered in each term how many said yes; a gap where too few answered."""
    points = [(called(one.term), one.share(of, Felt.YES) if one.people else None) for one in found]
    return Figure(
        _("Yes: %(question)s") % {"question": ASKED[of]}, _("Term"), _("Of every 100 people"), points
    )


def _rows(found: Sequence[Answers]) -> list[tuple[str, list[int | None], int]]:
    """Of each term every answer to either question, and how many people's they are."""
    return [
        (
            called(one.term),
            [one.share(of, felt) if one.people else None for of in About for felt in Felt],
            one.people,
        )
        for one in found
    ]
