"""What is missing here: posts nobody holds, and the numbers, addresses and times a policy leaves to the provider."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from ....assurance.status.queries import lacks
from ....authority.access.vocabulary import Capability
from ....authority.policy.kinds import KINDS
from ....authority.policy.operations import set_local_value
from ....authority.policy.queries import LeftToProvider, left_to_provider, pack_of
from ....authority.policy.values.figures import Day
from ....ground.kernel.refusals import BadInput, NothingHere
from ..forms.fields import Line
from ..scope import Visit
from ..writing import once
from .pages import shared

GIVES = {Capability.ADOPT_POLICY, Capability.APPOINT, Capability.MANAGE_REGISTERS, Capability.ADMINISTER}
KEYS = {
    "channels.phone": _("Telephone"),
    "channels.email": _("E-mail"),
    "channels.post": _("Postal address"),
    "channels.web": _("Web address"),
    "checked": _("The day it was last compared with the law"),
    "limit": _("Time limit"),
    "minimum": _("How many"),
    "hours": _("Opening hours"),
    "procedure": _("The procedure that is followed"),
    "chase": _("When to ask after it"),
    "edition": _("What the edition in force is called"),
    "issued": _("The day it was issued"),
    "in_force_from": _("The day from which it is in force"),
    "review_by": _("The day by which it is looked at again"),
    "reference": _("Document reference"),
    "first_adopted": _("The day it was first adopted"),
}


class ValueForm(forms.Form):
    """One value."""

    value = Line(max_length=300)


def title_of(left: LeftToProvider) -> str:
    """What a value is for, in the words of its policy: a title where the policy gives one, else its kind and id; of the
    front matter, the policy."""
    if left.control is None:
        return pack_of(left.edition_id).header.title
    kind = KINDS.get(left.control.kind)
    named = getattr(left.control.block, "title", None) or left.control.id.replace("-", " ")
    return f"{named[:1].upper()}{named[1:]} ({kind.on_screen if kind else left.control.kind})"


def key_words(left: LeftToProvider) -> str:
    """What of it is asked for."""
    return str(
        KEYS.get(left.key, left.key.replace(".", ", ").replace("_", " ").replace("-", " ").capitalize())
    )


@require_GET
def missing(request: HttpRequest) -> HttpResponse:
    """Everything the policies in force still need from the provider, and what has been given."""
    seen, page = shared(request, "policies")
    values = [(one, title_of(one), key_words(one)) for one in left_to_provider(seen.moment)]
    found = {"lacks": lacks(seen.moment), "values": values, "may_give": bool(seen.who.capabilities & GIVES)}
    return render(request, "desk/missing.html", page | found)


@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, address: str) -> HttpResponse:
    """Give or change one value."""
    seen, page = shared(request, "policies")
    _may_give(seen)
    left = next((one for one in left_to_provider(seen.moment) if one.address == address), None)
    if left is None:
        raise NothingHere
    form = ValueForm(request.POST or None, initial={"value": left.value or ""})
    form.fields["value"].label = key_words(left)
    if isinstance(left.figure, Day):
        form.fields["value"].help_text = _("Year, month and day, like 2026-06-22.")
    if form.is_bound and form.is_valid():
        try:
            with once(request):
                set_local_value(
                    address=address, value=form.cleaned_data["value"], actor=seen.actor, now=seen.moment.as_at
                )
            return redirect("missing")
        except BadInput as refusal:
            form.add_error("value", refusal.sentence)
    clause = pack_of(left.edition_id).clause(left.control.clause) if left.control else None
    shown = {"form": form, "left": left, "title": title_of(left), "clause": clause, "button": _("Save")}
    return render(request, "desk/give.html", page | shown, status=422 if form.errors else 200)


def _may_give(seen: Visit) -> None:
    if not seen.who.capabilities & GIVES:
        seen.who.may(Capability.ADOPT_POLICY).enforce(
            who_can_help="Whoever leads on safeguarding or adopts policies here can."
        )
