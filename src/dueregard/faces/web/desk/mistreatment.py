"""Marking a matter as bullying, harassment or discrimination, and saying what was done to challenge it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....work.casework.controls.indicators import Protected
from ....work.casework.models import Mistreatment
from ....work.casework.operations.mistreatment import mark_mistreatment
from ....work.casework.operations.reading import read_concern
from ....work.casework.queries.mistreatment import kinds_named
from ....work.casework.rules.mistreatment import Place, Said, read
from ..forms.fields import Narrative, SomeOf
from ..mistreatment_words import PLACES
from ..scope import Visit
from ..sign_words import PROTECTED
from .pages import on_concern
from .steps import step


class MistreatmentForm(forms.Form):
    """What it was, and what was done. What stands is filled in, so that an end is added to what was said."""

    touched = SomeOf(
        label=_("Was it about something the law protects?"),
        help_text=_(
            "Equality Act 2010. Only what was said or shown; leave it out where you would have to guess."
        ),
        choices=[(one.value, capfirst(words)) for one, words in PROTECTED.items()],
        required=False,
    )
    places = SomeOf(label=_("Where did it happen?"), choices=list(PLACES.items()), required=False)
    challenged = Narrative(
        label=_("What was done to challenge it?"),
        help_text=_("Who said or did what, and when. It can follow later."),
        rows=4,
        max_length=10_000,
        required=False,
    )
    ended = Narrative(
        label=_("How did it end?"),
        help_text=_(
            "Leave this empty until it is over: it has stopped, and whoever it was done to has been asked. Where it "
            "was none of these after all, say why."
        ),
        rows=3,
        max_length=10_000,
        required=False,
    )

    def __init__(self, *args: Any, kinds: tuple[str, ...], said: Said | None, **options: Any):
        super().__init__(*args, **options)
        self.fields["kinds"] = SomeOf(
            label=_("What was it?"),
            help_text=_(
                "In the words of our policies. Take every tick away if it was none of these after all."
            ),
            choices=[(one, one) for one in kinds],
            required=False,
        )
        if said:
            self.initial = {
                "kinds": said.kinds,
                "touched": said.touched,
                "places": said.places,
                "challenged": said.challenged,
                "ended": said.ended,
            }

    def said(self) -> Said:
        """What was answered, once the form is valid."""
        given = self.cleaned_data
        return Said(
            tuple(given["kinds"]),
            tuple(map(Protected, given["touched"])),
            tuple(map(Place, given["places"])),
            given["challenged"],
            given["ended"],
        )


@require_http_methods(["GET", "POST"])
def mark(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """The questions, with what the matter is marked as now; that was read, so the reading is written down."""
    seen, _page = on_concern(request, concern_id)
    file = read_concern(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at)
    said = next((read(one.words) for one in file.record if isinstance(one.row, Mistreatment)), None)
    kinds = tuple(dict.fromkeys([*kinds_named(seen.moment), *(said.kinds if said else ())]))
    form = MistreatmentForm(request.POST or None, kinds=kinds, said=said)

    def do(visit: Visit) -> None:
        mark_mistreatment(concern_id=concern_id, said=form.said(), actor=visit.actor, now=visit.moment.as_at)

    title = _("Bullying, harassment or discrimination")
    return step(request, concern_id, "desk/mistreatment.html", form, do, title=title, kinds=kinds)
