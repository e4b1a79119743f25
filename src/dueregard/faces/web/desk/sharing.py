"""Writing down what was told to somebody outside, by a referral or without one; and that it arrived."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ....authority.access.powers import post_titles
from ....authority.access.queries import holders
from ....authority.identity.queries import details
from ....ground.kernel.refusals import NothingHere
from ....work.casework.models import Referral, Share
from ....work.casework.operations.sharing import note_receipt, share_information
from ....work.casework.queries.ways_out import addressee_of
from ....work.casework.vocabulary import SharingBasis
from ..forms.fields import Line, LondonMoment, Narrative, OneOf, Pick
from ..scope import Visit
from .pages import on_concern
from .steps import step, when_said

BASES = {
    SharingBasis.DUTY: gettext_lazy("The law asks us to tell"),
    SharingBasis.SAFEGUARDING: gettext_lazy("To protect a child, or an adult at risk, from harm"),
    SharingBasis.VITAL: gettext_lazy("Somebody's life or health is in danger"),
    SharingBasis.CRIME: gettext_lazy("To prevent or detect a crime"),
    SharingBasis.AGREED: gettext_lazy("They agreed, and could have refused"),
    SharingBasis.OTHER: gettext_lazy("Something else"),
}


class ShareForm(forms.Form):
    """What, to whom, on what basis, why, how, when, and who agreed."""

    referral = forms.UUIDField(widget=forms.HiddenInput, required=False)
    employer = forms.BooleanField(widget=forms.HiddenInput, required=False)
    # "with" is a word of Python; the box is called as the words are kept.
    field_order = (
        "referral",
        "employer",
        "with",
        "what",
        "basis",
        "other",
        "why",
        "how",
        "happened",
        "approved_by",
    )
    what = Narrative(label=gettext_lazy("What was told"), rows=3, max_length=10_000, required=False)
    basis = OneOf(
        label=gettext_lazy("On what does it rest?"),
        choices=list(BASES.items()),
        help_text=gettext_lazy("Consent is rarely the basis of telling somebody who can protect."),
    )
    other = Line(label=gettext_lazy("If something else, what?"), max_length=500, required=False)
    why = Narrative(
        label=gettext_lazy("Why it was necessary, and no less would do"),
        rows=3,
        max_length=10_000,
        required=False,
    )
    how = Line(label=gettext_lazy("How: a call, a form, a secure mail"), max_length=500, required=False)
    happened = LondonMoment(
        label=gettext_lazy("When was it told?"),
        help_text=gettext_lazy("Leave empty for now."),
        required=False,
    )
    approved_by = Pick(label=gettext_lazy("Who here agreed that it is told?"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["with"] = Line(
            label=_("To whom: the post and the organisation"), max_length=500, required=False
        )
        self.fields["approved_by"].choices = people  # type: ignore[attr-defined]
        self.order_fields(self.field_order)

    def words(self) -> dict[str, str]:
        """The boxes as they are kept."""
        said = self.cleaned_data
        return {box: said[box] for box in ("with", "what", "why", "how")} | {"basis": said["other"]}


@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Write down what was told; of a referral that was sent it begins with to whom."""
    seen, page = on_concern(request, concern_id)
    if "emergency" in page:
        raise NothingHere
    asked, employer = request.GET.get("referral", ""), request.GET.get("employer", "") == "1"
    people = {row.person_id for row in holders(post_titles(seen.moment), seen.moment)}
    known = details(people, seen.moment)
    names = sorted(((str(one), row.full_name) for one, row in known.items()), key=lambda pair: pair[1])
    begun = _begun(asked, concern_id, seen) | {"employer": employer}
    form = ShareForm(request.POST or None, people=names, initial=begun)

    def do(visit: Visit) -> None:
        said = form.cleaned_data
        share_information(
            concern_id=concern_id,
            basis=SharingBasis(said["basis"]),
            words=form.words(),
            shared_at=when_said(form, visit).at,
            approved_by=UUID(said["approved_by"]),
            referral_id=said["referral"],
            to_employer=said["employer"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    lead = _("Say the post and the organisation, and no name of theirs. Nothing is sent from here.")
    title = _("Write down that their employer was told") if employer else _("Write down what was shared")
    return step(request, concern_id, "desk/step.html", form, do, title=title, lead=lead)


def _begun(asked: str, concern_id: UUID, seen: Visit) -> dict[str, Any]:
    """What the entry of a referral begins with: to whom it went. Nothing for an id of none, or of another concern's."""
    begun = {"approved_by": str(seen.who.person_id)}
    row = next((one for one in Referral.objects.filter(concern_id=concern_id) if str(one.id) == asked), None)
    if row is None:
        return begun
    to = addressee_of(row.governed_by, row.to, seen.moment) or row.route.replace("-", " ")
    return begun | {"referral": asked, "with": to, "what": _("The referral, as it stands in this record.")}


class ReceiptForm(forms.Form):
    """That it arrived."""

    receipt = Line(label=gettext_lazy("How do you know that it arrived?"), max_length=500)
    happened = LondonMoment(
        label=gettext_lazy("When?"), help_text=gettext_lazy("Leave empty for now."), required=False
    )


@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, concern_id: UUID, share_id: UUID) -> HttpResponse:
    """Write down that what was told arrived."""
    _seen, page = on_concern(request, concern_id)
    if "emergency" in page or not Share.objects.filter(pk=share_id, concern_id=concern_id).exists():
        raise NothingHere
    form = ReceiptForm(request.POST or None)

    def do(visit: Visit) -> None:
        note_receipt(
            share_id=share_id,
            received_at=when_said(form, visit).at,
            receipt=form.cleaned_data["receipt"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    return step(request, concern_id, "desk/step.html", form, do, title=_("It arrived"))
