"""Telling whoever reported that it has ended, in a plain sentence that may be told."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....ground.kernel.moments import Moment
from ....work.casework.models import Concern
from ....work.casework.operations.closing import say_it_ended
from ....work.casework.queries.closing import may_hear_of
from ....work.casework.vocabulary import Closing
from ..forms.fields import Narrative, OneOf
from ..scope import Visit
from .pages import on_concern
from .steps import step

SENTENCES = {
    Closing.ENDED: _(
        "We have looked into what you told us and done what we could. We cannot say more here. "
        "You were right to tell us."
    ),
    Closing.CHECKED: _(
        "We looked into what you told us. Nothing more needs to be done now. "
        "You were right to tell us, and you can tell us again."
    ),
    Closing.HELPED: _("Help has been given. We cannot say more here. You were right to tell us."),
    Closing.PASSED_ON: _(
        "We have asked people outside who can help. We cannot say more here. You were right to tell us."
    ),
}
"""What each closing says to whoever reported, in words a 12-year-old reads."""
_OWN = _("In my own words")


class ClosingForm(forms.Form):
    """Which sentence, or one's own."""

    closing = OneOf(label=_("What will they read?"))
    words = Narrative(
        label=_("Your own words"),
        help_text=_("Only if you chose them above. Say nothing of anybody else."),
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, allowed: frozenset[Closing], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(c.value, SENTENCES.get(c, _OWN)) for c in Closing if c in allowed]
        self.fields["closing"].choices = choices  # type: ignore[attr-defined]
        if Closing.OWN_WORDS not in allowed:
            del self.fields["words"]

    def sentence(self) -> str:
        """The sentence as they will read it."""
        chosen = Closing(self.cleaned_data["closing"])
        return self.cleaned_data["words"] if chosen is Closing.OWN_WORDS else str(SENTENCES[chosen])


@require_http_methods(["GET", "POST"])
def closing(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Choose or write the closing sentence for whoever reported."""
    seen, _page = on_concern(request, concern_id)
    form = ClosingForm(request.POST or None, allowed=_allowed(concern_id, seen.moment))

    def do(visit: Visit) -> None:
        say_it_ended(
            concern_id=concern_id,
            closing=Closing(form.cleaned_data["closing"]),
            words=form.sentence(),
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    lead = _(
        "They read it on the page of their report, with their reference and code or signed in. Nothing is sent "
        "to them. The sentences here are those that may be told of this matter."
    )
    return step(
        request, concern_id, "desk/step.html", form, do, title=_("Tell them that it has ended"), lead=lead
    )


def _allowed(concern_id: UUID, moment: Moment) -> frozenset[Closing]:
    return may_hear_of(Concern.objects.get(pk=concern_id), moment)
