"""Putting right what was filed in error: moving an entry, and saying that somebody is not who they were taken for."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....authority.access.queries import visible
from ....authority.access.vocabulary import Capability
from ....authority.identity.queries import find
from ....ground.kernel.refusals import NothingHere, Refusal
from ....work.casework.models import Concern, ConcernPerson, Entry
from ....work.casework.operations.reading import File
from ....work.casework.operations.refiling import correct_link, move_entry
from ..forms.fields import Line, Narrative, OneOf
from ..scope import Visit
from ..writing import once
from .linking import MOST
from .pages import on_concern
from .steps import after, step

NOBODY = "nobody"


class MoveForm(forms.Form):
    """Where an entry belongs, and why."""

    reference = Line(
        label=_("Reference of the concern it belongs to"),
        help_text=_("It stands at the head of its record, for example K7QF-3MWD."),
        max_length=40,
    )
    reason = Narrative(label=_("What went wrong?"), rows=3)


class RelinkForm(forms.Form):
    """Who somebody is instead, and why."""

    reason = Narrative(label=_("What went wrong?"), rows=3)
    name = Line(label=_("Find the right person by name"), max_length=100, required=False)
    person = OneOf(label=_("Who is it?"))

    def __init__(self, *args: Any, found: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = [*found, (NOBODY, _("Not known yet: only undo the link"))]  # type: ignore[attr-defined]


def elsewhere(files: Iterable[File], seen: Visit) -> dict[UUID, str]:
    """The references of the other records that something went to or came from, as far as this reader may see them."""
    ids = {trace.row.elsewhere_id for file in files for trace in file.refiled if trace.row.elsewhere_id}
    rows = visible(Concern.objects.filter(pk__in=ids), seen.who, seen.moment)
    return dict(rows.values_list("pk", "reference")) if ids else {}


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, concern_id: UUID, entry_id: UUID) -> HttpResponse:
    """Move an entry to the record it belongs to."""
    on_concern(request, concern_id)
    if not Entry.objects.filter(pk=entry_id, concern_id=concern_id).exists():
        raise NothingHere
    form = MoveForm(request.POST or None)

    def do(seen: Visit) -> None:
        move_entry(
            concern_id=concern_id,
            entry_id=entry_id,
            reference=form.cleaned_data["reference"],
            reason=form.cleaned_data["reason"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    lead = _(
        "Its words can then be read on the other record and not on this one, where it only says that something was "
        "moved. When it happened and who first wrote it stay with it. It can be moved back in the same way."
    )
    return step(
        request, concern_id, "desk/step.html", form, do, title=_("Move what was filed in error"), lead=lead
    )


@require_http_methods(["GET", "POST"])
def relink(request: HttpRequest, concern_id: UUID, row_id: UUID) -> HttpResponse:
    """Say that somebody is not the person of the directory they were taken for."""
    seen, page = on_concern(request, concern_id)
    seen.who.may(Capability.TRIAGE).enforce(who_can_help="Your designated safeguarding lead can.")
    if not ConcernPerson.objects.filter(pk=row_id, concern_id=concern_id).exists():
        raise NothingHere
    name = request.POST.get("name", "").strip()[:100]
    people = find(name, seen.moment)[:MOST] if name else []
    form = RelinkForm(
        request.POST or None, found=[(str(person.person_id), _called(person)) for person in people]
    )
    if "find" in request.POST:
        form.errors.clear()
    elif form.is_bound and form.is_valid():
        chosen = form.cleaned_data["person"]
        try:
            with once(request):
                correct_link(
                    concern_id=concern_id,
                    row_id=row_id,
                    person_id=None if chosen == NOBODY else UUID(chosen),
                    reason=form.cleaned_data["reason"],
                    actor=seen.actor,
                    now=seen.moment.as_at,
                )
            return after(seen, concern_id)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    context = page | {"form": form, "concern_id": concern_id, "none_found": bool(name) and not people}
    return render(request, "desk/relink.html", context, status=422 if form.errors else 200)


def _called(person: Any) -> str:
    if person.date_of_birth is None:
        return str(person.full_name)
    return _("%(name)s, born %(day)s") % {"name": person.full_name, "day": f"{person.date_of_birth:%d %B %Y}"}
