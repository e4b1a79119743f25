"""Everything we hold, in one closed file: asked for by whoever answers for a policy, agreed to by somebody else."""

from uuid import UUID

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from ....assurance.transfer.operations.exporting import (
    answer_export,
    ask_for_everything,
    fetch_export,
    let_export_go,
)
from ....assurance.transfer.queries.exports import agrees, asks, exports, progress_of, until
from ....assurance.transfer.reach import tables
from ....assurance.transfer.sealing import new_passphrase
from ....authority.access.queries import rows_of
from ....authority.identity.queries import details
from ....ground.kernel.refusals import NothingHere
from ..forms.fields import Line, Narrative, OneOf
from ..writing import filled, once
from .pages import shared


class AskForm(forms.Form):
    """What it is for, and what closes it."""

    why = Narrative(label=_("What is it for?"), rows=2, max_length=2000)
    passphrase = Narrative(
        label=_("Passphrase"),
        help_text=_(
            "Six words by chance. Keep them: without them nobody opens the file, and we forget them with it."
        ),
        rows=2,
        max_length=200,
        required=False,
    )
    recipient = Line(
        label=_("Or the public key of whoever opens it"),
        help_text=_("It begins with age1."),
        max_length=200,
        required=False,
    )


class AnswerForm(forms.Form):
    """Whether everything leaves."""

    answer = OneOf(
        label=_("What do you say?"),
        choices=[
            ("agreed", _("I agree: it leaves, as far as they may see it")),
            ("refused", _("It does not leave")),
        ],
    )
    why = Narrative(label=_("If it does not: why?"), rows=2, max_length=2000, required=False)


@require_http_methods(["GET", "POST"])
def everything(request: HttpRequest) -> HttpResponse:
    """What was asked for and how it stands; and asking."""
    seen, page = shared(request, "keeping")
    if not agrees(seen.who, seen.moment):
        raise NothingHere
    form = AskForm(request.POST or None, initial={"passphrase": new_passphrase()})

    def ask() -> None:
        said = form.cleaned_data
        passphrase = "" if said["recipient"] else said["passphrase"]
        ask_for_everything(**said | {"passphrase": passphrase}, actor=seen.actor, now=seen.moment.as_at)

    if filled(request, form, ask):
        return redirect("everything")
    rows = exports(seen.moment)
    own = rows_of(seen.who.person_id, seen.moment)
    names = details({one.row.asker_id for one in rows}, seen.moment)
    page |= {
        "form": form,
        "asks": asks(seen.who, seen.moment),
        "rows": [
            {
                "one": one,
                "own": one.row.asker_id in own,
                "who": names[one.row.asker_id].full_name if one.row.asker_id in names else "",
                "until": until(one),
                "progress": progress_of(one.row.id),
            }
            for one in rows
        ],
        "tables": [(model._meta.label_lower, told.holds) for model, told in tables()],
    }
    return render(request, "desk/everything.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """The second person's answer."""
    seen, page = shared(request, "keeping")
    one = next((one for one in exports(seen.moment) if one.row.id == export_id), None)
    if one is None or not agrees(seen.who, seen.moment):
        raise NothingHere
    form = AnswerForm(request.POST or None)

    def write() -> None:
        said = form.cleaned_data
        answer_export(
            export_id=export_id,
            agreed=said["answer"] == "agreed",
            why=said["why"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if filled(request, form, write):
        return redirect("everything")
    names = details([one.row.asker_id], seen.moment)
    page |= {"form": form, "who": names[one.row.asker_id].full_name if one.row.asker_id in names else ""}
    return render(request, "desk/everything_answer.html", page, status=422 if form.errors else 200)


@require_POST
def fetch(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """The closed file, to be saved; that it was fetched is written down first."""
    seen, _page = shared(request, "keeping")
    file, size = fetch_export(export_id=export_id, actor=seen.actor, now=seen.moment.as_at)
    answered = FileResponse(file, as_attachment=True, filename="everything.age")
    answered["Content-Type"] = "application/octet-stream"
    answered["Content-Length"] = str(size)
    answered["Cache-Control"] = "no-store"
    return answered


@require_POST
def let_go(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """Destroy the file here, or take the question back."""
    seen, _page = shared(request, "keeping")
    with once(request):
        let_export_go(export_id=export_id, actor=seen.actor, now=seen.moment.as_at)
    return redirect("everything")
