"""One page of a case for somebody who inspects: looked at with initials for names, marked, checked, and made a PDF."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ....assurance.transfer.one_page import Draft, Marked
from ....assurance.transfer.operations.one_page import Asked, Made, look_at_page, make_page
from ....assurance.transfer.queries.pages import pages_of
from ....assurance.transfer.rules.leaving_out import passages_of
from ....authority.identity.queries import details
from ....ground.kernel.refusals import NothingHere, OutOfTurn
from ..forms.fields import Line, Narrative, SomeOf, Tick
from ..scope import Visit
from ..writing import refused
from .pages import on_concern
from .paper import foot


class PageForm(forms.Form):
    """What is marked on the page, for whom it is and why; to be looked at again, or made."""

    read = forms.CharField(widget=forms.HiddenInput, required=False)
    keep = SomeOf(
        label=gettext_lazy("Which of these are no names?"),
        help_text=gettext_lazy("Each is shown as initials unless you tick it. Look at every one."),
        required=False,
    )
    passages = Narrative(
        label=gettext_lazy("What else must go?"),
        help_text=gettext_lazy(
            "Copy it from the page, one passage a line: a nickname, a place, a day by which somebody could be known. "
            "It is taken out of this copy wherever it stands. The record keeps it."
        ),
        rows=4,
        max_length=20_000,
        required=False,
    )
    whole = SomeOf(label=gettext_lazy("Which answers must go as a whole?"), required=False)
    for_whom = Line(
        label=gettext_lazy("For whom is the page?"), help_text=gettext_lazy("A post or a body, and no name.")
    )
    why = Narrative(
        label=gettext_lazy("Why is it made, and why is left out what is left out?"), rows=2, max_length=3000
    )
    checked = Tick(label=gettext_lazy("I have read the page to its end, and nobody can be known from it."))

    def __init__(self, asked: Any, draft: Draft, *, making: bool) -> None:
        super().__init__(asked)
        names = [(one.written, f"{one.written} → {one.by} ({one.times})") for one in draft.could_be]
        self.fields["keep"].choices = names  # type: ignore[attr-defined]
        self.fields["keep"].hints = {one.written: f"… {one.where} …" for one in draft.could_be}  # type: ignore[attr-defined]
        boxes = [(one.id, f"{one.part}: {one.label}") for one in draft.passages if one.label]
        self.fields["whole"].choices = boxes  # type: ignore[attr-defined]
        for name in () if making else ("for_whom", "why", "checked"):
            self.fields[name].required = False

    def marked(self) -> Marked:
        """What was marked; of a form with a fault, what of it can be read."""
        said = self.cleaned_data
        return Marked(
            frozenset(said.get("keep", ())),
            passages_of(said.get("passages", "")),
            frozenset(said.get("whole", ())),
        )


@require_http_methods(["GET", "POST"])
def one_page(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """By POST also to look again: what is marked are words of the record, and belong in no address."""
    seen, page = on_concern(request, concern_id)
    if "emergency" in page:
        raise NothingHere
    making = "make" in request.POST
    draft = _look(concern_id, Marked(), seen)
    form = PageForm(request.POST or None, draft, making=making)
    if form.is_bound:
        valid = form.is_valid()
        draft = _look(concern_id, form.marked(), seen)
        if draft.missing:
            listed = "; ".join(f"“{one[:60]}”" for one in draft.missing)
            form.add_error("passages", _("This is nowhere on the page: %(listed)s.") % {"listed": listed})
        elif valid and making and (made := _make(form, concern_id, seen)):
            answer = HttpResponse(made.data, content_type="application/pdf")
            answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
            return answer
    made_before = pages_of(concern_id)
    makers = details({row.by_person for row in made_before if row.by_person}, seen.moment)
    page |= foot(seen) | {
        "form": form,
        "draft": draft,
        "concern_id": concern_id,
        "made_before": [(row, makers.get(row.by_person) if row.by_person else None) for row in made_before],
    }
    return render(request, "desk/one_page.html", page, status=422 if form.errors else 200)


def _look(concern_id: UUID, marked: Marked, seen: Visit) -> Draft:
    return look_at_page(concern_id=concern_id, marked=marked, actor=seen.actor, now=seen.moment.as_at)


def _make(form: PageForm, concern_id: UUID, seen: Visit) -> Made | None:
    said = form.cleaned_data
    asked = Asked(said["for_whom"], said["why"], form.marked(), said["read"])
    try:
        return make_page(concern_id=concern_id, asked=asked, actor=seen.actor, now=seen.moment.as_at)
    except OutOfTurn as refusal:
        refused(form, refusal)
    return None
