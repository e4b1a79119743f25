"""Two concerns that are one matter: joining them, parting them, and reading them in one place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import NothingHere
from ....work.casework.models import Action, Concern, Decision
from ....work.casework.operations.deciding import is_made
from ....work.casework.operations.joining import join_concerns, part_concerns, read_matter
from ....work.casework.operations.names import names_for
from ....work.casework.operations.reading import File, Worded
from ....work.casework.queries.desk import Line as QueueLine
from ....work.casework.queries.desk import lines_of
from ....work.casework.queries.joined import matter_of
from ..forms.fields import Line, Narrative
from ..scope import Visit
from .chronology import happened_at
from .due import due_on
from .pages import for_a_while, on_concern, shared
from .paper import foot
from .refiling import elsewhere
from .steps import step


class JoinForm(forms.Form):
    """Which other concern, and why."""

    reference = Line(
        label=_("Reference of the other concern"),
        help_text=_("It stands at the head of its record, for example K7QF-3MWD."),
        max_length=40,
    )
    reason = Narrative(label=_("Why are they one matter?"), rows=3)


class PartForm(forms.Form):
    """Why they are not."""

    reason = Narrative(label=_("Why are they two matters after all?"), rows=3)


@dataclass(frozen=True, slots=True)
class Happening:
    """One row of a record, and the concern in whose record it stands."""

    at: datetime
    worded: Worded
    concern: Concern


def joined_with(concern_id: UUID, seen: Visit, moment: Moment) -> tuple[QueueLine, ...]:
    """The other concerns of a matter that this reader may see, as known at the moment."""
    others = matter_of(concern_id, seen.who, seen.moment, moment)[1:]
    return lines_of(Concern.objects.filter(pk__in=others).order_by("received_at", "id")) if others else ()


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Say that another concern is the same matter."""
    form = JoinForm(request.POST or None)

    def do(seen: Visit) -> None:
        join_concerns(
            concern_id=concern_id,
            reference=form.cleaned_data["reference"],
            reason=form.cleaned_data["reason"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    lead = _(
        "Both records then show each other, and can be read in one place. Each keeps its own people, its own dates "
        "and its own policies, and nobody can read more than before."
    )
    return step(
        request, concern_id, "desk/step.html", form, do, title=_("Join to another concern"), lead=lead
    )


@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, concern_id: UUID, other_id: UUID) -> HttpResponse:
    """Take two joined concerns apart."""
    seen, _page = on_concern(request, concern_id)
    if other_id not in matter_of(concern_id, seen.who, seen.moment)[1:]:
        raise NothingHere
    form = PartForm(request.POST or None)

    def do(visit: Visit) -> None:
        part_concerns(
            concern_id=concern_id,
            other_id=other_id,
            reason=form.cleaned_data["reason"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    return step(request, concern_id, "desk/step.html", form, do, title=_("Take them apart"))


@require_GET
def together(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Everything that happened in a matter, in order, each with the concern it stands in."""
    seen, page = shared(request)
    matter = read_matter(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at)
    happened = _in_order(matter.files)
    context = {
        "concern_id": concern_id,
        "files": matter.files,
        "joinings": matter.joinings,
        "references": {file.concern.id: file.concern.reference for file in matter.files},
        "names": {name: said for file in matter.files for name, said in names_for(file, seen.moment).items()},
        "happened": happened,
        "to_do": [h for h in happened if isinstance(h.worded.row, Action) and h.worded.row.done_at is None],
        "made": {
            h.worded.row.id: is_made(h.worded.row) for h in happened if isinstance(h.worded.row, Decision)
        },
        "replaced": [worded for file in matter.files for worded in file.replaced],
        "stages": [staged for file in matter.files for staged in file.stages],
        "refiled": [trace for file in matter.files for trace in file.refiled],
        "elsewhere": elsewhere(matter.files, seen),
        "due": {file.concern.id: due_on(file.concern.id, seen.moment) for file in matter.files},
    }
    concerns = [file.concern for file in matter.files]
    context |= for_a_while(seen, concern_id)
    return render(request, "desk/together.html", page | foot(seen, *concerns) | context)


def _in_order(files: Iterable[File]) -> list[Happening]:
    """By when things happened, not by when they were written: that is how a matter is understood."""
    found = [Happening(happened_at(worded), worded, file.concern) for file in files for worded in file.record]
    return sorted(found, key=lambda happening: (happening.at, happening.worded.row.pk))
