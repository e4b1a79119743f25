"""Saying that one did a course, with the certificate; and for whoever looks after training, looking at it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .....authority.access.queries import rows_of
from .....authority.identity.queries import details
from .....authority.policy.queries import in_force
from .....ground.kernel.moments import Moment
from .....ground.kernel.refusals import NothingHere
from .....mechanisms.files.queries import size_limit, states_of
from .....mechanisms.files.vocabulary import State
from .....work.training.models import Claim
from .....work.training.operations.claiming import answer_claim, claim_course, take_back_claim
from .....work.training.queries.claims import waiting
from .....work.training.vocabulary import Answer, Mode, Result
from ...file_states import FILE_STATES
from ...forms.fields import OneOf, Pick
from ...forms.files import Upload
from ...forms.questions import Questions
from ...forms.times import Day
from ...listings import Column, Listing
from ...scope import Visit
from ...uploads import takes_files
from ...writing import done, once
from ..pages import shared
from .keeping import keeper_about, keeps_training
from .mine import titles
from .sheet import MODES, RESULTS
from .stepping import asked
from .words import SHOWN_BY

PAGE = 100


class ClaimForm(forms.Form):
    """What I did, and what shows it."""

    course = Pick(label=_("What did you do?"))
    done_on = Day(label=_("On which day did you finish it?"))
    mode = Pick(label=_("How was it given?"), choices=[("", _("Not said")), *MODES.items()], required=False)
    certificate = Upload(label=_("The certificate"))

    def __init__(self, *args: Any, moment: Moment, **options: Any) -> None:
        super().__init__(*args, **options)
        courses = {one.id: one.block.title for one in in_force("course", moment)}
        self.fields["course"].choices = list(courses.items())  # type: ignore[attr-defined]
        self.fields["certificate"].limit_to(size_limit(moment))  # type: ignore[attr-defined]


class AnswerForm(Questions):
    """What was found of it."""

    answer = OneOf(
        label=_("What does the certificate show?"),
        choices=[(Answer.SEEN, _("That they did it: it counts from now on")), *SHOWN_BY.items()],
        reveals={Answer.SEEN: "result"},
    )
    result = Pick(
        label=_("What came of it?"),
        choices=[(one, RESULTS[one]) for one in (Result.CERTIFICATE, Result.PASSED, Result.ATTENDED)],
        required=False,
    )


@takes_files
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest) -> HttpResponse:
    """Say that I did a course, and send the certificate."""
    seen, page = shared(request, "my-training")
    form = ClaimForm(request.POST or None, request.FILES or None, moment=seen.moment)
    if form.is_valid() and done(request, form, lambda: _claim(form.cleaned_data, seen)):
        return redirect("my-training")
    lead = _("Whoever looks after training here looks at it. Until then it does not count.")
    title = _("Send a certificate")
    return asked(
        request, page, form, title, lead, back=reverse("my-training"), back_to=_("Back to my training")
    )


def _claim(said: dict[str, Any], seen: Visit) -> None:
    claim_course(
        course=said["course"],
        done_on=said["done_on"],
        mode=Mode(said["mode"]) if said["mode"] else None,
        certificate=said["certificate"],
        actor=seen.actor,
        now=seen.moment.as_at,
    )


@require_POST
def take_back(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Take back what I sent."""
    seen, _page = shared(request, "my-training")
    with once(request):
        take_back_claim(claim_id=claim_id, actor=seen.actor, now=seen.moment.as_at)
    return redirect("my-training")


@require_GET
def claims(request: HttpRequest) -> HttpResponse:
    """What waits to be looked at."""
    seen, page = shared(request, "training")
    keeps_training(seen)
    rows = list(waiting(seen.moment)[: PAGE + 1])
    names, called = details([row.person_id for row in rows], seen.moment), titles(seen.moment)
    states = states_of([row.file_id for row in rows])
    listing = Listing(
        _("The longest waiting first"),
        [
            Column(_("Name"), lambda row: names[row.person_id].full_name, link=_page_of),
            Column(
                _("What they say they did"),
                lambda row: called.get(row.course, row.course.replace("-", " ")),
            ),
            Column(_("Finished on"), lambda row: row.done_on, "day"),
            Column(_("Sent"), lambda row: row.recorded_at, "moment"),
            Column(
                _("The certificate"),
                lambda row: [FILE_STATES[states.get(row.file_id, State.DISPOSED_OF)]],
                "status",
            ),
        ],
        rows[:PAGE],
        _("No certificate waits to be looked at. People send theirs under My training."),
        hide_caption=True,
    )
    page |= {"listing": listing, "more": len(rows) > PAGE}
    return render(request, "desk/training/claims.html", page)


def _page_of(row: Claim) -> str:
    return reverse("training-claim", args=[row.id])


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Look at one certificate, and say what it shows."""
    seen, page = shared(request, "training")
    keeps_training(seen)
    row = waiting(seen.moment).filter(pk=claim_id).first()
    if row is None:
        raise NothingHere
    _seen, _page, known = keeper_about(request, row.person_id)
    form = AnswerForm(request.POST or None)

    def write() -> None:
        said = form.cleaned_data
        answer_claim(
            claim_id=row.id,
            answer=Answer(said["answer"]),
            result=Result(said["result"] or Result.CERTIFICATE),
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if form.is_valid() and done(request, form, write):
        return redirect("training-claims")
    page |= {
        "form": form,
        "row": row,
        "person": known,
        "own": row.person_id in rows_of(seen.who.person_id, seen.moment),
        "what": titles(seen.moment).get(row.course, row.course.replace("-", " ")),
        "state": states_of([row.file_id]).get(row.file_id, State.DISPOSED_OF),
        "standing": FILE_STATES,
        "modes": MODES,
    }
    return render(request, "desk/training/claim.html", page, status=422 if form.errors else 200)
