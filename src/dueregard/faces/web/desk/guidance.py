"""New editions of law and guidance: which are known here, a file held against the edition before, taking one on."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from ....assurance.status.new_guidance import consequences
from ....authority.policy.catalogue import Catalogue, Requirement
from ....authority.policy.catalogue_changes import Changes, compare
from ....authority.policy.catalogue_files import MOST_BYTES
from ....authority.policy.catalogue_writing import write_catalogue
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import BadInput, NothingHere
from ....work.governance.operations.guidance import read_new, take_back_guidance, take_on_guidance
from ....work.governance.queries.guidance import edition_before, every_edition, guidance_in_use
from ....work.governance.rules.marking import Mark, marked
from ..forms.times import Day
from ..reading import reads_files
from ..writing import filled, once
from .governance.keeping import keeper
from .governance.words import names_of
from .guidance_words import COLUMNS, HOLDS_IN, HOW_SURE, said_dated

SAME, OTHER, NEW, GONE = "kept", "grace", "soon", "late"
LEGEND = {SAME: _("as before"), OTHER: _("says something else"), NEW: _("new"), GONE: _("gone")}
_WORDS = {"how_sure": HOW_SURE, "holds_in": HOLDS_IN, "said_dated": said_dated}


class ListFile(forms.FileField):
    """A list of what a text asks, read and not kept."""

    component = "file"
    widget = forms.FileInput(attrs={"accept": ".csv"})


class NewEditionForm(forms.Form):
    """The file of an edition."""

    file = ListFile(
        label=_("The list of what the new edition asks"),
        help_text=_(
            "A CSV file in UTF-8 of up to 1 MB. You see first what it changes; nothing is kept before you say so."
        ),
        error_messages={
            "required": _("Choose the file of the new edition."),
            "empty": _("There is nothing in this file."),
        },
    )


class TakeOnForm(forms.Form):
    """From which day an edition holds; the file comes along unseen."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False)
    since = Day(label=_("From which day is it in force?"))


@reads_files
@require_http_methods(["GET", "POST"])
def editions(request: HttpRequest) -> HttpResponse:
    """Every edition that is known here; a new one from a file, shown and not kept; and taking it on."""
    seen, page = keeper(request)
    if "text" in request.POST:
        return _take_on(request, seen.moment, page, {"actor": seen.actor, "now": seen.moment.as_at})
    sent = request.method == "POST"
    form = NewEditionForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_bound and form.is_valid():
        try:
            file = form.cleaned_data["file"]
            if file.size > MOST_BYTES:
                raise BadInput("This is not a catalogue: it is larger than 1 MB.")
            data = file.read()
            new, _now = read_new(data, seen.moment)
            text = data.decode("utf-8-sig").replace("\r\n", "\n")
            day = new.header.in_force_from if new.header else None
            asked = TakeOnForm(initial={"text": text, "since": day})
            return render(
                request, "desk/guidance_new.html", page | _held(new, day, seen.moment) | {"form": asked}
            )
        except BadInput as refusal:
            for sentence in refusal.sentence.split("\n"):
                form.add_error("file", sentence)
    held, every = guidance_in_use(seen.moment), every_edition(seen.moment)
    page |= _WORDS | {
        "form": form,
        "every": [(one, one in held) for one in every],
        "names": names_of([one.row.by for one in every if one.row], seen.moment),
    }
    return render(request, "desk/guidance.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edition(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """An edition that was taken on: what it changed, and what follows. A post takes it back."""
    seen, page = keeper(request)
    found = next((one for one in every_edition(seen.moment) if one.row and one.row.id == edition_id), None)
    if found is None or found.row is None:
        raise NothingHere
    if request.method == "POST":
        with once(request):
            take_back_guidance(edition_id=edition_id, actor=seen.actor, now=seen.moment.as_at)
        return redirect("guidance")
    page |= _compared(found.catalogue, edition_before(found, seen.moment), found.since, seen.moment)
    page |= {"found": found, "names": names_of([found.row.by], seen.moment)}
    return render(request, "desk/guidance_edition.html", page)


@require_GET
def as_file(request: HttpRequest, document: str) -> HttpResponse:
    """The list of the edition that holds, as a file: whoever draws up the next one begins with it."""
    seen, _page = keeper(request)
    found = next((one for one in guidance_in_use(seen.moment) if one.header.document == document), None)
    if found is None:
        raise NothingHere
    answer = HttpResponse("\ufeff" + write_catalogue(found.catalogue), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.header.document}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def _take_on(request: HttpRequest, moment: Moment, page: dict[str, Any], by: dict[str, Any]) -> HttpResponse:
    form = TakeOnForm(request.POST)
    text = request.POST["text"].replace("\r\n", "\n")
    kept: list[UUID] = []

    def write() -> None:
        row = take_on_guidance(text=text, since=form.cleaned_data["since"], **by)
        kept.append(row.id)

    if filled(request, form, write):
        return redirect("guidance-edition", edition_id=kept[0]) if kept else redirect("guidance")
    try:
        new, _now = read_new(text.encode(errors="surrogatepass"), moment)
    except BadInput as refusal:
        again = NewEditionForm()
        again.errors["file"] = again.error_class(refusal.sentence.split("\n"))
        return render(request, "desk/guidance.html", page | _WORDS | {"form": again, "every": []}, status=422)
    day = form.cleaned_data.get("since") or (new.header.in_force_from if new.header else None)
    return render(
        request, "desk/guidance_new.html", page | _held(new, day, moment) | {"form": form}, status=422
    )


def _held(new: Catalogue, day: date | None, moment: Moment) -> dict[str, Any]:
    """A new edition against the one that holds now."""
    document = new.header.document if new.header else ""
    now = next((one for one in guidance_in_use(moment) if one.header.document == document), None)
    return _compared(new, now.catalogue if now else None, day or moment.as_at.date(), moment)


def _compared(new: Catalogue, before: Catalogue | None, since: date, moment: Moment) -> dict[str, Any]:
    changes = compare(before, new) if before is not None else None
    return _WORDS | {
        "header": new.header,
        "changes": changes,
        "rows": len(new),
        "columns": COLUMNS,
        "cells": list(_cells(new, changes)) if changes else [],
        "legend_names": LEGEND,
        "changed": [(one, _marked(one.old, one.new, one.columns)) for one in changes.changed]
        if changes
        else [],
        "follows": consequences(new, changes, since, moment),
    }


def _cells(new: Catalogue, changes: Changes) -> Iterator[str]:
    """A part of the drawing for each row of the new edition in its order, then those that are gone."""
    added, other = {row.id for row in changes.added}, {one.new.id for one in changes.changed}
    for id in new:
        yield NEW if id in added else OTHER if id in other else SAME
    yield from (GONE for _row in changes.gone)


def _marked(
    old: Requirement, new: Requirement, columns: tuple[str, ...]
) -> list[tuple[str, tuple[Mark, ...]]]:
    return [(name, marked(_said(old, name), _said(new, name))) for name in columns]


def _said(row: Requirement, name: str) -> str:
    value = getattr(row, name)
    if name == "force":
        return row.bound_by
    if name == "confidence" and value:
        return str(HOW_SURE[value])
    return str(value or "")
