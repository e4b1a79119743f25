"""Talks about a worry before anything is reported: one's own notes, writing one, and making a concern of it."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from ....ground.kernel.refusals import NothingHere
from ....work.casework.vocabulary import AboutKind
from ....work.consultation.operations.talking import Note, make_concern, note_talk, read_talks
from ....work.consultation.queries import how_many, is_talked_to, own
from ....work.consultation.vocabulary import Asker
from ..forms.fields import Line, LondonMoment, Narrative, OneOf, Pick, RequestId, Tick
from ..writing import filled
from .figures import ABOUT
from .pages import shared
from .steps import when_said

_HERE = "talks"
ASKERS = {
    Asker.LEARNER: gettext_lazy("A learner"),
    Asker.STAFF: gettext_lazy("Somebody who works here"),
    Asker.VOLUNTEER: gettext_lazy("A volunteer"),
    Asker.EMPLOYER: gettext_lazy("Somebody at an employer"),
    Asker.PARENT: gettext_lazy("A parent, partner or friend"),
    Asker.NOT_SAID: gettext_lazy("I leave it out"),
}


class TalkForm(forms.Form):
    """When, who asked, what about, and what was advised."""

    happened = LondonMoment(
        label=gettext_lazy("When did you talk?"),
        help_text=gettext_lazy("Leave empty for now."),
        required=False,
    )
    asker = OneOf(
        label=gettext_lazy("Who talked it through with you?"),
        help_text=gettext_lazy("What they are to us; their name is not needed."),
        choices=list(ASKERS.items()),
    )
    what = Narrative(
        label=gettext_lazy("What did they want to talk through?"),
        help_text=gettext_lazy(
            "No name of anybody is needed. If somebody may be at risk, make it a concern."
        ),
        rows=4,
        max_length=10_000,
    )
    advised = Narrative(label=gettext_lazy("What did you advise?"), rows=3, max_length=10_000)


class ConcernForm(forms.Form):
    """What the worry is, and whom it is about."""

    request_id = RequestId()
    danger = Tick(
        label=gettext_lazy("Somebody is in danger now. I have rung 999, or will before I send this."),
        required=False,
    )
    about = Pick(label=gettext_lazy("Whom is it about?"), choices=list(ABOUT.items()))
    name = Line(label=gettext_lazy("Their name, if you know it"), required=False)
    seen = Narrative(
        label=gettext_lazy("What were you told?"),
        help_text=gettext_lazy("In the words that were used, where you can."),
    )


@require_GET
def every(request: HttpRequest) -> HttpResponse:
    """One's own notes, and over all how many talks there were."""
    seen, page = shared(request, _HERE)
    writes = is_talked_to(seen.who, seen.moment)
    if not (writes or own(seen.who, seen.moment).exists()):
        raise NothingHere
    found = read_talks(actor=seen.actor, now=seen.moment.as_at)
    page |= {"found": found, "writes": writes, "askers": ASKERS, "over_all": how_many(seen.moment)}
    return render(request, "desk/talks.html", page)


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    """Write a note of a talk."""
    seen, page = shared(request, _HERE)
    if not is_talked_to(seen.who, seen.moment):
        raise NothingHere
    form = TalkForm(request.POST or None)

    def write() -> None:
        said = form.cleaned_data
        written = Note(
            talked=when_said(form, seen),
            asker=Asker(said["asker"]),
            what=said["what"],
            advised=said["advised"],
        )
        note_talk(note=written, actor=seen.actor, now=seen.moment.as_at)

    if filled(request, form, write):
        return redirect(_HERE)
    lead = _(
        "For a worry somebody wanted to think through first. You alone read this note. In danger ring 999."
    )
    page |= {"form": form, "title": _("Write a note of a talk"), "lead": lead}
    return render(request, "desk/talk_step.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def concern(request: HttpRequest, talk_id: UUID) -> HttpResponse:
    """Make a concern of it."""
    seen, page = shared(request, _HERE)
    (read,) = read_talks(actor=seen.actor, now=seen.moment.as_at, talk_id=talk_id)
    if read.passed_on:
        return redirect(_HERE)
    form = ConcernForm(request.POST or None, initial={"seen": read.words.get("what", "")})

    def write() -> None:
        said = form.cleaned_data
        make_concern(
            talk_id=talk_id,
            about=AboutKind(said["about"]),
            name=said["name"],
            seen=said["seen"],
            danger=said["danger"],
            request_id=said["request_id"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if filled(request, form, write):
        return redirect("my-reports")
    lead = _(
        "It goes where every concern goes, and says when you were told and when it came in. You find it under My "
        "reports, as something you wrote down for somebody else."
    )
    page |= {
        "form": form,
        "title": _("Make a concern of it"),
        "lead": lead,
        "button": _("Send it as a concern"),
    }
    return render(request, "desk/talk_step.html", page, status=422 if form.errors else 200)
