"""Whether somebody was told of a referral; and, apart from it, whether they agreed to support."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ....work.casework.operations.telling import hear_of_consent, say_told
from ....work.casework.vocabulary import Agreed, WasTold, Whom
from ..forms.fields import LondonMoment, Narrative, OneOf
from ..forms.times import Day
from ..scope import Visit
from .referral import on_referral
from .steps import step, when_said

WHOM = {
    Whom.PERSON: gettext_lazy("The person this is about"),
    Whom.PARENT: gettext_lazy("A parent or carer"),
}
TOLD = {
    WasTold.YES: gettext_lazy("Yes"),
    WasTold.NO: gettext_lazy("No: telling would put somebody at risk, or stop help"),
    WasTold.NOT_YET: gettext_lazy("Not yet"),
    WasTold.NOT_KNOWN: gettext_lazy("Not known"),
}
AGREED = {
    Agreed.GIVEN: gettext_lazy("Agreed"),
    Agreed.DECLINED: gettext_lazy("Declined"),
    Agreed.WITHDRAWN: gettext_lazy("Agreed, and took it back"),
    Agreed.NOT_ASKED: gettext_lazy("Not asked yet"),
    Agreed.NOT_KNOWN: gettext_lazy("Not known: we were not told"),
}


class ToldForm(forms.Form):
    """Whom, whether, when; and by whom or why not."""

    whom = OneOf(label=gettext_lazy("Who?"), choices=list(WHOM.items()))
    told = OneOf(label=gettext_lazy("Were they told of the referral?"), choices=list(TOLD.items()))
    happened = LondonMoment(
        label=gettext_lazy("If they were: when?"),
        help_text=gettext_lazy("Leave empty for now."),
        required=False,
    )
    words = Narrative(
        label=gettext_lazy("By whom, and what they said; or why not"),
        rows=3,
        max_length=10_000,
        required=False,
    )


class ConsentForm(forms.Form):
    """What we are told of consent."""

    said = OneOf(label=gettext_lazy("What do they tell you?"), choices=list(AGREED.items()))
    heard_on = Day(label=gettext_lazy("When did you hear it?"), required=True)
    words = Narrative(
        label=gettext_lazy("Who told you, and who agreed or refused: the person, or a parent"),
        rows=3,
        max_length=10_000,
        required=False,
    )


@require_http_methods(["GET", "POST"])
def told(request: HttpRequest, concern_id: UUID, referral_id: UUID) -> HttpResponse:
    """Write down whether somebody was told of the referral."""
    on_referral(request, concern_id, referral_id)
    asked = request.GET.get("whom", "")
    form = ToldForm(request.POST or None, initial={"whom": asked} if asked in list(Whom) else {})

    def do(visit: Visit) -> None:
        said: dict[str, Any] = form.cleaned_data
        was = WasTold(said["told"])
        say_told(
            referral_id=referral_id,
            whom=Whom(said["whom"]),
            told=was,
            happened_at=when_said(form, visit).at if was is WasTold.YES else None,
            words=said["words"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    lead = _(
        "A referral does not need consent. Mostly people are told, and a parent of somebody under 18; not where it "
        "would put somebody at risk."
    )
    return step(
        request, concern_id, "desk/step.html", form, do, title=_("Were they told of the referral?"), lead=lead
    )


@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest, concern_id: UUID, referral_id: UUID) -> HttpResponse:
    """Write down what the panel tells us of consent to support."""
    on_referral(request, concern_id, referral_id)
    form = ConsentForm(request.POST or None)

    def do(visit: Visit) -> None:
        hear_of_consent(
            referral_id=referral_id,
            said=Agreed(form.cleaned_data["said"]),
            heard_on=form.cleaned_data["heard_on"],
            words=form.cleaned_data["words"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    lead = _(
        "Support such as Channel is voluntary. Whoever gives it asks for consent, of a parent for somebody under 18. "
        "Write down what they tell you; do not ask for it yourself. The referral itself needs none."
    )
    return step(request, concern_id, "desk/step.html", form, do, title=_("Consent to support"), lead=lead)
