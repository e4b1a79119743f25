"""What belongs to no concern: what of it falls due, one thing, and what two people decide about it. No word of it is
shown: a class and a day are what a decision needs."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from .....assurance.rights import loose
from .....assurance.rights.keeping_words import LooseKind, RecordClass, Why
from .....assurance.rights.loose import By
from .....assurance.rights.models import LooseDisposal
from .....assurance.rights.queries.loose import (
    Loose,
    decides_on_loose,
    entry_of_loose,
    loose_disposal,
    loose_disposals,
    loose_thing,
    loose_things,
)
from .....assurance.rights.rules.keeping import in_words
from .....assurance.rights.rules.schedule import SCHEDULE
from .....authority.access.powers import post_titles
from .....ground.kernel.refusals import BadInput, NothingHere
from .....mechanisms.documents.pdf_out import pdf_file
from ...environment import day, london
from ...scope import Visit
from ...writing import filled
from ..governance.words import names_of
from ..pages import shared
from .going import AnswerForm, backup_words, period_then, posts_then, sheet_of
from .one import HoldForm, LiftForm, LookForm, chosen_in, holds_of, posts_of
from .words import ANCHORS, CAME, CLASSES, KINDS, MISSING, ON, STANDS, WHY

_MOST = 200


class LooseHoldForm(HoldForm):
    """Until when a thing is held, in which post, and why."""

    on = None  # type: ignore[assignment]


@require_GET
def every(request: HttpRequest) -> HttpResponse:
    """What this reader decides about, what waits and what is due first; and what went."""
    seen, page = shared(request, "keeping")
    if not decides_on_loose(seen.who):
        raise NothingHere
    rows = loose_things(seen.who, seen.moment)
    page |= _words() | {
        "rows": rows[:_MOST],
        "left": max(len(rows) - _MOST, 0),
        "gone": loose_disposals(seen.who, seen.moment)[:_MOST],
    }
    return render(request, "desk/keeping/loose.html", page)


@require_GET
def one(request: HttpRequest, kind: str, thing_id: UUID) -> HttpResponse:
    """How long one thing is kept, what holds it and what can be decided; or, once it went, its certificate."""
    seen, page, by = _at(request, kind, thing_id)
    if row := loose_disposal(thing_id, seen.who, seen.moment):
        page |= _words() | {"row": row, "rows": certified(row), "left": _LEFT}
        return render(request, "desk/keeping/loose_gone.html", page)
    return render(request, "desk/keeping/loose_one.html", page | _said(*loose.read_loose(by), seen))


@require_GET
def certificate(request: HttpRequest, kind: str, thing_id: UUID) -> HttpResponse:
    """The certificate as a file: a PDF with its headings and reading order marked."""
    seen, _page, _by = _at(request, kind, thing_id)
    row = loose_disposal(thing_id, seen.who, seen.moment)
    if row is None:
        raise NothingHere
    sheet = sheet_of(certified(row), _LEFT)
    answered = HttpResponse(pdf_file(sheet, now=seen.moment.as_at), content_type="application/pdf")
    answered["Content-Disposition"] = f'attachment; filename="certificate-{row.id}.pdf"'
    return answered


@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, kind: str, thing_id: UUID) -> HttpResponse:
    """Decide: kept until a day, or to go once a second person agrees."""
    form = LookForm(request.POST or None)
    lead = _("Nothing goes by itself. If you decide that it goes, somebody else has to agree within 14 days.")
    title = _("Decide how long this is kept")
    return _step(
        request,
        (kind, thing_id),
        form,
        lambda by: loose.look_at_loose(by, chosen=chosen_in(form.cleaned_data)),
        title=title,
        lead=lead,
    )


@require_http_methods(["GET", "POST"])
def put_hold(request: HttpRequest, kind: str, thing_id: UUID) -> HttpResponse:
    """Put a legal hold on one thing."""
    seen, _page, _by = _at(request, kind, thing_id)
    form = LooseHoldForm(request.POST or None, posts=posts_of(seen))
    lead = _(
        "A hold on a person does not reach this, because no row of it names anybody: hold it here as well."
    )
    return _step(
        request,
        (kind, thing_id),
        form,
        lambda by: loose.hold_loose(by, **form.cleaned_data),
        title=_("Put a legal hold"),
        lead=lead,
    )


@require_http_methods(["GET", "POST"])
def lift_hold(request: HttpRequest, kind: str, thing_id: UUID) -> HttpResponse:
    """Lift a hold that lies on one thing."""
    seen, _page, _by = _at(request, kind, thing_id)
    found = loose_thing(LooseKind(kind), thing_id, seen.who, seen.moment)
    holds = holds_of(found.holds if found else (), seen)
    form = LiftForm(request.POST or None, posts=posts_of(seen), holds=holds)

    def do(by: By) -> None:
        said = form.cleaned_data
        loose.lift_loose(by, hold_id=UUID(said["hold"]), post=said["post"], reason=said["reason"])

    lead = "" if holds else _("Nothing holds this now.")
    return _step(request, (kind, thing_id), form, do, title=_("Lift a legal hold"), lead=lead)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, kind: str, thing_id: UUID) -> HttpResponse:
    """The second person's answer: it goes now, or it stays."""
    seen, page, by = _at(request, kind, thing_id)
    if loose_disposal(thing_id, seen.who, seen.moment):
        return redirect("loose-one", kind=kind, thing_id=thing_id)
    found, reasons = loose.read_loose(by)
    waiting = found.waiting
    form = AnswerForm(request.POST or None, initial={"look": waiting.id if waiting else None})
    if form.is_bound and filled(request, form, lambda: _do(form.cleaned_data, by)):
        return redirect("loose-one", kind=kind, thing_id=thing_id)
    own = bool(waiting and waiting.looker_id == seen.who.person_id)
    page |= _said(found, reasons, seen) | {"form": form, "own": own}
    return render(request, "desk/keeping/loose_answer.html", page, status=422 if form.errors else 200)


