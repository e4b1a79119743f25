"""Opening the name of whoever reported and asked that handlers should not have it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....authority.access.vocabulary import Capability
from ....authority.identity.queries import details
from ....ground.kernel.refusals import NothingHere
from ....work.casework.models import Concern
from ....work.casework.operations.opening_names import Opened, open_name
from ....work.casework.queries.apart import who_opens_names
from ..forms.fields import Narrative
from ..scope import Visit
from ..writing import done
from .pages import on_concern


class WhyForm(forms.Form):
    """Why the name has to be known."""

    reason = Narrative(
        label=_("Why does it have to be known now?"),
        help_text=_("Everybody who handles this reads why. Do not write the name here."),
        rows=3,
    )


@require_http_methods(["GET", "POST"])
def open_names(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Say why, and read the name once: it is shown on the answer and nowhere afterwards."""
    seen, page = on_concern(request, concern_id)
    titles = who_opens_names(seen.moment)
    seen.who.may(Capability.OPEN_RAISER).enforce(who_can_help=f"These posts can: {', '.join(titles)}.")
    if not Concern.objects.filter(pk=concern_id, raiser_apart=True).exists():
        raise NothingHere
    form = WhyForm(request.POST or None)
    found: list[Opened] = []

    def write() -> None:
        reason = form.cleaned_data["reason"]
        now = seen.moment.as_at
        found.append(open_name(concern_id=concern_id, reason=reason, actor=seen.actor, now=now))

    if form.is_bound and form.is_valid() and done(request, form, write):
        if not found:
            return redirect("concern", concern_id=concern_id)
        return render(request, "desk/name.html", page | {"concern_id": concern_id} | _who(found[0], seen))
    context = {"form": form, "concern_id": concern_id, "title": _("Open the name"), "lead": LEAD}
    return render(
        request,
        "desk/step.html",
        page | context | {"button": _("Open it now")},
        status=422 if form.errors else 200,
    )


LEAD = _(
    "Whoever reported asked that the people who handle this should not have their name. If you open it, the record "
    "shows that you did and why, and they see that it was opened, and when."
)


def _who(opened: Opened, seen: Visit) -> dict[str, Any]:
    """What they wrote of themselves, and who they are in the directory."""
    known = details([opened.person_id], seen.moment) if opened.person_id else {}
    person = known.get(opened.person_id) if opened.person_id else None
    return {"words": opened.words, "signed_in": person.full_name if person else ""}
