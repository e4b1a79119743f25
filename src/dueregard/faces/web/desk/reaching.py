"""How somebody who works here is reached: the mail address that messages go to, and the telephone others are shown."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....authority.identity.operations import correct_person
from ....authority.identity.queries import details
from ....ground.kernel.refusals import NothingHere
from ..forms.fields import Line
from ..writing import once
from .pages import shared
from .people import may_appoint


class ReachForm(forms.Form):
    """A mail address and a telephone."""

    email = Line(label=_("E-mail"), max_length=200, required=False)
    phone = Line(
        label=_("Telephone"),
        help_text=_("One that is answered. Colleagues see it where somebody must be rung."),
        max_length=30,
        required=False,
    )


@require_http_methods(["GET", "POST"])
def reach(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Say how somebody is reached; what was known before stays in the records."""
    seen, page = shared(request, "people")
    may_appoint(seen)
    known = details([person_id], seen.moment).get(person_id)
    if known is None:
        raise NothingHere
    form = ReachForm(request.POST or None, initial={"email": known.email, "phone": known.phone})
    if form.is_valid():
        with once(request):
            correct_person(details=known, actor=seen.actor, now=seen.moment.as_at, **form.cleaned_data)
        return redirect("person", person_id=person_id)
    page |= {"form": form, "title": _("How to reach them"), "lead": known.full_name}
    return render(request, "desk/step.html", page, status=422 if form.errors else 200)
