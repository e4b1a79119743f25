"""Cover four weeks ahead: the days on which a post has nobody, and the two things that put it right."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....authority.access.appointing import appoint
from ....authority.access.models import Absence
from ....authority.access.operations import end_absence, record_absence
from ....authority.access.powers import post_titles
from ....authority.access.queries import holders
from ....authority.access.vocabulary import OPENS_PAGES, Capability, Manner
from ....authority.identity.queries import details
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....work.casework.queries.cover import cover_ahead
from ..forms.fields import Pick
from ..forms.times import LondonMoment
from ..scope import Visit
from ..writing import once
from .pages import shared

APPOINTS = frozenset({Capability.APPOINT, Capability.ADMINISTER})
LOOKS = OPENS_PAGES | APPOINTS
"""Who sees the page: whoever holds a post that handles or oversees, and whoever gives posts. Letting somebody act in a
post opens records to them: that takes the power to appoint, and nobody does it for themselves."""

People = list[tuple[str, str]]


class AwayForm(forms.Form):
    """Somebody will be away; never why."""

    prefix = "away"
    person = Pick(label=_("Who will be away?"))
    since = LondonMoment(label=_("From"))
    until = LondonMoment(label=_("Until"), help_text=_("Leave empty if nobody knows yet."), required=False)

    def __init__(self, *args: Any, people: People, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class CoverForm(forms.Form):
    """Somebody acts in a post for a time."""

    prefix = "cover"
    role = Pick(label=_("Which post?"))
    person = Pick(
        label=_("Who acts in it?"),
        help_text=_("Somebody who holds no post yet is given one under People and posts."),
    )
    since = LondonMoment(label=_("From"))
    until = LondonMoment(label=_("Until"))

    def __init__(self, *args: Any, people: People, roles: People, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = people  # type: ignore[attr-defined]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def cover(request: HttpRequest) -> HttpResponse:
    """Which post has nobody on which days; record an absence, or let somebody act in a post."""
    seen, page = shared(request, "cover")
    if not seen.who.capabilities & LOOKS:
        raise NothingHere
    appoints = bool(seen.who.capabilities & APPOINTS)
    posts = cover_ahead(seen.moment)
    people, which = _people(seen), request.POST.get("form")
    acts = Capability.APPOINT in seen.who.capabilities
    themselves = [pair for pair in people if appoints or pair[0] == str(seen.who.person_id)]
    away = AwayForm(request.POST if which == "away" else None, people=themselves)
    roles = [(post.role, post.title) for post in posts]
    others = [pair for pair in people if pair[0] != str(seen.who.person_id)]
    acting = CoverForm(request.POST if which == "cover" else None, people=others, roles=roles)
    absences = _absences(seen, {UUID(person) for person, _name in themselves})
    if which == "back":
        with once(request):
            _back(seen, request.POST.get("absence", ""), absences)
        return redirect("cover")
    done = away.is_valid() or acting.is_valid()  # what was done the first time it was sent
    with once(request):
        done = _done(seen, away, acting, acts=acts)
    if done:
        return redirect("cover")
    shown = {
        "posts": posts,
        "gaps": [post for post in posts if post.runs],
        "away": away if themselves else None,
        "acting": acting if acts else None,
        "appoints": acts,
        "absences": absences,
        "names": dict(people),
    }
    status = 422 if away.errors or acting.errors else 200
    return render(request, "desk/cover.html", page | shown, status=status)


def _people(seen: Visit) -> People:
    """Everybody who holds a post of a policy in force, by name."""
    known = details({row.person_id for row in holders(post_titles(seen.moment), seen.moment)}, seen.moment)
    return sorted(((str(person), row.full_name) for person, row in known.items()), key=lambda pair: pair[1])


def _absences(seen: Visit, people: set[UUID]) -> list[Absence]:
    """The absences of these people that are not over, the first to begin at the top."""
    rows = Absence.objects.known(seen.moment.known_at).filter(person_id__in=people)
    return list(rows.exclude(until__lte=seen.moment.as_at).order_by("since", "id"))


def _back(seen: Visit, absence: str, absences: list[Absence]) -> None:
    """End one of the absences on the page."""
    found = next((row.id for row in absences if str(row.id) == absence), None)
    if found is None:
        raise OutOfTurn("This absence is over already. Look at the page again.")
    end_absence(absence_id=found, actor=seen.actor, now=seen.moment.as_at)


def _done(seen: Visit, away: AwayForm, acting: CoverForm, *, acts: bool) -> bool:
    """Do what a valid form says; a refusal lands beside it."""
    form: forms.Form = away if away.is_bound else acting
    if not (form.is_bound and form.is_valid()):
        return False
    said = form.cleaned_data
    until = said["until"][0] if said["until"] else None
    try:
        if form is away:
            record_absence(
                person_id=UUID(said["person"]), since=said["since"][0], until=until, actor=seen.actor,
                now=seen.moment.as_at,
            )  # fmt: skip
            return True
        if not acts:
            seen.who.may(Capability.APPOINT).enforce(who_can_help="Whoever appoints to posts here can.")
        if until <= said["since"][0]:
            raise BadInput("The end must be after the start.", field="until")
        appoint(
            person_id=UUID(said["person"]), role=said["role"], manner=Manner.ACTING, since=said["since"][0],
            until=until, actor=seen.actor, now=seen.moment.as_at,
        )  # fmt: skip
    except BadInput as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return False
    return True
