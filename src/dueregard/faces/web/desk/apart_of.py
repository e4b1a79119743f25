"""Sex, ethnicity and disability of one member of staff: opened and written down by whoever keeps it, by nobody else.

Each opening is written into the audit record, whether or not anything is kept. What is switched off is not asked.
"""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....authority.access.vocabulary import Capability
from ....authority.identity.queries import details
from ....authority.people.imports.apart import taken
from ....authority.people.imports.by_hand import (
    LONGEST,
    open_staff_details,
    ruling_on_staff_details,
    say_of_staff,
)
from ....authority.people.imports.opting import ASK
from ....authority.people.vocabulary import OF_STAFF, Apart
from ....ground.kernel.refusals import NothingHere
from ..forms.fields import Line
from ..writing import done
from .pages import shared

TRAITS = {
    Apart.STAFF_SEX: _("Sex"),
    Apart.STAFF_ETHNICITY: _("Ethnicity"),
    Apart.STAFF_DISABILITY: _("Disability"),
}
_HINTS = {
    Apart.STAFF_SEX: _("Female or male."),
    Apart.STAFF_ETHNICITY: _(
        "In their words, or the census: for example White British, Pakistani, Black Caribbean, White and Asian, Arab."
    ),
    Apart.STAFF_DISABILITY: _("Yes or no, or in their words what they need."),
}


class ApartForm(forms.Form):
    """What somebody says of themselves, of what is kept here at all."""

    def __init__(
        self, kept: Collection[Apart], given: Mapping[str, Any] | None, said: Mapping[Apart, str]
    ) -> None:
        super().__init__(given, initial={str(one): words for one, words in said.items()})
        for one in kept:
            self.fields[one] = Line(
                label=TRAITS[one], help_text=_HINTS[one], max_length=LONGEST, required=False
            )


@require_http_methods(["GET", "POST"])
def apart_of(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What is kept apart of one member of staff; write it down, or take it back."""
    seen, page = shared(request)
    if not ruling_on_staff_details(seen.who):
        raise NothingHere
    now = seen.moment.as_at
    said = open_staff_details(person_id=person_id, actor=seen.actor, now=now)
    kept = [one for one in OF_STAFF if one in taken(seen.moment)]
    form = ApartForm(kept, request.POST or None, said)
    if form.is_bound and form.is_valid():

        def write() -> None:
            given = {one: form.cleaned_data[one] for one in kept}
            say_of_staff(person_id=person_id, said=given, actor=seen.actor, now=now)

        if done(request, form, write):
            return redirect("apart-of", person_id=person_id)
    known = details([person_id], seen.moment).get(person_id)
    page |= {
        "form": form,
        "person_id": person_id,
        "name": known.full_name if known else "",
        "kept": kept,
        "left": [TRAITS[one] for one in OF_STAFF if one not in kept],
        "who_switches": ASK,
        "appoints": Capability.APPOINT in seen.who.capabilities,
    }
    return render(request, "desk/apart_of.html", page, status=422 if form.errors else 200)
