"""Putting a record up for somebody who asks what is held of them: by a handler, for somebody who had no hand in it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ....assurance.disclosure.operations.putting_up import PuttingUp, put_up
from ....assurance.disclosure.queries.outside import posts_for_it, who_may_weigh
from ....assurance.disclosure.queries.sheets import put_up_before
from ....authority.identity.queries import details
from ....ground.kernel.refusals import NothingHere
from ....work.casework.operations.names import names_for
from ....work.casework.operations.reading import read_concern
from ..forms.fields import Line, Narrative, OneOf, Pick, Tick
from ..scope import Visit
from ..writing import filled
from .pages import on_concern
from .people_of_record import named

_REPORTED_IT = "reported-it"


class PutUpForm(forms.Form):
    """For which request, as whom of the record they ask, and who decides."""

    reference = Line(
        label=gettext_lazy("Reference of the request"),
        help_text=gettext_lazy("It stands on the page of what they ask."),
        max_length=20,
    )
    asks_as = OneOf(label=gettext_lazy("Who of this record asks?"))
    for_another = Tick(
        label=gettext_lazy("Somebody asks on their behalf: a parent, or whoever acts for them"),
        required=False,
    )
    how_known = Narrative(
        label=gettext_lazy("How do you know that this record is about them?"), rows=2, max_length=3000
    )
    answerer = Pick(
        label=gettext_lazy("Who decides what they get to see?"),
        help_text=gettext_lazy("Somebody whose post is for it, and who had no hand in this matter."),
    )

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], answerers: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        others = (_REPORTED_IT, _("Whoever reported it, for themselves"))
        self.fields["asks_as"].choices = [*people, others]  # type: ignore[attr-defined]
        self.fields["answerer"].choices = answerers  # type: ignore[attr-defined]

    def asked(self) -> PuttingUp:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        return PuttingUp(
            reference=said["reference"],
            asks_as=None if said["asks_as"] == _REPORTED_IT else UUID(said["asks_as"]),
            for_another=said["for_another"],
            answerer=UUID(said["answerer"]),
            how_known=said["how_known"],
        )


@require_http_methods(["GET", "POST"])
def put_up_record(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Put a record up; whoever decides is told."""
    seen, page = on_concern(request, concern_id)
    if "emergency" in page:
        raise NothingHere
    people, answerers = _choices(seen, concern_id)
    form = PutUpForm(request.POST or None, people=people, answerers=answerers)

    def write() -> None:
        put_up(concern_id=concern_id, asked=form.asked(), actor=seen.actor, now=seen.moment.as_at)

    if filled(request, form, write):
        return redirect("put-up", concern_id=concern_id)
    before = put_up_before(concern_id, seen.moment)
    known = details({row.answerer_id for row in before}, seen.moment)
    page |= {
        "form": form,
        "concern_id": concern_id,
        "answerers": answerers,
        "posts": posts_for_it(seen.moment),
        "before": [(row, known.get(row.answerer_id)) for row in before],
    }
    return render(request, "desk/put_up.html", page, status=422 if form.errors else 200)


def _choices(seen: Visit, concern_id: UUID) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The people of the record, and who may decide; the reading is written down."""
    file = read_concern(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at)
    names = names_for(file, seen.moment)
    people = [(str(one.row.id), named(one, names)) for one in file.people]
    outside = who_may_weigh(file.concern, seen.moment)
    known = details(outside, seen.moment)
    return people, [(str(one), known[one].full_name) for one in outside if one in known]
