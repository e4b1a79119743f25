"""Setting up the provider's own identity provider, changing it, and ending it."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....authority.access.powers import sees_to_sign_in
from ....authority.identity.models import OutsideSignIn
from ....authority.identity.outside import outside_sign_in
from ....authority.identity.tying import SetUp, end_outside, people_tied, set_up_outside
from ....ground.kernel.refusals import BadInput, NothingHere
from ..forms.fields import Line, OneOf, Secret, Tick
from ..writing import once
from .outside import return_to
from .pages import shared


class SetUpForm(forms.Form):
    """What the identity provider shows whoever registers us there."""

    name = Line(
        label=_("What do people call it?"),
        help_text=_("It stands on the button, for example your Microsoft 365."),
        max_length=60,
    )
    issuer = Line(
        label=_("Its address (issuer)"),
        help_text=_("For Microsoft: https://login.microsoftonline.com/, the id of your tenant, and /v2.0"),
        max_length=300,
    )
    tenant = Line(
        label=_("The id of your tenant"),
        help_text=_("For Microsoft only. People of any other tenant are refused."),
        max_length=100,
        required=False,
    )
    client_id = Line(label=_("The id it gave to Due Regard (client id)"), max_length=200)
    secret = Secret(
        label=_("The secret it gave to Due Regard"),
        help_text=_("At Microsoft copy the value, which is shown once, and not its id."),
        max_length=300,
        required=False,
        autocomplete="off",
    )
    subject_claim = OneOf(
        label=_("By which word does it know people?"),
        choices=[("sub", _("sub: everybody but Microsoft")), ("oid", _("oid: Microsoft"))],
        initial="sub",
    )
    proves_twice = Tick(
        label=_("It asks everybody for a second step, and we take its word for that"),
        help_text=_(
            "Whoever looks after it could then sign in as somebody who reads concerns. Without this, our own second "
            "step is asked for as well."
        ),
        required=False,
    )

    def __init__(self, data: Any, *, row: OutsideSignIn | None) -> None:
        names = ("name", "issuer", "tenant", "client_id", "subject_claim", "proves_twice")
        before = {name: getattr(row, name) for name in names} if row else None
        super().__init__(data, initial=before)
        if row:
            self.fields["secret"].help_text = _("Leave it empty to keep the one there is.")
        else:
            self.fields["secret"].required = True


@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Set up the identity provider, change it, or end it; for whoever looks after the machine or, where nobody does,
    whoever gives posts."""
    seen, page = shared(request, "people")
    if not sees_to_sign_in(seen.who, seen.moment):
        raise NothingHere
    now, row = seen.moment.as_at, outside_sign_in(seen.moment.as_at)
    if request.method == "POST" and request.POST.get("do") == "end":
        with once(request):
            end_outside(actor=seen.actor, now=now)
        return redirect("outside-set-up")
    form = SetUpForm(request.POST or None, row=row)
    if form.is_valid():
        try:
            with once(request):
                set_up_outside(said=_typed(form), actor=seen.actor, now=now)
        except BadInput as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
        else:
            return redirect("outside-set-up")
    start = settings.ADDRESS + reverse("outside", args=[seen.provider.short_code])
    page |= {"form": form, "row": row, "tied": people_tied(now), "return_to": return_to(), "start": start}
    return render(request, "desk/outside_set_up.html", page, status=422 if form.errors else 200)


def _typed(form: SetUpForm) -> SetUp:
    said: dict[str, Any] = form.cleaned_data
    return SetUp(**said)
