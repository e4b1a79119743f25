"""What I learnt besides what is asked of me: written down by me, and what it changed read by nobody else."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from .....work.training.operations.cpd import take_back_cpd, write_cpd
from ...forms.fields import Line, Narrative
from ...forms.times import Day
from ...scope import Visit
from ...writing import done, once
from ..pages import shared
from .stepping import asked


class CpdForm(forms.Form):
    """What, when, how long, and what it changed."""

    what = Line(
        label=_("What did you do or learn?"), help_text=_("A talk, an article, a visit, a course elsewhere.")
    )
    done_on = Day(label=_("On which day?"))
    minutes = Line(
        label=_("How many minutes?"),
        help_text=_("About is enough: 90 for an hour and a half."),
        max_length=10,
    )
    changed = Narrative(
        label=_("What do you do differently since?"),
        help_text=_("Only you read this."),
        rows=3,
        max_length=5000,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["minutes"].widget.attrs["inputmode"] = "numeric"

    def clean_minutes(self) -> int:
        """A whole number."""
        written = self.cleaned_data["minutes"]
        if not (written.isascii() and written.isdecimal()):
            raise forms.ValidationError(_("Write a whole number, like 90."))
        return int(written)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Write down what I learnt."""
    seen, page = shared(request, "my-training")
    form = CpdForm(request.POST or None)
    if form.is_valid() and done(request, form, lambda: _write(form.cleaned_data, seen)):
        return redirect("my-training")
    lead = _(
        "For what you learn besides what is asked of you. Whoever looks after training sees what and how long."
    )
    title = _("Write down what you learnt")
    return asked(
        request, page, form, title, lead, back=reverse("my-training"), back_to=_("Back to my training")
    )


def _write(said: dict[str, Any], seen: Visit) -> None:
    write_cpd(**said, actor=seen.actor, now=seen.moment.as_at)


@require_POST
def take_back(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Take back what I wrote."""
    seen, _page = shared(request, "my-training")
    with once(request):
        take_back_cpd(entry_id=entry_id, actor=seen.actor, now=seen.moment.as_at)
    return redirect("my-training")


def how_long(minutes: int) -> str:
    """Minutes as people say them: 1 hour 30 minutes."""
    hours, rest = divmod(minutes, 60)
    said = [
        ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours} if hours else "",
        ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest} if rest or not hours else "",
    ]
    return " ".join(filter(None, said))
