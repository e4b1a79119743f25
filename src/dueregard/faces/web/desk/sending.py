"""Sending a record to another provider, and writing down that it arrived."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ....assurance.transfer.models import Departure
from ....assurance.transfer.operations.after_sending import note_arrival, note_stayed
from ....assurance.transfer.operations.sending import Asked, Sent, send_records
from ....assurance.transfer.queries.leaving import departures_of, stayed_of, who_says, whole_file
from ....assurance.transfer.sealing import new_passphrase
from ....authority.access.powers import post_titles
from ....authority.access.queries import holders
from ....authority.access.vocabulary import Capability
from ....authority.identity.queries import details
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput, NothingHere
from ....work.casework.models import Concern
from ....work.casework.vocabulary import SharingBasis
from ..environment import day
from ..forms.fields import Line, LondonMoment, Narrative, OneOf, Pick, SomeOf
from ..forms.times import Day
from ..scope import Visit
from .pages import on_concern
from .sharing import BASES
from .steps import step, when_said


class SendForm(forms.Form):
    """Which records, to whom, on what basis, why, how, and what closes the file."""

    matters = SomeOf(
        label=gettext_lazy("Which records go?"),
        help_text=gettext_lazy("Every record of the people this one is about that you may read."),
    )
    to = Line(
        label=gettext_lazy("To whom: the post and the place"),
        help_text=gettext_lazy("Such as the designated safeguarding lead of a college. No name."),
        max_length=500,
    )
    known_on = Day(label=gettext_lazy("On which day did you know that they go there?"))
    basis = OneOf(
        label=gettext_lazy("On what does it rest?"),
        choices=[pair for pair in BASES.items() if pair[0] != SharingBasis.OTHER],
    )
    why = Narrative(label=gettext_lazy("Why is it necessary, and would no less do?"), rows=3, max_length=5000)
    how = Line(
        label=gettext_lazy("How does it get there?"),
        help_text=gettext_lazy(
            "Such as by secure mail. The passphrase goes another way: read it out by telephone."
        ),
        max_length=500,
    )
    approved_by = Pick(label=gettext_lazy("Who here agreed that it goes?"), blank=True)
    passphrase = Narrative(
        label=gettext_lazy("Passphrase"),
        help_text=gettext_lazy("Note it now: it is kept nowhere, and without it nobody opens the file."),
        rows=2,
        max_length=200,
        required=False,
    )
    recipient = Line(
        label=gettext_lazy("Or their public key, if they gave you one"),
        help_text=gettext_lazy("It begins with age1. Then the passphrase is not used."),
        max_length=200,
        required=False,
    )

    def __init__(
        self, *args: Any, records: list[tuple[str, str]], people: list[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["matters"].choices = records  # type: ignore[attr-defined]
        self.fields["approved_by"].choices = people  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """What was typed."""
        said = self.cleaned_data
        return Asked(
            to=said["to"],
            why=said["why"],
            how=said["how"],
            basis=SharingBasis(said["basis"]),
            known_on=said["known_on"],
            approved_by=UUID(said["approved_by"]),
            passphrase=said["passphrase"],
            recipient=said["recipient"],
        )


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, concern_id: UUID) -> HttpResponseBase:
    """Make the file; it is handed out as it is made, and kept nowhere."""
    seen, page = _sender(request, concern_id)
    concern = Concern.objects.get(pk=concern_id)
    lines = whole_file(concern, seen.who, seen.moment)
    records = [(str(one.id), f"{one.reference}, {day(london_day(one.received_at))}") for one in lines]
    initial = {
        "matters": [id for id, _reference in records],
        "passphrase": new_passphrase(),
        "known_on": london_day(seen.moment.as_at),
    }
    form = SendForm(request.POST or None, records=records, people=_agreeing(seen), initial=initial)
    if form.is_valid() and (sent := _made(form, seen)):
        answer = FileResponse(sent.file, as_attachment=True, filename=sent.name)
        answer["Content-Type"] = "application/octet-stream"
        answer["Cache-Control"] = "no-store"
        return answer
    left = departures_of(concern_id, seen.moment)
    page |= {
        "form": form,
        "concern_id": concern_id,
        "left": left,
        "stayed": stayed_of(concern_id, seen.moment),
        "who_says": who_says,
        "today": london_day(seen.moment.as_at),
    }
    return render(request, "desk/send.html", page, status=422 if form.errors else 200)


def _made(form: SendForm, seen: Visit) -> Sent | None:
    try:
        return send_records(
            concern_ids=[UUID(one) for one in form.cleaned_data["matters"]],
            asked=form.asked(),
            provider=seen.provider,
            actor=seen.actor,
            now=seen.moment.as_at,
        )
    except BadInput as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    return None


def _agreeing(seen: Visit) -> list[tuple[str, str]]:
    people = {row.person_id for row in holders(post_titles(seen.moment), seen.moment)}
    known = details(people, seen.moment)
    return sorted(((str(one), row.full_name) for one, row in known.items()), key=lambda pair: pair[1])


def _sender(request: HttpRequest, concern_id: UUID) -> tuple[Visit, dict[str, Any]]:
    seen, page = on_concern(request, concern_id)
    if "emergency" in page:
        raise NothingHere
    seen.who.may(Capability.REFER).enforce(who_can_help=_("Your designated safeguarding lead can."))
    return seen, page


class ArrivedForm(forms.Form):
    """That they have it."""

    receipt = Line(label=gettext_lazy("Who confirmed it, by their post, and how?"), max_length=500)
    happened = LondonMoment(
        label=gettext_lazy("When?"), help_text=gettext_lazy("Leave empty for now."), required=False
    )


@require_http_methods(["GET", "POST"])
def arrived(request: HttpRequest, concern_id: UUID, departure_id: UUID) -> HttpResponse:
    """Write down that the other provider has it."""
    _one_of(request, concern_id, departure_id)
    form = ArrivedForm(request.POST or None)

    def do(visit: Visit) -> None:
        note_arrival(
            departure_id=departure_id,
            received_at=when_said(form, visit).at,
            receipt=form.cleaned_data["receipt"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    return step(request, concern_id, "desk/step.html", form, do, title=_("The record arrived"))


class StayedForm(forms.Form):
    """That nobody outside has it."""

    reason = Narrative(label=gettext_lazy("How do you know?"), rows=3, max_length=5000)


@require_http_methods(["GET", "POST"])
def stayed(request: HttpRequest, concern_id: UUID, departure_id: UUID) -> HttpResponse:
    """Write down that a file never left us."""
    _one_of(request, concern_id, departure_id)
    form = StayedForm(request.POST or None)

    def do(visit: Visit) -> None:
        note_stayed(
            departure_id=departure_id,
            reason=form.cleaned_data["reason"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    lead = _(
        "The download broke off, or the file was made by mistake, and nobody outside has it. If it reached somebody it "
        "was not meant for, that is a breach of data protection: tell whoever looks after that here, today."
    )
    title = _("The file never left us")
    return step(request, concern_id, "desk/step.html", form, do, then="send-record", title=title, lead=lead)


def _one_of(request: HttpRequest, concern_id: UUID, departure_id: UUID) -> None:
    _sender(request, concern_id)
    if not Departure.objects.filter(pk=departure_id, concern_id=concern_id).exists():
        raise NothingHere
