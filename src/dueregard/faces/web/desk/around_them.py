"""The people round the person: adding somebody, how to reach them, and whether we may speak to them."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....authority.access.vocabulary import Part
from ....ground.kernel.refusals import NothingHere
from ....work.casework.models import ConcernPerson
from ....work.casework.operations.surrounding import Speaking, add_person, change_person
from ....work.casework.vocabulary import Around, MayWeSpeak
from ..forms.fields import Line, Narrative, OneOf, Pick
from ..forms.times import Day
from ..scope import Visit
from .pages import on_concern
from .steps import step

PARTS = {
    Part.WORRIED_ABOUT: _("The person the worry is about"),
    Part.HARMED: _("The person who may have been harmed"),
    Part.SAID_TO_HAVE_HARMED: _("The person said to have harmed somebody"),
    Part.WITNESS: _("Somebody who saw or knows something"),
    Part.RAISER: _("The person who first raised it"),
    Around.PARENT: _("Parent or carer"),
    Around.PARTNER: _("Partner"),
    Around.FAMILY: _("Somebody else in the family"),
    Around.FRIEND: _("Friend"),
    Around.TEACHER: _("Teacher, tutor or assessor"),
    Around.EMPLOYER: _("Employer or mentor"),
    Around.SOCIAL_WORKER: _("Social worker"),
    Around.POLICE: _("Police"),
    Around.HEALTH: _("Doctor, nurse or counsellor"),
    Around.SOMEBODY_ELSE: _("Somebody else"),
}
"""What each part is called on a page."""
_ANSWERS = [
    ("", _("Nobody has asked yet")),
    (MayWeSpeak.YES, _("Yes")),
    (MayWeSpeak.NO, _("No")),
    (MayWeSpeak.ASK_FIRST, _("Ask the person this is about first, each time")),
    (MayWeSpeak.NOT_SAFE, _("No: it would not be safe")),
]


class SpeakingForm(forms.Form):
    """How to reach somebody, and whether we may speak to them."""

    reach = Narrative(
        label=_("How to reach them"),
        help_text=_("Telephone, when to ring, whether to leave a message."),
        rows=2,
        required=False,
    )
    may_we_speak = OneOf(label=_("May we speak to them about this?"), choices=_ANSWERS, required=False)
    said_by = Line(label=_("Who said so?"), max_length=200, required=False)
    said_on = Day(label=_("When did they say so?"), help_text=_("Leave empty for today."), required=False)

    def speaking(self) -> Speaking:
        """The typed answer, once valid."""
        said: dict[str, Any] = self.cleaned_data
        answer = MayWeSpeak(said["may_we_speak"]) if said["may_we_speak"] else None
        return Speaking(answer, said["said_by"], said["said_on"])


class AddForm(SpeakingForm):
    """Somebody new on the record."""

    part = Pick(
        label=_("Who are they to this?"), choices=[pair for pair in PARTS.items() if pair[0] != Part.RAISER]
    )
    name = Line(label=_("Their name, or what they are called"), max_length=200)
    field_order = ("part", "name", "reach", "may_we_speak", "said_by", "said_on")


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Add somebody to a concern."""
    form = AddForm(request.POST or None)

    def do(seen: Visit) -> None:
        part = form.cleaned_data["part"]
        add_person(
            concern_id=concern_id,
            part=Part(part) if part in set(Part) else Around(part),
            words={"name": form.cleaned_data["name"], "reach": form.cleaned_data["reach"]},
            speaking=form.speaking(),
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    return step(request, concern_id, "desk/step.html", form, do, title=_("Add a person to the record"))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, concern_id: UUID, row_id: UUID) -> HttpResponse:
    """Say anew how to reach somebody, and whether we may speak to them."""
    on_concern(request, concern_id)
    row = ConcernPerson.objects.filter(pk=row_id, concern_id=concern_id).first()
    if row is None:
        raise NothingHere
    form = SpeakingForm(request.POST or None, initial={"may_we_speak": row.may_we_speak})

    def do(seen: Visit) -> None:
        reach = form.cleaned_data["reach"]
        change_person(
            concern_id=concern_id,
            row_id=row_id,
            words={"reach": reach} if reach else {},
            speaking=form.speaking(),
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    lead = _("What was said before stays on the record. Leave a box empty to keep what it says now.")
    return step(request, concern_id, "desk/step.html", form, do, title=_("May we speak to them?"), lead=lead)
