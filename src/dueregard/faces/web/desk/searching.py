"""Looking for words in the records of one circle that a reader may see."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....authority.access.vocabulary import READS_CASES, Circle
from ....ground.kernel.refusals import BadInput, NothingHere
from ....work.casework.labels import when
from ....work.casework.operations.searching import Searching, search_records
from ..forms.fields import Line, Tick
from ..scope import Visit
from .pages import shared
from .paper import foot


class WordsForm(forms.Form):
    """What to look for, and behind which door."""

    sought = Line(
        label=_("Which word or words?"),
        help_text=_("As they stand there, one after the other. Capitals and accents do not matter."),
        max_length=100,
    )
    restricted = Tick(label=_("Look behind the restricted door, and not in the open ones"), required=False)


@require_http_methods(["GET", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """By POST, though all it writes is who looked: nothing somebody sought belongs in an address."""
    seen, page = shared(request, "find")
    if not seen.who.capabilities & READS_CASES:
        raise NothingHere
    form = WordsForm(request.POST or None)
    searched = _look(form, seen) if form.is_valid() else None
    context = page | foot(seen) | {"form": form, "searched": searched, "when": when}
    return render(request, "desk/search.html", context, status=422 if form.errors else 200)


def _look(form: WordsForm, seen: Visit) -> Searching | None:
    sought, restricted = form.cleaned_data["sought"], form.cleaned_data["restricted"]
    circle = Circle.SEALED if restricted else Circle.OPEN
    try:
        return search_records(sought=sought, circle=circle, actor=seen.actor, now=seen.moment.as_at)
    except BadInput as refusal:
        form.add_error(refusal.field, refusal.sentence)
        return None
