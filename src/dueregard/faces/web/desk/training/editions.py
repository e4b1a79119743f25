"""Saying which edition of a document is to be read, and from when."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from .....authority.policy.queries import in_force
from .....ground.kernel.moments import Moment, from_london, london_day
from .....ground.kernel.refusals import BadInput
from .....work.training.operations.editions import adopt_edition
from ...forms.fields import Line, Pick
from ...forms.times import Day
from ...scope import Visit
from ...writing import once
from ..pages import shared
from .keeping import keeps_training

_LONGEST = 40
_WEB = URLValidator(schemes=["https", "http"], message=_("Write the whole address, beginning with https://."))


class EditionForm(forms.Form):
    """An edition of one of the documents that policies ask people to read."""

    document = Pick(label=_("Which document?"))
    edition = Line(
        label=_("Which edition?"), help_text=_("Its year or number, like 2026."), max_length=_LONGEST
    )
    link = Line(
        label=_("Where can people read it?"), help_text=_("A web address."), max_length=500, required=False,
        validators=[_WEB],
    )  # fmt: skip
    since = Day(
        label=_("From which day is it to be read?"), help_text=_("Leave empty for today."), required=False
    )

    def __init__(self, *args: Any, moment: Moment, **options: Any) -> None:
        super().__init__(*args, **options)
        # A policy's own text is to be read from when it is in force; nobody says so apart.
        asked = (one for one in in_force("reading", moment) if one.block.document != one.policy)
        self.titles = {one.block.document: one.block.title for one in asked}
        self.fields["document"].choices = list(self.titles.items())  # type: ignore[attr-defined]

    def clean_edition(self) -> str:
        """An id in small letters, as completions keep it."""
        written = slugify(self.cleaned_data["edition"])
        if not written:
            raise forms.ValidationError(_("Write it in letters or figures, like 2026."))
        return written


@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest) -> HttpResponse:
    """Name an edition: everybody whom a policy asks to read the document is asked again."""
    seen, page = shared(request, "training")
    keeps_training(seen)
    form = EditionForm(request.POST or None, moment=seen.moment)
    if form.is_bound and form.is_valid():
        try:
            with once(request):
                _adopt(form, seen)
            return redirect("training")
        except BadInput as refusal:
            form.add_error(None, refusal.sentence)
    page |= {
        "form": form,
        "title": _("Say which edition is to be read"),
        "lead": _("Everybody whom a policy asks to read it is asked again from that day."),
    }
    return render(request, "desk/training/step.html", page, status=422 if form.errors else 200)


def _adopt(form: EditionForm, seen: Visit) -> None:
    said = form.cleaned_data
    adopt_edition(
        document=said["document"],
        edition=said["edition"],
        title=form.titles[said["document"]],
        link=said["link"],
        since=_begin(said, seen),
        actor=seen.actor,
        now=seen.moment.as_at,
    )


def _begin(said: dict[str, Any], seen: Visit) -> datetime:
    """The first moment of another day; of today, now."""
    day = said["since"]
    if day is None or day == london_day(seen.moment.as_at):
        return seen.moment.as_at
    return from_london(day, time())
