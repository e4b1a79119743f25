"""What somebody's work is, and whether it is regulated activity: it decides which checks are asked of them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....authority.identity.queries import aliases
from ....authority.people.models import Span
from ....authority.people.vocabulary import Regulated, Standing, Work
from ....ground.kernel.moments import Moment, london_day
from ....work.training.central_record import ON_RECORD
from ....work.training.operations.saying_work import say_work
from ..forms.fields import OneOf, Pick
from ..forms.questions import Questions
from ..forms.times import Day
from ..writing import done
from .check_words import STANDINGS, day
from .checks_of import on_record

_NOT_KNOWN = "not-known"
WORKS = {
    Work.DELIVERY: _("Teaches, trains, assesses or coaches learners"),
    Work.SUPPORT: _("Supports learners in other ways, or the running of the place"),
    Work.MANAGEMENT: _("Manages"),
    Work.IT: _("Looks after computers, filtering and monitoring"),
}


class WorkForm(Questions):
    """What they do, and since when it has been so."""

    span = OneOf(label=_("In which of the ways in which they are here?"), choices=())
    work = Pick(label=_("What do they do?"), choices=[(_NOT_KNOWN, _("Not known")), *WORKS.items()])
    regulated = OneOf(
        label=_("Is it regulated activity with under-18s?"),
        help_text=_(
            "Teaching, training, instructing, looking after or supervising under-18s on more than 3 days in 30, or "
            "overnight. Being supervised makes no difference any more."
        ),
        choices=[
            (Regulated.YES, _("Yes")),
            (Regulated.NO, _("No")),
            (_NOT_KNOWN, _("Not known: a DBS certificate is asked until somebody says")),
        ],
    )
    since = Day(
        label=_("Since when?"), help_text=_("The day from which it has been so. It stays in the history.")
    )

    def __init__(self, *args: Any, spans: list[Span], **options: Any) -> None:
        last = spans[-1]
        given = {
            "span": str(last.id),
            "work": last.work or _NOT_KNOWN,
            "regulated": last.regulated or _NOT_KNOWN,
            "since": london_day(last.since),
        }
        super().__init__(*args, **options | {"initial": given})
        self.fields["span"].choices = [(str(span.id), _called(span)) for span in spans]  # type: ignore[attr-defined]


def _called(span: Span) -> str:
    since = _("since %(day)s") % {"day": day(london_day(span.since))}
    return f"{STANDINGS[Standing(span.standing)]}{f', {span.position}' if span.position else ''}, {since}"


def _spans(person_id: UUID, moment: Moment) -> list[Span]:
    rows = Span.objects.holding(moment).filter(
        person_id__in=aliases(person_id, moment), standing__in=ON_RECORD
    )
    return list(rows.order_by("since", "id"))


@require_http_methods(["GET", "POST"])
def work_of(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Say what somebody's work is."""
    seen, page, line = on_record(request, person_id)
    form = WorkForm(request.POST or None, spans=_spans(line.person, seen.moment))

    def write() -> None:
        said = form.cleaned_data
        say_work(
            person_id=line.person,
            span_id=UUID(said["span"]),
            work=None if said["work"] == _NOT_KNOWN else Work(said["work"]),
            regulated=None if said["regulated"] == _NOT_KNOWN else Regulated(said["regulated"]),
            since=said["since"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if form.is_valid() and done(request, form, write):
        return redirect("checks-of", person_id=line.person)
    page |= {"form": form, "title": _("The work of %(name)s") % {"name": line.name}}
    page |= {"lead": _("It decides which checks are asked. What was said before stays in the history.")}
    return render(request, "desk/check_step.html", page, status=422 if form.errors else 200)
