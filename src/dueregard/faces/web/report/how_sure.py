"""How sure do you feel? Two questions before and after a session, for everybody in the room, with no account or name.

The address says which session and which side, and carries a mark of ours, so that nobody answers for a session that
is none. It serves everybody alike: nothing on the page, in the answer or in the record says who came.
"""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_http_methods

from ....authority.policy.queries import in_force
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment, london_day, utc_now
from ....ground.kernel.refusals import NothingHere
from ....ground.tenancy.models import Provider
from ....work.training.operations.sureness import answer_how_sure, not_today
from ....work.training.queries.sureness import courses_asked_of
from ....work.training.vocabulary import Side, Sure, SureOf
from ..forms.fields import OneOf
from ..sureness import SURE, SURE_OF, mark_of
from .views import open_to_all


class HowSureForm(forms.Form):
    """Both questions, five answers each."""

    notice = OneOf(label=SURE_OF[SureOf.NOTICE], choices=list(SURE.items()))
    tell = OneOf(label=SURE_OF[SureOf.TELL], choices=list(SURE.items()))

    def answers(self) -> dict[SureOf, Sure]:
        """What was chosen, once the form is valid."""
        return {
            SureOf.NOTICE: Sure(self.cleaned_data["notice"]),
            SureOf.TELL: Sure(self.cleaned_data["tell"]),
        }


@open_to_all
@require_http_methods(["GET", "POST"])
def how_sure(
    request: HttpRequest, provider: Provider, *, course: str, day: str, side: str, mark: str
) -> HttpResponse:
    """The two questions, counted once they are sent."""
    if not constant_time_compare(mark, mark_of(provider.short_code, course, day, side)):
        raise NothingHere
    now, held_on, asked = utc_now(), date.fromisoformat(day), Side(side)
    if held_on != london_day(now):
        raise not_today()
    page: dict[str, Any] = {"provider": provider, "side": asked, "title": _title(course, Moment.now(now))}
    if "sent" in request.GET:
        return render(request, "report/how_sure.html", page | {"sent": True})
    form = HowSureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer_how_sure(
            course=course,
            held_on=held_on,
            side=asked,
            answers=form.answers(),
            actor=Actor.outsider(),
            now=now,
        )
        return redirect(f"{request.path}?sent")
    status = 422 if form.errors else 200
    return render(request, "report/how_sure.html", page | {"form": form}, status=status)


def _title(course: str, moment: Moment) -> str:
    """What the session is called. Raises `NothingHere` where no policy has people asked about it any more."""
    if course not in courses_asked_of(moment):
        raise NothingHere
    titles = {one.id: one.block.title for one in in_force("course", moment)}
    return str(titles.get(course, course.replace("-", " ")))
