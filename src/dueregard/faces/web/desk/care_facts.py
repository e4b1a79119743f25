"""What is so about somebody's care and support: written down, ended, put right, beside the support plans."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ....authority.access.vocabulary import CONCERNED
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import NothingHere
from ....work.casework.operations.names import names_for
from ....work.casework.operations.reading import read_concern
from ....work.casework.queries.seeing import is_theirs
from ....work.support.facts import NAMES
from ....work.support.models import CareFact
from ....work.support.operations.facts import So, end_fact, keep_fact
from ....work.support.vocabulary import SaidBy, Situation
from ..forms.fields import Narrative, OneOf, Pick
from ..forms.times import Day
from ..scope import Visit
from ..writing import filled
from .pages import on_concern
from .people_of_record import named

_CHOOSE = ("", gettext_lazy("Choose one"))
"""Nothing is so because nobody chose."""
SAID_BY = {
    SaidBy.THEMSELVES: gettext_lazy("They themselves"),
    SaidBy.PARENT: gettext_lazy("A parent or carer"),
    SaidBy.COUNCIL: gettext_lazy("The council or the health service"),
    SaidBy.BEFORE: gettext_lazy("Where they were before"),
    SaidBy.OUR_RECORDS: gettext_lazy("Our own records"),
    SaidBy.SOMEBODY_ELSE: gettext_lazy("Somebody else"),
}


class FactForm(forms.Form):
    """What is so, of whom, and who says so."""

    person_row = OneOf(label=gettext_lazy("Of whom?"))
    situation = Pick(label=gettext_lazy("What is so?"), choices=[_CHOOSE, *NAMES.items()])
    since = Day(
        label=gettext_lazy("From which day?"),
        help_text=gettext_lazy("Leave it empty if you do not know."),
        required=False,
    )
    until = Day(label=gettext_lazy("If it is over: which was the first day without it?"), required=False)
    said_by = Pick(label=gettext_lazy("Who says so?"), choices=[_CHOOSE, *SAID_BY.items()])
    words = Narrative(
        label=gettext_lazy("What else is to be known?"),
        help_text=gettext_lazy("Whom to ask, such as the name and number of the social worker."),
        rows=2,
        max_length=5000,
        required=False,
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person_row"].choices = people  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """When it ended."""

    until = Day(label=gettext_lazy("Which was the first day without it?"))


@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Write down what is so."""
    seen, page = _on(request, concern_id)
    file = read_concern(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at)
    names = names_for(file, seen.moment)
    people = [(str(one.row.id), named(one, names)) for one in file.people if one.row.part in CONCERNED]
    first = {"person_row": people[0][0]} if len(people) == 1 else {}
    form = FactForm(request.POST or None, people=people, initial=first)

    def write() -> None:
        said = form.cleaned_data
        so = So(
            situation=Situation(said["situation"]),
            person_row=UUID(said["person_row"]),
            said_by=SaidBy(said["said_by"]),
            words=said["words"],
            since=said["since"],
            until=said["until"],
        )
        keep_fact(concern_id=concern_id, so=so, actor=seen.actor, now=seen.moment.as_at)

    if filled(request, form, write):
        return redirect("plans", concern_id=concern_id)
    lead = _("It stands here and on this record alone: on no list, in no search, in no figure.")
    page |= {"form": form, "title": _("Write down what is so about their care and support"), "lead": lead}
    return render(request, "desk/plan_step.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, concern_id: UUID, fact_id: UUID) -> HttpResponse:
    """Write down that it is so no more."""
    seen, page = _on(request, concern_id)
    if not CareFact.objects.filter(pk=fact_id, concern=concern_id).exists():
        raise NothingHere
    form = EndForm(request.POST or None, initial={"until": london_day(seen.moment.as_at)})

    def write() -> None:
        until = form.cleaned_data["until"]
        end_fact(concern_id=concern_id, fact_id=fact_id, until=until, actor=seen.actor, now=seen.moment.as_at)

    if filled(request, form, write):
        return redirect("plans", concern_id=concern_id)
    page |= {"form": form, "title": _("It is so no more"), "lead": ""}
    return render(request, "desk/plan_step.html", page, status=422 if form.errors else 200)


def _on(request: HttpRequest, concern_id: UUID) -> tuple[Visit, dict[str, Any]]:
    seen, page = on_concern(request, concern_id)
    if not is_theirs(concern_id, seen.who, seen.moment):
        raise NothingHere
    return seen, page | {"concern_id": concern_id}
