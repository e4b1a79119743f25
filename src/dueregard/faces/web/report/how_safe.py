"""Do you feel safe here? Two questions for learners, and for people who work here, with no account or name.

It serves everybody alike: nothing on the page, in the answer or in the record says who came. What follows an answer is
the same page for each, so that nobody who looks on learns which it was; and it says how to report and whom to ring.
"""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment, utc_now
from ....ground.kernel.refusals import NothingHere
from ....ground.tenancy.models import Provider
from ....work.casework.queries.looking import numbers as numbers_given
from ....work.climate.operations.answering import answer_how_safe
from ....work.climate.queries import asked
from ....work.climate.vocabulary import About, Audience, Felt
from ..climate_words import ASKED, FELT
from ..forms.fields import OneOf
from .views import open_to_all, shared


class HowSafeForm(forms.Form):
    """Both questions, three answers each."""

    safe = OneOf(label=ASKED[About.SAFE], choices=list(FELT.items()))
    turn = OneOf(label=ASKED[About.TURN], choices=list(FELT.items()))

    def answers(self) -> dict[About, Felt]:
        """What was chosen, once the form is valid."""
        return {of: Felt(self.cleaned_data[of.value]) for of in About}


@open_to_all
@require_http_methods(["GET", "POST"])
def how_safe(request: HttpRequest, provider: Provider, *, audience: str) -> HttpResponse:
    """The two questions, counted once they are sent."""
    now = utc_now()
    moment = Moment.now(now)
    if audience not in asked(moment):
        raise NothingHere
    page = shared(provider) | {"audience": audience}
    if "sent" in request.GET:
        ring = numbers_given(moment)
        return render(request, "report/how_safe.html", page | {"sent": True, "ring": ring})
    form = HowSafeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer_how_safe(audience=Audience(audience), answers=form.answers(), actor=Actor.outsider(), now=now)
        return redirect(f"{request.path}?sent")
    status = 422 if form.errors else 200
    return render(request, "report/how_safe.html", page | {"form": form}, status=status)