def _do(said: dict[str, Any], by: By) -> None:
    if said["answer"] == "goes":
        loose.agree_on_loose(by, look_id=said["look"])
    elif said["reason"]:
        loose.disagree_on_loose(by, look_id=said["look"], reason=said["reason"])
    else:
        raise BadInput(_("Say why it stays."), field="reason")


def _step(
    request: HttpRequest,
    at: tuple[str, UUID],
    form: forms.Form,
    do: Callable[[By], object],
    **more: Any,
) -> HttpResponse:
    """Show a form, or do what it says and go back to the thing."""
    seen, page, by = _at(request, *at)
    if loose_thing(by.kind, by.thing_id, seen.who, seen.moment) is None:
        raise NothingHere
    if form.is_bound and filled(request, form, lambda: do(by)):
        return redirect("loose-one", kind=by.kind.value, thing_id=by.thing_id)
    page |= {"form": form, "kind": by.kind.value, "thing_id": by.thing_id} | more
    return render(request, "desk/keeping/loose_step.html", page, status=422 if form.errors else 200)


def _at(request: HttpRequest, kind: str, thing_id: UUID) -> tuple[Visit, dict[str, Any], By]:
    seen, page = shared(request, "keeping")
    if kind not in list(LooseKind) or not decides_on_loose(seen.who):
        raise NothingHere
    return seen, page, By(kind=LooseKind(kind), thing_id=thing_id, actor=seen.actor, now=seen.moment.as_at)


def _words() -> dict[str, Any]:
    return {
        "classes": CLASSES,
        "kinds": KINDS,
        "missing": MISSING,
        "stands": STANDS,
        "came": CAME,
        "why": WHY,
        "on": ON,
    }


def _said(found: Loose, reasons: dict[UUID, str], seen: Visit) -> dict[str, Any]:
    return _words() | {
        "kept": found,
        "reasons": reasons,
        "line": SCHEDULE[found.lasts.record_class],
        "runs": [(in_words(run.months), ANCHORS[run.anchor]) for run in found.lasts.runs],
        "posts": post_titles(seen.moment),
        "names": names_of((row.by for row in (found.look, *found.holds) if row), seen.moment),
    }


_LEFT = (
    gettext_lazy("The words and what opened them are gone. Nobody can bring them back."),
    gettext_lazy(
        "What is left: this certificate; the audit record, which has no name and no word of anybody's; rows without "
        "words that say when something was done and by whom here; and the figures of past days."
    ),
)


def certified(row: LooseDisposal) -> list[tuple[str, str]]:
    """What a certificate says, in rows; no name and no word of anybody it was about."""
    entry, which = entry_of_loose(row), RecordClass(row.record_class)
    return [
        (_("What it was"), str(KINDS[LooseKind(row.thing_kind)])),
        (_("Number"), str(row.thing_id)),
        (_("When"), london(row.disposed_at)),
        (_("Its time was over"), day(row.due_on) if row.due_on else _("no day was set")),
        (_("Why"), str(WHY[Why(row.why)])),
        (_("Period"), period_then(which, row)),
        (_("Decided by"), posts_then(row.first_id, row)),
        (_("Agreed by"), posts_then(row.second_id, row)),
        (_("A backup may hold it"), backup_words(row)),
        (_("Entry in the audit record"), f"{entry.seq} ({entry.stream})"),
    ]
