"""Calling senior people together over a matter at short notice, and writing down what they advised."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ....authority.access.powers import post_titles
from ....authority.access.vocabulary import Capability
from ....authority.identity.queries import details
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import NothingHere
from ....work.casework.models import Concern, Meeting
from ....work.casework.operations.meetings import call_meeting, hold_meeting
from ....work.casework.queries.meetings import CanBeCalled, who_can_be_called
from ..forms.fields import LondonMoment, Narrative, SomeOf
from ..scope import Visit
from .pages import on_concern, on_row
from .steps import step, when_said


class CallForm(forms.Form):
    """Whom, for when, and over what."""

    posts = SomeOf(label=gettext_lazy("Whom do you call?"))
    happened = LondonMoment(
        label=gettext_lazy("When do you meet?"),
        help_text=gettext_lazy(
            "Leave it empty if you meet now. Within two weeks. If you have met already, give that time: the record "
            "says that it was written down afterwards, and nobody is sent anything."
        ),
        required=False,
    )
    reason = Narrative(
        label=gettext_lazy("What do you want to talk through?"),
        help_text=gettext_lazy("For the record. Nobody is sent these words."),
        rows=3,
        max_length=10_000,
    )

    def __init__(self, *args: object, posts: list[tuple[str, str]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["posts"].choices = posts  # type: ignore[attr-defined]


class HeldForm(forms.Form):
    """When they met, who came, what they advised, and what was decided."""

    happened = LondonMoment(
        label=gettext_lazy("When did you meet?"),
        help_text=gettext_lazy("Leave it empty if it was just now."),
        required=False,
    )
    came = SomeOf(
        label=gettext_lazy("Who came?"),
        help_text=gettext_lazy("If nobody could, tick none, and say below what you did instead."),
        required=False,
    )
    advised = Narrative(
        label=gettext_lazy("What did they advise?"), rows=4, max_length=10_000, required=False
    )
    decided = Narrative(
        label=gettext_lazy("What was decided, by whom and why?"),
        help_text=gettext_lazy(
            "The meeting advises. The decision itself is written under Decide, by whoever makes it."
        ),
        rows=4,
        max_length=10_000,
    )

    def __init__(self, *args: object, posts: list[tuple[str, str]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["came"].choices = posts  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Call senior people together."""
    seen, _page = on_concern(request, concern_id)
    can = who_can_be_called(Concern.objects.get(pk=concern_id), seen.moment)
    if can is None:
        raise NothingHere
    seen.who.may(Capability.DECIDE).enforce(who_can_help=_("Whoever decides about concerns can call them."))
    titles = post_titles(seen.moment)
    posts = [(one, titles.get(one, one)) for one in can.posts]
    form = CallForm(request.POST or None, posts=posts, initial={"posts": list(can.posts)})

    def do(visit: Visit) -> None:
        call_meeting(
            concern_id=concern_id,
            posts=form.cleaned_data["posts"],
            meets_at=when_said(form, visit).at,
            reason=form.cleaned_data["reason"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    return step(
        request,
        concern_id,
        "desk/meeting.html",
        form,
        do,
        title=_("Call senior people together"),
        people=_people(can, seen.moment),
        button=_("Write down that you call them"),
    )


@require_http_methods(["GET", "POST"])
def held(request: HttpRequest, concern_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Write down what came of it."""
    seen = on_row(request, concern_id, Meeting, meeting_id)
    row = Meeting.objects.get(pk=meeting_id)
    titles = post_titles(seen.moment)
    form = HeldForm(request.POST or None, posts=[(one, titles.get(one, one)) for one in row.asked.split()])

    def do(visit: Visit) -> None:
        said = form.cleaned_data
        hold_meeting(
            meeting_id=meeting_id,
            met_at=when_said(form, visit).at,
            came=said["came"],
            advised=said["advised"],
            decided=said["decided"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    return step(request, concern_id, "desk/step.html", form, do, title=_("What came of the meeting"))


def may_call(concern: Concern, seen: Visit) -> bool:
    """Whether the record offers this reader to call anybody together."""
    return Capability.DECIDE in seen.who.capabilities and who_can_be_called(concern, seen.moment) is not None


def _people(can: CanBeCalled, moment: Moment) -> list[tuple[str, str, bool, bool]]:
    """Each of them: post, name, whether they can open the record, and whether they are away."""
    known, titles = details({one.person_id for one in can.people}, moment), post_titles(moment)
    return [
        (titles.get(one.post, one.post), known[one.person_id].full_name, one.opens, one.away)
        for one in can.people
        if one.person_id in known
    ]
